import { describe, expect, it } from 'vitest';
import { clueWith, discipline, housing, only, police, useProvince } from '../province.ts';

const office = '371402-leading-group-office';
const found = '2026-09-24T09:00:00+08:00';
const { local, api, answered, submit, command, read, send, advanceTo } = useProvince('2026-09-24T10:00:00+08:00');

const directory = (query: object = {}, as = housing, role = 'clerk', language = 'en') =>
  answered(api(as, role, { 'accept-language': language }).GET('/v1/directory', { params: { query } }));
const tasks = async (as: string, query: object = {}, role = 'clerk') =>
  (await answered(api(as, role).GET('/v1/tasks', { params: { query } }))).body;
const clues = (reference: string, as = housing, role = 'clerk') =>
  answered(api(as, role).GET('/v1/clues', { params: { query: { reference } } }));
const transfers = (reference: string, as = housing) =>
  answered(api(as).GET('/v1/transfers', { params: { query: { reference } } }));

describe('the directory', () => {
  it('shows every caller id, name, region and organ of every unit, and nothing else', async () => {
    for (const [as, role] of [
      [housing, 'clerk'],
      [office, 'supervisor'],
      ['operator', 'operator'],
    ] as const) {
      const { body } = await directory({ organ: 'public-security', region: '371402' }, as, role);
      expect(body.items).toEqual([
        {
          unitId: police,
          name: 'Decheng District Public Security Branch',
          organ: 'public-security',
          regionCode: '371402',
          regionName: '德城区',
        },
      ]);
    }
  });

  it('goes on page by page, and finds by part of a name', async () => {
    const chinese = await directory({ q: 'Security', limit: 1 }, housing, 'clerk', 'zh');
    expect(chinese.body.items[0]?.name).toContain('公安');
    const first = await directory({ q: '公安', limit: 3 });
    const { cursor } = first.body;
    const second = await directory({ q: '公安', limit: 3, cursor });
    const all = await directory({ q: '公安' });
    expect([...first.body.items, ...second.body.items]).toEqual(all.body.items);
    expect([first.body.items.length, second.body.cursor]).toEqual([3, undefined]);
    expect((await directory({ q: '交通', cursor })).status).toBe(422);
  });
});

describe('a clue', () => {
  it('is found by its reference, however it is typed, by those who see it', async () => {
    const { body } = await submit({ kinds: ['organised-crime', 'misconduct'] });
    const mine = only((await clues(body.reference)).body.items);
    expect([mine.clueId, mine.transfers.map(({ rule }) => rule)]).toEqual([
      body.clueId,
      ['organised-crime', 'misconduct'],
    ]);
    expect(JSON.stringify(mine)).not.toContain(clueWith().title);
    const theirs = only((await clues(` ${body.reference.toLowerCase()} `, police)).body.items);
    expect(theirs.transfers.map(({ to }) => to)).toEqual([police]);
    expect((await transfers(body.reference, discipline)).body.items.map(({ to }) => to)).toEqual([discipline]);
  });

  it('is not found by others, as though it were not there', async () => {
    const { body } = await submit({ recuse: [police, '德城区扫黑办分管负责人'] });
    const none = body.reference.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const as of ['371402-water', police]) {
      const answers = await Promise.all([clues(body.reference, as), clues(none, as), transfers(body.reference, as)]);
      expect(answers.map((one) => [one.status, one.body.items])).toEqual(Array(3).fill([200, []]));
    }
    expect((await clues(body.reference, office, 'supervisor')).body.items).toEqual([]);
    expect((await clues(body.reference, 'operator', 'operator')).status).toBe(403);
    expect((await clues('371402')).status).toBe(422);
  });

  it('that stayed with its unit is found too', async () => {
    const { body } = await submit({}, { as: police });
    expect(body.transfers).toEqual([]);
    expect(only((await clues(body.reference, police)).body.items).clueId).toBe(body.clueId);
    expect((await clues(body.reference, housing)).body.items).toEqual([]);
  });
});

