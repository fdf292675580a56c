import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const project = fileURLToPath(new URL('..', import.meta.url));

/** What runs in the browser, in one script and one style sheet, each named by a hash of its content. */
const bundled = (): { name: string; contents: Uint8Array }[] => {
  const { outputFiles } = buildSync({
    absWorkingDir: project,
    entryPoints: ['functions/console/pages/main.tsx'],
    outdir: 'cdk.out/console',
    entryNames: '[name]-[hash]',
    write: false,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
};

/** Writes what functions/console/serve-console.ts serves into `folder`, which is made where it is missing. */
export const bundleConsole = (folder: string): void => {
  const files = bundled();
  const named = (ending: string): string | undefined => files.find(({ name }) => name.endsWith(ending))?.name;
  mkdirSync(folder, { recursive: true });
  for (const { name, contents } of files) writeFileSync(join(folder, name), contents);
  writeFileSync(join(folder, 'bundled.json'), JSON.stringify({ script: named('.js'), style: named('.css') }));
};
