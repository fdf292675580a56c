import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delegation, Unit } from '../../functions/domain/units/forms.ts';
import { useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

/** Absent supervisors, and what may keep them from hearing who stands in for them. */

let dynamoDb: FaultProxy | undefined;
const { local, send, advanceTo, schedulesAtRest, mails } = useProvince(
  '2026-09-24T10:01:00+08:00',
  async (endpoint) => {
    dynamoDb = await faultProxy(endpoint);
    return dynamoDb.url;
  },
);
// Whatever the schedule had to do stands done: the tests come one after another on one clock.
beforeEach(() => schedulesAtRest());
afterEach(() => expect(dynamoDb?.left()).toBe(0));
afterAll(async () => {
  await schedulesAtRest();
  await dynamoDb?.close();
});

const down = { status: 500, code: 'InternalFailure' };
const names: Readonly<Record<string, string>> = {
  housing: '住房和城乡建设局',
  land: '自然资源局',
  water: '水利局',
  court: '人民法院',
  transport: '交通运输局',
  petitions: '信访局',
};
const absenceIn = (organ: string, different: Partial<Delegation> = {}): Delegation => ({
  absent: `supervisor.${organ}@371402.example`,
  to: { name: `德城区${names[organ]}经办人`, email: `clerk.${organ}@371402.example` },
  from: '2026-10-08',
  until: '2026-10-09',
  ...different,
});
const put = (organ: string, delegations: readonly Delegation[]) => {
  const as = `371402-${organ}`;
  return send('PUT', `/v1/units/${as}/delegations`, { delegations }, { as, role: 'supervisor' });
};
const told = async (organ: string) =>
  (await mails('【代行】')).filter(({ to }) => to === `supervisor.${organ}@371402.example`);
const runSchedule = async () => {
  const { handler } = await import('../../functions/schedules/tell-absent.ts');
  return local().as('tell-absent', () => handler({ time: local().now().toISOString() }));
};
/** How the mails to the absent of a unit stand. */
const states = async (organ: string) => {
  const { keys, sortKeys } = await import('../../functions/adapters/table/schema.ts');
  const { table, tableName } = await import('../../functions/adapters/table/table.ts');
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': keys.unit(`371402-${organ}`).pk, ':sk': sortKeys.mail },
    }),
  );
  return Items.map(({ state }) => state);
};

describe('an absent supervisor', () => {
  it('is told by the next PUT of the list where the mail service was down; the answer says nothing of it', async () => {
    local().mailbox.failNext(1, down);
    const first = await put('housing', [absenceIn('housing')]);
    expect(await told('housing')).toEqual([]);
    const second = await put('housing', [absenceIn('housing')]);
    expect(await told('housing')).toHaveLength(1);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(first.status).toBe(200);
  });

  it('is told by the schedule once the mail service is back, and once only', async () => {
    local().mailbox.failNext(1, down);
    await put('land', [absenceIn('land')]);
    local().mailbox.failNext(1, down);
    await expect(runSchedule()).rejects.toThrow();
    expect(await told('land')).toEqual([]);
    await advanceTo(new Date(local().now().getTime() + 31 * 60_000).toISOString());
    expect(await told('land')).toHaveLength(1);
    await runSchedule();
    await put('land', [absenceIn('land')]);
    expect(await told('land')).toHaveLength(1);
    expect(await states('land')).toEqual(['sent']);
  });

  it('is told by the schedule where whoever named the stand-in died between the change and the mail', async () => {
    const { changeUnit } = await import('../../functions/adapters/table/unit-changes.ts');
    const by = { sub: 'w', role: 'supervisor', unitId: '371402-water' } as const;
    await changeUnit(
      '371402-water',
      (before) => ({ ...(before as Unit), delegations: [absenceIn('water')] }),
      { at: local().now().toISOString(), by },
      null,
    );
    expect(await told('water')).toEqual([]);
    await runSchedule();
    const [mail, ...others] = await told('water');
    expect(others).toEqual([]);
    expect(mail?.text).toContain('指定人：德城区水利局负责人');
  });

  it('is told once, however many tell at the same time', async () => {
    await Promise.allSettled([
      put('court', [absenceIn('court')]),
      ...Array.from({ length: 6 }, () => put('court', [absenceIn('court')])),
      ...Array.from({ length: 3 }, runSchedule),
    ]);
    await runSchedule();
    expect(await told('court')).toHaveLength(1);
  });

  it('whose mail is refused does not keep others from theirs', async () => {
    local().mailbox.failNext(1, { status: 400, code: 'MessageRejected' });
    const two = [absenceIn('transport'), absenceIn('transport', { from: '2026-11-02', until: '2026-11-03' })];
    expect((await put('transport', two)).status).toBe(200);
    expect((await states('transport')).toSorted()).toEqual(['refused', 'sent']);
    await runSchedule();
    expect(await told('transport')).toHaveLength(1);
  });

  it('is told in office hours only, where there are any', async () => {
    await local().putSettings({ officeHours: { from: '08:30', to: '17:30' } });
    await advanceTo('2026-09-24T18:00:00+08:00');
    await put('petitions', [absenceIn('petitions')]);
    await advanceTo('2026-09-25T08:00:00+08:00');
    expect(await told('petitions')).toEqual([]);
    // Friday is the Mid-Autumn Festival, and with it the week ends.
    await advanceTo('2026-09-28T09:00:00+08:00');
    expect((await told('petitions')).map(({ at }) => at.slice(0, 16))).toEqual(['2026-09-28T08:30']);
    await local().putSettings({ officeHours: undefined });
  });
});
