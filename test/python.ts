import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A program of PyPI in an environment of its own under .local/, made where it is missing. `packages`: with their versions.
 * Gives its path. @throws Error that says what to install.
 */
export const pythonProgram = async (name: string, packages: readonly string[]): Promise<string> => {
  const dir = join('.local', name);
  const python = join(dir, 'bin', 'python');
  const has = () =>
    run(python, ['-m', 'pip', 'freeze']).then(({ stdout }) => packages.every((one) => stdout.includes(one)));
  if (await has().catch(() => false)) return join(dir, 'bin', name);
  await run('python3', ['-m', 'venv', dir]).catch((error: Error) => {
    throw new Error(
      `python3 -m venv does not work: install Python 3.10 or newer with its venv package. ${error.message}`,
    );
  });
  await run(python, ['-m', 'pip', 'install', '--quiet', ...packages]);
  return join(dir, 'bin', name);
};
