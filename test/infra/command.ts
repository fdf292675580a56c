import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The commands of package.json, as an operator runs them. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface Started {
  env?: Readonly<Record<string, string | undefined>>;
  /** Where the operator stands. */
  cwd?: string;
  /** By npm itself, which starts four processes to run one: once a command is enough. Else what npm would start, as it would. */
  byNpm?: boolean;
}

/** Runs `npm run <script> -- <args>` to its end. */
export const runCommand = (
  script: string,
  args: readonly string[],
  { env = process.env, cwd = root, byNpm = false }: Started = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const [node, ...own] = scripts[script]?.split(' ') ?? [];
    if (node !== 'node') throw new Error(`${script} is not a command of Node.js`);
    const child = byNpm
      ? spawn('npm', ['--prefix', root, 'run', '--silent', script, '--', ...args], { env, cwd })
      : spawn(process.execPath, [...own, ...args], { env: { ...env, INIT_CWD: cwd }, cwd: root });
    const ended = { out: '', err: '' };
    child.stdout.on('data', (part: Buffer) => {
      ended.out += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      ended.err += part.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...ended }));
  });
