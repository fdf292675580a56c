import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type DeployedPackage, deployedPackages } from './deployed-packages.ts';

/** What we ask of the packages that are deployed, and what we say of them. */

const run = promisify(execFile);
const project = fileURLToPath(new URL('..', import.meta.url));

/** Licences that ask for no more than to be named: SPDX. */
export const allowedLicenses: readonly string[] = [
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0'],
  'Unlicense',
];

/** A package whose last release is longer ago than so many months counts as unmaintained. */
export const mostMonths = 24;

/** Those that may be older all the same, and why. */
export const finished: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['inherits', 'once', 'safe-buffer', 'string_decoder', 'util-deprecate', 'wrappy'].map((name) => [
      name,
      'a page of code that Node’s own stream library stands on, and finished; comes with @aws-crypto/encrypt-node',
    ]),
  ),
  ...Object.fromEntries(
    ['duplexify', 'end-of-stream', 'stream-shift'].map((name) => [
      name,
      'small and finished; the streams of @aws-crypto/encrypt-node, of which we use none',
    ]),
  ),
  'bn.js': 'finished; counts frames in @aws-crypto/serialize',
  ...Object.fromEntries(
    ['mnemonist', 'obliterator'].map((name) => [
      name,
      'a queue of @aws-sdk/client-dynamodb, which uses it for endpoint discovery; that is off here',
    ]),
  ),
};

/** What package-lock.json says of a package, by its folder. */
export interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  deprecated?: string;
  dev?: boolean;
}

export const lockedPackages = (): Record<string, Locked> =>
  JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')).packages;

/** The page about them, as `npm run packages` writes it. */
export const pageOf = (packages: readonly DeployedPackage[]): string => `# What is deployed of others

Made by \`npm run packages\`; a test says when it is not current. These ${packages.length} packages stand, in part or whole, in the bundles of the functions and in the
console's script, as esbuild tells; all others are tools. \`npm run -s sbom\` prints the same with hashes, as CycloneDX 1.6.

| package | version | licence |
|---|---|---|
${packages.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`).join('\n')}
`;

interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  scope?: string;
  properties?: { name: string; value: string }[];
}

interface Bom {
  $schema: string;
  specVersion: string;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}

/** The bill of materials of what is deployed, CycloneDX 1.6: npm's own, of which all that stands in no bundle is left out. */
export const billOfMaterials = async (packages: readonly DeployedPackage[] = deployedPackages()): Promise<Bom> => {
  const { stdout } = await run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: project,
    maxBuffer: 2 ** 26,
  });
  const all: Bom = JSON.parse(stdout);
  const ids = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const components = all.components.filter(({ name, version }) => ids.has(`${name}@${version}`));
  const root = all.metadata.component;
  const refs = new Set([root['bom-ref'], ...components.map((one) => one['bom-ref'])]);
  return {
    ...all,
    // npm writes 1.5, whose every member is one of 1.6.
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    specVersion: '1.6',
    metadata: { ...all.metadata, component: { ...root, name: 'clue-transfer' } },
    components,
    dependencies: all.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
  };
};
