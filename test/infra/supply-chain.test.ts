import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DeployedPackage, deployedPackages } from '../../infra/deployed-packages.ts';
import { allowedLicenses, billOfMaterials, finished, lockedPackages, pageOf } from '../../infra/supply-chain.ts';

let deployed: DeployedPackage[] = [];
beforeAll(() => {
  deployed = deployedPackages();
});
const locked = lockedPackages();

describe('package.json', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as Record<string, Record<string, string>>;

  it('names one version of each package', () => {
    const named = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(([, version]) => !/^(npm:typescript@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe('package-lock.json', () => {
  it('has a hash of each package, and takes none from elsewhere than a registry', () => {
    const packages = Object.entries(locked).filter(([folder]) => folder !== '');
    expect(packages.length).toBeGreaterThan(300);
    // What stands within another package's archive has that one's hash.
    const bare = packages.filter(([, one]) => !one.integrity && !('inBundle' in one));
    expect(bare.map(([folder]) => folder)).toEqual([]);
    const elsewhere = packages.filter(([, { resolved }]) => resolved && !/^https:\/\/[^/]+\/.*\.tgz$/.test(resolved));
    expect(elsewhere.map(([folder]) => folder)).toEqual([]);
  });
});

describe('what is deployed of others', () => {
  it('is under licences that ask for no more than to be named', () => {
    expect(deployed.length).toBeGreaterThan(50);
    expect(deployed.filter(({ license }) => !allowedLicenses.includes(license))).toEqual([]);
  });

  it('is no tool, and nothing that its makers gave up', () => {
    const of = ({ folder }: DeployedPackage) => locked[folder];
    expect(deployed.filter((one) => !of(one) || of(one)?.dev).map(({ name }) => name)).toEqual([]);
    expect(deployed.filter((one) => of(one)?.deprecated).map(({ name }) => name)).toEqual([]);
  });

  it('is said in packages.md (npm run packages)', () => {
    expect(readFileSync(new URL('../../infra/packages.md', import.meta.url), 'utf8')).toBe(pageOf(deployed));
  });

  it('has every package that may be old', () => {
    const names = deployed.map(({ name }) => name);
    expect(Object.keys(finished).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is in the bill of materials, each with hash, licence and address, and nothing else is', async () => {
    const { specVersion, components, dependencies } = await billOfMaterials(deployed);
    expect(specVersion).toBe('1.6');
    const ids = (list: readonly { name: string; version: string }[]) =>
      [...new Set(list.map(({ name, version }) => `${name}@${version}`))].sort();
    expect(ids(components)).toEqual(ids(deployed));
    for (const one of components) {
      expect(one).toMatchObject({
        hashes: [{ alg: 'SHA-512' }],
        licenses: [{ license: {} }],
        purl: expect.stringMatching(/^pkg:npm\//),
      });
    }
    const refs = new Set(dependencies.map(({ ref }) => ref));
    expect(dependencies.flatMap(({ dependsOn = [] }) => dependsOn.filter((ref) => !refs.has(ref)))).toEqual([]);
  });
});
