import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeclaredFunction } from '../functions.ts';

const sources = fileURLToPath(new URL('../bundled/sources.ts', import.meta.url));

/**
 * The file that a function's bundle begins at, written into `folder`: it hands on the handler alone, so that what the function's
 * own file says for infra (its route, shapes and rights) stays out of what is loaded on Lambda; and has traces name the sources.
 * @returns its path.
 */
export const entryOf = (folder: string, { name, file }: Pick<DeclaredFunction, 'name' | 'file'>): string => {
  const entry = join(folder, `${name}.ts`);
  const from = (path: string): string => JSON.stringify(relative(folder, path));
  const text = [
    `import { nameSources } from ${from(sources)};`,
    `export { handler } from ${from(fileURLToPath(file))};`,
    'nameSources();\n',
  ].join('\n');
  // Another synthesis may be reading it: what is right already is not written again.
  if (existsSync(entry) && readFileSync(entry, 'utf8') === text) return entry;
  mkdirSync(folder, { recursive: true });
  writeFileSync(entry, text);
  return entry;
};
