import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

const project = fileURLToPath(new URL('..', import.meta.url));
const outdir = 'cdk.out/bundle';

/** How functions are bundled, as far as it decides what is in. */
export const functionBundle = {
  absWorkingDir: project,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // The SDK goes in: pinned with everything else, and quicker to start than the runtime's own.
  mainFields: ['module', 'main'],
  alias: { 'asn1.js': './infra/bundled/no-signatures.ts' },
} as const satisfies BuildOptions;

/** A file of a bundle. */
export interface BundledFile {
  name: string;
  contents: Uint8Array;
  /** Files of the project and of packages of which something stands in it. */
  from: readonly string[];
}

/**
 * What is loaded on Lambda of a file: everything that it needs, `index.mjs` first, and what shows where in the sources an error arose. What is
 * imported only when it is needed (`import()`), by us or by the SDK, stands in scripts of its own, and is neither read nor compiled before. In one
 * file the SDK alone would take a third more: all that any of its ways to find credentials needs would be wrapped, and compiled twice.
 */
export const bundledFiles = (entry: string): BundledFile[] => {
  const {
    outputFiles,
    metafile: { outputs },
  } = buildSync({
    ...functionBundle,
    entryPoints: { index: relative(project, entry) },
    // Source maps name files as seen from here: they, and the hash of the bundle, are the same wherever the output goes.
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: '[name]-[hash]',
    write: false,
    metafile: true,
    logLevel: 'warning',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    // CommonJS packages inside an ESM bundle ask for require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outputFiles.map(({ path, contents }) => {
    const name = basename(path);
    const { inputs = {} } = outputs[`${outdir}/${name}`] ?? {};
    const from = Object.keys(inputs).filter((file) => (inputs[file]?.bytesInOutput ?? 0) > 0);
    return { name, contents, from };
  });
};

/** The same, written into `folder`, which is made where it is missing. */
export const bundleFunction = (entry: string, folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const { name, contents } of bundledFiles(entry)) writeFileSync(join(folder, name), contents);
};
