import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { housing, only, police, useProvince } from '../province.ts';
import { recordings } from './recording.ts';

/**
 * Executions of the last release that had another definition, on the functions of today: those of it that are under way when a version of
 * theirs is gone.
 */

const now = await readFile(new URL('../../statemachines/transfer.asl.json', import.meta.url), 'utf8');
const [release = '', last] = [...(await recordings())].findLast(([, { definition }]) => definition !== now) ?? [];
const { local, submit, command, read, advanceTo, mails } = useProvince(
  '2026-09-24T10:00:00+08:00',
  undefined,
  undefined,
  'jwt',
  last?.definition,
);

it(`times a whole life by the definition of release ${release}`, async () => {
  const { body } = await submit({ discoveredAt: local().now().toISOString(), dispatch: false });
  const { transferId } = only(body.transfers);
  await advanceTo('2026-10-10T10:00:00+08:00');
  expect((await mails()).length).toBeGreaterThan(1);
  for (const name of ['dispatch', 'acknowledge'] as const) {
    expect((await command(name, transferId, {}, { as: name === 'dispatch' ? housing : police })).status).toBe(200);
  }
  const done = { final: true, outcome: '已办结', text: '已立案侦查。' };
  expect((await command('feedback', transferId, done, { as: police })).status).toBe(200);
  await local().engine.settled();
  const { timeline } = (await read(transferId)).body;
  expect(timeline.map(({ event }) => event)).toEqual(expect.arrayContaining(['reminded', 'escalated', 'dispatched']));
  expect(timeline.map(({ event }) => event)).not.toContain('alarmed');
  const [execution, ...others] = local()
    .engine.list()
    .filter(({ name }) => name.startsWith(transferId));
  expect(execution?.status).toBe('SUCCEEDED');
  expect(others).toEqual([]);
});
