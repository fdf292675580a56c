import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../process.ts';

/** A PostgreSQL of this machine in a folder of its own, on 127.0.0.1, and what it takes of the processor. */

const run = promisify(execFile);

/** Where Debian puts what is on nobody's path. */
const versionsOfDebian = '/usr/lib/postgresql';

/** The folder with the programs of the server; undefined where there is none. */
const programs = (): string | undefined => {
  const versions = existsSync(versionsOfDebian) ? readdirSync(versionsOfDebian).sort().reverse() : [];
  const folders = [
    ...versions.map((one) => join(versionsOfDebian, one, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
};

/** It runs as nobody who may do everything: where this process is root, it is as one of these. */
const asWhom = (): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return {} as { uid: number; gid: number };
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {}
  }
  return undefined;
};

/** Seconds of processor by a process, and by those of its children that have ended. */
const secondsOf = (pid: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // Ticks of the kernel, a hundred a second: utime, stime, cutime, cstime.
    return fields.slice(11, 15).reduce((all, ticks) => all + Number(ticks), 0) / 100;
  } catch {
    // It has ended, and is among those of its parent.
    return 0;
  }
};

export interface Postgres {
  url: string;
  version: string;
  /** Seconds of processor that all its processes have taken. */
  seconds: () => number;
  stop: () => Promise<void>;
}

/** Starts one, or says in words why there is none. */
export const startPostgres = async (): Promise<Postgres | { missing: string }> => {
  const folder = programs();
  if (!folder) return { missing: 'PostgreSQL is not installed here (Debian: apt-get install postgresql)' };
  const user = asWhom();
  if (!user) return { missing: 'PostgreSQL does not run as root, and there is no user postgres or nobody' };
  const dir = await mkdtemp(join(tmpdir(), 'clue-transfer-postgres-'));
  if (user.uid !== undefined) await chown(dir, user.uid, user.gid);
  const data = join(dir, 'data');
  await run(join(folder, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8'], { ...user, cwd: dir });
  const port = await freePort();
  const settings = {
    ...{ port, listen_addresses: '127.0.0.1', unix_socket_directories: dir },
    shared_preload_libraries: 'pg_stat_statements',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(folder, 'postgres'), ['-D', data, ...flags], {
    ...user,
    cwd: dir,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr?.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const ended = once(server, 'exit');
  process.once('exit', () => server.kill('SIGKILL'));
  const pid = server.pid ?? 0;
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    await rm(dir, { recursive: true, force: true });
  };
  for (const until = Date.now() + 30_000; !said.includes('ready to accept connections'); await pause(50)) {
    if (server.exitCode === null && Date.now() < until) continue;
    await stop();
    throw new Error(`PostgreSQL did not start: ${said}`);
  }
  const children = () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const { stdout } = await run(join(folder, 'postgres'), ['--version']);
  return {
    url: `postgres://bench@127.0.0.1:${port}/postgres`,
    version: stdout.trim().replace(/^postgres \(PostgreSQL\) ([\d.]+).*$/, 'PostgreSQL $1'),
    seconds: () => [pid, ...children()].reduce((all, one) => all + secondsOf(one), 0),
    stop,
  };
};
