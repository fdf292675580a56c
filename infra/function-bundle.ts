import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

const project = fileURLToPath(new URL('..', import.meta.url));

/** How functions are bundled, as far as it decides what is in. */
export const functionBundle = {
  absWorkingDir: project,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // The SDK goes in: pinned with everything else, and quicker to start than the runtime's own.
  mainFields: ['module', 'main'],
  alias: { 'asn1.js': './infra/no-signatures.ts' },
} as const satisfies BuildOptions;

/** What is loaded on Lambda of a file: everything that it needs, in one, and what shows where in the sources an error arose. */
export const bundledFiles = (entry: string): { name: string; contents: Uint8Array }[] => {
  const { outputFiles } = buildSync({
    ...functionBundle,
    entryPoints: [relative(project, entry)],
    // Source maps name files as seen from here: they, and the hash of the bundle, are the same wherever the output goes.
    outfile: 'cdk.out/bundle/index.mjs',
    write: false,
    logLevel: 'warning',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    // CommonJS packages inside an ESM bundle ask for require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
};

/** The same, written into `folder`, which is made where it is missing. */
export const bundleFunction = (entry: string, folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const { name, contents } of bundledFiles(entry)) writeFileSync(join(folder, name), contents);
};
