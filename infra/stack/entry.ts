import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeclaredFunction } from '../functions.ts';

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What a function surely needs, and is loaded only when it is asked for, by what the function says of itself. */
const readied = ({ grants, mails }: Pick<DeclaredFunction, 'grants' | 'mails'>): { name: string; path: string }[] => [
  ...(grants.some(({ on }) => on === 'key') ? [{ name: 'readyToSeal', path: 'functions/adapters/seal.ts' }] : []),
  ...(mails ? [{ name: 'readyToMail', path: 'functions/adapters/mail/mail.ts' }] : []),
];

/**
 * The file that a function's bundle begins at, written into `folder`: it hands on the handler alone, so that what the function's
 * own file says for infra (its route, shapes and rights) stays out of what is loaded on Lambda; has traces name the sources; and
 * loads, before the first call, what the function will need.
 * @returns its path.
 */
export const entryOf = (
  folder: string,
  { name, file, ...declared }: Pick<DeclaredFunction, 'name' | 'file' | 'grants' | 'mails'>,
): string => {
  const entry = join(folder, `${name}.ts`);
  const from = (path: string): string => JSON.stringify(relative(folder, path));
  const ready = readied(declared);
  const text = [
    `import { nameSources } from ${from(inProject('infra/bundled/sources.ts'))};`,
    ...ready.map((one) => `import { ${one.name} } from ${from(inProject(one.path))};`),
    `export { handler } from ${from(fileURLToPath(file))};`,
    'nameSources();',
    ...(ready.length > 0 ? [`await Promise.all([${ready.map((one) => `${one.name}()`).join(', ')}]);`] : []),
    '',
  ].join('\n');
  // Another synthesis may be reading it: what is right already is not written again.
  if (existsSync(entry) && readFileSync(entry, 'utf8') === text) return entry;
  mkdirSync(folder, { recursive: true });
  writeFileSync(entry, text);
  return entry;
};
