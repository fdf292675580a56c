import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleConsole } from '../../infra/console-bundle.ts';

/** The console, bundled once for all test files. */
export default async ({ provide }: TestProject) => {
  const folder = await mkdtemp(join(tmpdir(), 'clue-transfer-console-'));
  bundleConsole(folder);
  provide('bundledConsole', folder);
  return () => rm(folder, { recursive: true, force: true });
};

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder; only where a browser is. */
    bundledConsole?: string;
  }
}
