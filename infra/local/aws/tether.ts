import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that ends with this process, however that ends. */

/**
 * Runs a command and kills it when standard input ends, which the kernel sees to even when our process gets SIGKILL.
 * SIGKILL for the command as well: its SQLite files are made for that, and nothing can delay it.
 */
const tether = `
exec 3<&0 </dev/null
"$@" 3<&- & child=$!
{ cat <&3 >/dev/null; kill -9 $child; } 2>/dev/null & watch=$!
exec 3<&-
wait $child
kill $watch
`;

export interface Tethered {
  hasEnded: () => boolean;
  /** Resolves when it is gone, by whatever. */
  ended: Promise<void>;
  /** The end of what it wrote to standard error. */
  complaint: () => string;
  /** Kills it, and answers when it is gone. */
  stop: () => Promise<void>;
}

const stopped = async (child: ChildProcess): Promise<void> => {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.stdin?.destroy();
  await ended;
};

/** Starts the command, the program's name first. */
export const startTethered = (command: readonly string[]): Tethered => {
  // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop it when the last request is answered.
  const child = spawn('sh', ['-c', tether, 'sh', ...command], { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  return {
    ended: new Promise((resolve) => child.once('exit', () => resolve())),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    complaint: () => complaint,
    stop: () => stopped(child),
  };
};