describe('the tasks of a unit', () => {
  it('are what it owes, has newly received and has to decide, what is due first in front', async () => {
    const water = '371403-water';
    const [receiver, decider] = ['371403-public-security', '371403-leading-group-office'];
    const later = only((await submit({}, { as: water })).body.transfers);
    const kept = only((await submit({ dispatch: false }, { as: water })).body.transfers);
    const taken = only((await submit({}, { as: water })).body.transfers);
    await command('acknowledge', taken.transferId, {}, { as: receiver });
    expect((await tasks(water)).counts).toMatchObject({ dispatch: 1, acknowledge: 0 });
    const own = await tasks(receiver);
    expect([own.unitName, own.complete]).toEqual(['Lingcheng District Public Security Branch', true]);
    expect(own.items.map(({ kind, transfer }) => [kind, transfer.transferId, transfer.daysLeft])).toEqual([
      ['acknowledge', later.transferId, 5],
      ['feedback', taken.transferId, 20],
    ]);

    const first = await tasks(receiver, { limit: 1 });
    expect((await tasks(receiver, { limit: 1, cursor: first.cursor })).items).toEqual(own.items.slice(1));
    expect((await tasks(receiver, { kind: 'feedback' })).items).toEqual(own.items.slice(1));

    const asked = await command('extension', later.transferId, { workingDays: 2, reason: '需核查' }, { as: receiver });
    expect((await tasks(decider)).items.map(({ kind }) => kind)).toEqual(['extension-decision']);
    const decide = (role: string) =>
      send('POST', `/v1/extensions/${asked.body.extensionId}/decision`, { approve: true }, { as: decider, role });
    expect((await decide('supervisor')).status).toBe(200);
    expect((await tasks(decider)).items).toEqual([]);

    const other = { workingDays: 2, reason: '再需核查' };
    await command('extension', later.transferId, other, { as: receiver });
    expect((await tasks(decider)).counts['extension-decision']).toBe(1);
    await command('acknowledge', later.transferId, {}, { as: receiver });
    expect((await tasks(decider)).counts['extension-decision']).toBe(0);
    await command('withdraw', kept.transferId, { reason: '重复' }, { as: water });
    expect((await tasks(water)).items).toEqual([]);
  });

  it('are for units alone', async () => {
    const { status } = await answered(api('operator', 'operator').GET('/v1/tasks'));
    expect(status).toBe(403);
  });
});

describe('an answer', () => {
  it('names units and regions beside their ids, and says the basis, in the language of whoever asks', async () => {
    const unit = `/v1/units/${police}`;
    const operator = { as: 'operator', role: 'operator' };
    const { body: before } = await send('GET', unit, undefined, operator);
    await send('PUT', unit, { ...before, nameEn: 'Decheng Branch, Public Security' }, operator);
    const { transferId } = only((await submit({ discoveredAt: found })).body.transfers);
    const chinese = await answered(
      api(housing, 'clerk', { 'accept-language': 'zh-CN' }).GET('/v1/transfers/{id}', {
        params: { path: { id: transferId } },
      }),
    );
    expect(chinese.body).toMatchObject({
      fromName: '德城区住房和城乡建设局',
      toName: '德城区公安分局',
      regionName: '德城区',
      duty: { owedByName: '德城区公安分局' },
    });
    expect(chinese.body.basis).toContain('机制');
    const english = (await read(transferId)).body;
    expect(english.toName).toBe('Decheng Branch, Public Security');
    expect(english.basis).toContain('Mechanism');
    expect(english.timeline[0]?.by).toMatchObject({ unitId: housing, unitName: english.fromName });
  });

  it('says how many working days are left, and what is told when', async () => {
    const { transferId } = only((await submit()).body.transfers);
    const { milestones, daysLeft } = (await read(transferId)).body;
    expect(daysLeft).toBe(5);
    expect(milestones.map(({ milestone, to, told }) => [milestone, to, told])).toEqual([
      ['reminder-2', ['unit'], false],
      ['reminder-1', ['unit'], false],
      ['reminder-0', ['unit'], false],
      ['escalation-1', ['supervisors'], false],
      ['escalation-3', ['office'], false],
      ['escalation-5', ['office', 'office-above'], false],
    ]);
    await advanceTo('2026-10-12T12:00:00+08:00');
    await local().engine.settled();
    const overdue = await answered(api(police).GET('/v1/overdue', { params: { query: { limit: 200 } } }));
    expect(overdue.body.items.find((one) => one.transferId === transferId)?.daysLeft).toBe(-2);
    const told = (await read(transferId)).body.milestones.filter((one) => one.told);
    expect(told.map(({ milestone }) => milestone)).toContain('escalation-1');
  });
});
