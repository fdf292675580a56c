import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functions, routes } from '../../infra/functions.ts';
import { entryOf } from '../../infra/stack/entry.ts';

/** What is loaded on Lambda: bundles are made here as the stack has them made, without a synthesis. */

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entries-'));
});
afterAll(() => rm(folder, { recursive: true }));

const bundleOf = async (name: string): Promise<string> => {
  const [one] = functions.filter((declared) => declared.name === name) as [(typeof functions)[number]];
  const { outputFiles } = await build({
    entryPoints: [entryOf(folder, one)],
    bundle: true,
    write: false,
    minify: true,
    charset: 'utf8',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
  });
  return outputFiles[0]?.text ?? '';
};

/** What a route says for its description, and what roles are made from. */
const descriptive = [
  ...routes.flatMap(({ summary, path }) => [summary, `"${path}"`]),
  'RFC 3339 with the offset of the province',
  '国办发明电〔2026〕1号',
  ...functions.flatMap(({ grants }) => grants.flatMap(({ actions }) => actions)),
];

describe.each(['acknowledge-transfer', 'publish-calendar', 'read-sent-ledger', 'watchdog'])(
  'the bundle of %s',
  (name) => {
    it('has its handler, and nothing of what only describes it', async () => {
      const text = await bundleOf(name);
      expect(/export\{[\w$]+ as handler\}/.test(text)).toBe(true);
      expect(descriptive.filter((said) => text.includes(said))).toEqual([]);
    });
  },
);

describe('the file that a bundle begins at', () => {
  it('is the same however often it is written', async () => {
    const [one] = functions as [(typeof functions)[number]];
    expect(entryOf(folder, one)).toBe(entryOf(folder, one));
  });
});
