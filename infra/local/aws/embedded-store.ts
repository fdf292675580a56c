import { access, chmod, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Dynoxide: DynamoDB's API over SQLite in one static binary, from npm, with nothing to install beside it. */

const packageHere = (): string => `@dynoxide/${process.platform}-${process.arch}`;

/** Its binary, where npm has a package for this platform. */
const findBinary = (): string | undefined => {
  try {
    return createRequire(import.meta.url).resolve(`${packageHere()}/dynoxide`);
  } catch {
    return undefined;
  }
};

/** npm keeps the executable bit; what copies node_modules about may lose it. */
const makeExecutable = async (binary: string): Promise<void> => {
  try {
    await access(binary, constants.X_OK);
  } catch {
    await chmod(binary, 0o755).catch(() => {
      throw new Error(`Dynoxide may not be run. Make it executable: chmod +x ${binary}`);
    });
  }
};

export const embeddedStore = {
  name: 'Dynoxide',
  folder: 'dynoxide',
  /** Why it cannot run here, if it cannot. */
  missing: (): string | undefined =>
    findBinary() === undefined
      ? `Dynoxide is not here: npm installed no ${packageHere()}, which some platforms do not have.`
      : undefined,
  /** The command that serves it. @throws Error that says what to mend. */
  command: async (port: number, dir: string | 'memory'): Promise<string[]> => {
    const binary = findBinary();
    if (binary === undefined) throw new Error(`There is no ${packageHere()} here. Run "npm install" again.`);
    await makeExecutable(binary);
    const data = dir === 'memory' ? [] : ['--db-path', join(dir, 'store.sqlite')];
    return [binary, 'serve', '--host', '127.0.0.1', '--port', String(port), ...data];
  },
};
