import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';

const project = fileURLToPath(new URL('..', import.meta.url));

/** What runs in the browser: a script, others that it fetches at once or later, and a style sheet; each is named by a hash of its content. */
const bundled = () => {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: project,
    entryPoints: ['functions/console/pages/main.tsx'],
    outdir: 'cdk.out/console',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    write: false,
    bundle: true,
    splitting: true,
    metafile: true,
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
  return { files: outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })), metafile };
};

/** What a script cannot begin without. */
const importedBy = (script: string, { outputs }: Metafile): string[] => [
  ...new Set(
    (outputs[script]?.imports ?? [])
      .filter(({ kind }) => kind === 'import-statement')
      .flatMap(({ path }) => [path, ...importedBy(path, { outputs, inputs: {} })]),
  ),
];

/** Writes what functions/console/serve-console.ts serves into `folder`, which is made where it is missing. */
export const bundleConsole = (folder: string): void => {
  const { files, metafile } = bundled();
  const [script = '', { cssBundle = '' } = {}] =
    Object.entries(metafile.outputs).find(([, one]) => one.entryPoint?.endsWith('/main.tsx')) ?? [];
  const names = {
    script: basename(script),
    style: basename(cssBundle),
    imported: importedBy(script, metafile).map((path) => basename(path)),
    files: files.map(({ name }) => name),
  };
  mkdirSync(folder, { recursive: true });
  for (const { name, contents } of files) writeFileSync(join(folder, name), contents);
  writeFileSync(join(folder, 'bundled.json'), JSON.stringify(names));
};
