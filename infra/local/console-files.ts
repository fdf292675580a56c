import { resolve } from 'node:path';
import { bundleConsole } from '../console-bundle.ts';

/** Tells the console's function of its folder, and gives what bundles the console into it when it is first asked for, unless it is there. */
export const consoleFiles = ({ dataDir, bundledConsole }: { dataDir: string; bundledConsole?: string | undefined }) => {
  const folder = bundledConsole ?? resolve(dataDir, 'console');
  process.env.CONSOLE_FILES = folder;
  let made = bundledConsole !== undefined;
  return (): void => {
    if (!made) bundleConsole(folder);
    made = true;
  };
};
