import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlan } from '../../../infra/fleet/plan.ts';
import { loadState, saveState } from '../../../infra/fleet/state.ts';
import { writeManyProvinces } from '../many-provinces.ts';

/** `npm run fleet` before it deploys anything; `npm run test:operate` deploys a wave. */

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-'));
  await writeManyProvinces(join(folder, 'provinces'));
  // Instead of CDK's, which would synthesise and ask AWS: it says what it was asked.
  await writeFile(join(folder, 'cdk'), '#!/bin/sh\necho "cdk $*"\n');
  await chmod(join(folder, 'cdk'), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

const wave = (name: string, provinces: string[], more: object = {}) => ({ name, provinces, soakMinutes: 60, ...more });

/** In the China partition: each third file is not. */
const [pilot = '', second = '', third = ''] = ['110000', '120000', '140000'];

const write = async (content: unknown, name = 'plan.json'): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

const run = (...args: string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    const environment = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
    const command = ['--disable-warning=ExperimentalWarning', 'infra/fleet.ts', ...args];
    execFile(process.execPath, command, { env: environment }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });

describe('the plan of a fleet', () => {
  it('is read with the provinces that it names, from a folder beside it', async () => {
    const file = await write({
      provinces: 'provinces',
      waves: [wave('pilot', [pilot]), wave('rest', [second, third])],
    });
    const { waves } = await loadPlan(file);
    expect(waves.map(({ name, provinces, atOnce }) => [name, [...provinces.keys()], atOnce])).toEqual([
      ['pilot', [pilot], 1],
      ['rest', [second, third], 1],
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['a province in two waves', { waves: [wave('a', [pilot]), wave('b', [pilot])] }, /110000 stands in them twice/],
    ['two waves of one name', { waves: [wave('a', [pilot]), wave('a', [second])] }, /two are called a: rename one/],
    ['a province without a file', { waves: [wave('a', ['999999'])] }, /999999\.json: there is no such file/],
    ['both partitions', { waves: [wave('a', [pilot, '130000'])] }, /both partitions: write a plan for each/],
    [
      'a dashboard in the account of a province',
      { dashboard: { account: '111111111111' }, waves: [wave('a', [pilot])] },
      /dashboard\.account: is that of 110000.*take one of its own/,
    ],
    ['no wave', { waves: [] }, /plan\.json: waves: /],
    ['a misspelt field', { waves: [{ ...wave('a', [pilot]), soak: 5 }] }, /plan\.json: waves\.0: .*soak/],
    ['no JSON', '{', /plan\.json: not JSON/],
  ])('with %s is refused, and says why', async (_, content, why) => {
    const file = await write(typeof content === 'string' ? content : { provinces: 'provinces', ...Object(content) });
    await expect(loadPlan(file)).rejects.toThrow(why);
  });
});

describe('how far a release has come', () => {
  it('is kept for that release, and forgotten for another', async () => {
    const file = join(folder, 'state.json');
    const state = { release: 'r1', deployed: { a: { since: '2026-11-02T01:00:00.000Z', isNew: true } }, soaked: {} };
    expect(await loadState(file, 'r1')).toEqual({ release: 'r1', deployed: {}, soaked: {} });
    await saveState(file, state);
    expect(await loadState(file, 'r1')).toEqual(state);
    expect(await loadState(file, 'r2')).toEqual({ release: 'r2', deployed: {}, soaked: {} });
    await writeFile(file, '{"half":');
    await expect(loadState(file, 'r1')).rejects.toThrow(/state\.json: is not what a run wrote/);
  });
});

describe('npm run fleet', () => {
  it('shows in a dry run which province gets what where, and writes nothing', async () => {
    const waves = [wave('pilot', [pilot], { soakMinutes: 1440 }), wave('rest', [second, third], { atOnce: 2 })];
    const plan = await write({ provinces: 'provinces', waves });
    const { code, said } = await run(plan, '--dry-run', '--release', 'r1', '--assembly', join(folder, 'made'));
    expect([code, said.split('\n').map((line) => line.replaceAll(folder, ''))]).toEqual([
      0,
      [
        'Release r1',
        'Wave pilot: 1 provinces, 1 at once, then 1440 minutes of quiet',
        '110000: account 111111111111, cn-north-1',
        '[110000] cdk diff --app /made ClueTransfer-110000-records ClueTransfer-110000',
        'Wave rest: 2 provinces, 2 at once, then 60 minutes of quiet',
        '120000: account 111111111111, cn-northwest-1',
        '[120000] cdk diff --app /made ClueTransfer-120000-records ClueTransfer-120000',
        '140000: account 111111111111, cn-north-1',
        '[140000] cdk diff --app /made ClueTransfer-140000-records ClueTransfer-140000',
        '',
      ],
    ]);
    await expect(readFile(join(folder, 'plan.state.json'))).rejects.toThrow(/ENOENT/);
  });

  it('synthesises once, from the folder of the plan, where nothing was synthesised before', async () => {
    const plan = await write({ provinces: 'provinces', waves: [wave('pilot', [pilot])] });
    const { said } = await run(plan, '--dry-run', '--release', 'r1');
    expect(said.match(/cdk synth/g)).toHaveLength(1);
    expect(said).toContain(`-c provinces=${join(folder, 'provinces')}`);
  });

  it('ends with 1 where cdk fails, with its last words', async () => {
    await writeFile(join(folder, 'cdk'), '#!/bin/sh\necho "no credentials" >&2\nexit 3\n');
    const plan = await write({ provinces: 'provinces', waves: [wave('pilot', [pilot])] });
    const { code, said } = await run(plan, '--dry-run', '--release', 'r1');
    expect(code).toBe(1);
    expect(said).toContain('cdk synth ended with 3: no credentials');
  });

  it.each<[string, string[]]>([
    ['without a plan', []],
    ['with a plan that is not there', ['nowhere.json']],
    ['with an option that there is not', ['plan.json', '--force']],
  ])('called %s ends with 2', async (_, args) => {
    expect((await run(...args)).code).toBe(2);
  });
});
