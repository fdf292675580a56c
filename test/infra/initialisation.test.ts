import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundledFile, bundledFiles } from '../../infra/function-bundle.ts';
import { type DeclaredFunction, functions } from '../../infra/functions.ts';
import { entryOf } from '../../infra/stack/entry.ts';

/**
 * What a function loads before its first call, as it is deployed: each is loaded in a process of its own, which says what it read. How long that takes is
 * measured elsewhere (`npm run bench:initialisation`); what it must not load, and how much it loads, is held here.
 */

const run = promisify(execFile);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'initialisation-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Says the names of the scripts that are read until the bundle is there. */
const telling = `
  const { registerHooks } = require('node:module');
  const read = [];
  registerHooks({ load: (url, context, next) => (url.endsWith('.mjs') && read.push(url), next(url, context)) });
  import('./index.mjs').then(() => process.stdout.write(JSON.stringify(read)));`;

const environment = {
  AWS_REGION: 'us-east-1',
  MAIL: JSON.stringify({ transport: 'ses' }),
};

const named = (name: string): DeclaredFunction => {
  const found = functions.find((one) => one.name === name);
  if (!found) throw new Error(`there is no function ${name}`);
  return found;
};

/** The scripts that a function reads before its first call. */
const loadedBy = async (name: string, variables: Readonly<Record<string, string>> = {}): Promise<BundledFile[]> => {
  const files = bundledFiles(entryOf(join(folder, 'entries'), named(name)));
  const bundle = join(folder, name);
  await mkdir(bundle, { recursive: true });
  for (const one of files) await writeFile(join(bundle, one.name), one.contents);
  const { stdout } = await run(process.execPath, ['-e', telling], {
    cwd: bundle,
    env: { ...environment, ...variables },
  });
  const read = (JSON.parse(stdout) as string[]).map((url) => basename(url));
  return files.filter((one) => read.includes(one.name));
};

const packagesIn = (files: readonly BundledFile[]): string[] => [
  ...new Set(
    files.flatMap(({ from }) => from).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
  ),
];

const sealing = [
  '@aws-crypto/encrypt-node',
  '@aws-crypto/decrypt-node',
  '@aws-sdk/client-kms',
  'bn.js',
  'readable-stream',
];

describe('a function that may not use the key', () => {
  const without = functions.filter(({ grants }) => !grants.some(({ on }) => on === 'key' || on === 'headsKey'));

  it.each(without.map(({ name }) => name))('loads nothing that seals: %s', async (name) => {
    const packages = packagesIn(await loadedBy(name));
    expect(sealing.filter((one) => packages.includes(one))).toEqual([]);
    if (name === 'read-openapi') return;
    expect(packages).toContain('@aws-sdk/client-dynamodb');
  });
});

describe('a function that may use the key', () => {
  it.each(['submit-clue', 'acknowledge-transfer', 'read-sent-ledger', 'notify-milestone'])(
    'has what seals there before its first call: %s',
    async (name) => {
      expect(packagesIn(await loadedBy(name))).toEqual(expect.arrayContaining(sealing));
    },
  );

  it('loads of that nothing for which it has no use: other operations of KMS, RSA, key hierarchies, signatures', async () => {
    const loaded = await loadedBy('submit-clue');
    const packages = packagesIn(loaded);
    expect(packages.filter((one) => /rsa|branch-keystore|caching|hkeyring|asn1/.test(one))).toEqual([]);
    const kms = loaded.flatMap(({ from }) => from).filter((file) => /client-kms\/.*commands\//.test(file));
    expect(kms.map((file) => basename(file)).sort()).toEqual([
      'DecryptCommand.js',
      'EncryptCommand.js',
      'GenerateDataKeyCommand.js',
    ]);
  });
});

describe('a function that mails', () => {
  it('loads what sends in its province, and not the other', async () => {
    const ses = packagesIn(await loadedBy('notify-milestone'));
    expect(ses).toContain('@aws-sdk/client-ses');
    expect(ses).not.toContain('nodemailer');
    const server = { transport: 'smtp', host: 'mail.example.cn', port: 465, secretName: 'smtp' };
    const smtp = packagesIn(await loadedBy('notify-milestone', { MAIL: JSON.stringify(server) }));
    expect(smtp).toEqual(expect.arrayContaining(['nodemailer', '@aws-sdk/client-secrets-manager']));
    expect(smtp).not.toContain('@aws-sdk/client-ses');
  });

  it('is the only one that loads it', async () => {
    for (const name of ['read-calendar', 'plan-milestone']) {
      const packages = packagesIn(await loadedBy(name));
      expect(packages.filter((one) => /nodemailer|client-ses|secrets-manager/.test(one))).toEqual([]);
    }
  });
});

describe('any function', () => {
  it('loads no way to find credentials but those that Lambda gives it, and nothing that writes papers', async () => {
    const packages = packagesIn(await loadedBy('take-out-paper'));
    expect(packages).toContain('@aws-sdk/credential-provider-env');
    const later = ['@aws-sdk/credential-provider-ini', '@aws-sdk/nested-clients', 'docx'];
    expect(later.filter((one) => packages.includes(one))).toEqual([]);
  });

  it.each([
    ['submit-clue', 720],
    ['acknowledge-transfer', 710],
    ['read-sent-ledger', 705],
    ['notify-milestone', 710],
    ['plan-milestone', 400],
    ['await-milestone', 398],
    ['check-health', 272],
  ])('loads little: %s at most %i kB', async (name, most) => {
    const kB = (await loadedBy(name)).reduce((sum, { contents }) => sum + contents.length, 0) / 1000;
    expect(kB).toBeLessThan(most);
    // A pin that is far off says nothing.
    expect(kB).toBeGreaterThan(most * 0.9);
  });
});
