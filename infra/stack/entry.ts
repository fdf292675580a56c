import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeclaredFunction } from '../functions.ts';

/**
 * The file that a function's bundle begins at, written into `folder`: it hands on the handler alone, so that what the function's
 * own file says for infra (its route, shapes and rights) stays out of what is loaded on Lambda.
 * @returns its path.
 */
export const entryOf = (folder: string, { name, file }: Pick<DeclaredFunction, 'name' | 'file'>): string => {
  const entry = join(folder, `${name}.ts`);
  const text = `export { handler } from ${JSON.stringify(relative(folder, fileURLToPath(file)))};\n`;
  // Another synthesis may be reading it: what is right already is not written again.
  if (existsSync(entry) && readFileSync(entry, 'utf8') === text) return entry;
  mkdirSync(folder, { recursive: true });
  writeFileSync(entry, text);
  return entry;
};
