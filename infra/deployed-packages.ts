import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';
import { functionBundle } from './function-bundle.ts';
import { authorizers, functions } from './functions.ts';

/** The npm packages that are deployed: those of which anything stands in a bundle of a function, or in the console's script. */

const project = fileURLToPath(new URL('..', import.meta.url));

export interface DeployedPackage {
  name: string;
  version: string;
  /** SPDX expression, as its package.json has it; empty where it says none. */
  license: string;
  /** Where it stands, from the project's folder. */
  folder: string;
}

const common = { absWorkingDir: project, bundle: true, write: false, metafile: true, logLevel: 'error' } as const;

/** Functions as they are bundled; the console by the settings of console-bundle.ts, as far as they decide what is in. */
const metafiles = (): Metafile[] => [
  buildSync({
    ...functionBundle,
    ...common,
    // All in one, each by its handler alone as its own bundle has it: what is in any of those is in this.
    stdin: {
      contents: [...functions, ...authorizers]
        .map(({ file }, n) => `export { handler as handler${n} } from ${JSON.stringify(fileURLToPath(file))};`)
        .join('\n'),
      resolveDir: project,
    },
    outfile: 'cdk.out/packages.mjs',
  }).metafile,
  buildSync({
    ...common,
    entryPoints: ['functions/console/pages/main.tsx'],
    outdir: 'cdk.out/packages',
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  }).metafile,
];

/** The folder of the package that a file belongs to: the innermost one. */
const folderOf = (file: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];

const packageIn = (folder: string): DeployedPackage => {
  const { name, version, license = '' } = JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'));
  return { name, version, license: typeof license === 'string' ? license : '', folder };
};

/** By name and version, each once. */
export const deployedPackages = (): DeployedPackage[] => {
  const files = metafiles().flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
  );
  const folders = new Set(files.flatMap((file) => folderOf(file) ?? []));
  const byId = new Map([...folders].map(packageIn).map((one) => [`${one.name}@${one.version}`, one]));
  return [...byId.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
};
