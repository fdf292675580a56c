import { describe, expect, it } from 'vitest';
import { auditing, ofClue, office, whole } from '../audit.ts';
import { correcting } from '../contents.ts';
import { clueWith, discipline, housing, police, useProvince } from '../province.ts';

/** Correcting corrects: what a clue says changes, each version stays, and everybody reads those that they may know. */

const { local, send, submit, command, read } = useProvince('2026-09-24T10:00:00+08:00');
const { correct, clue } = correcting({ send });
const { audit, auditAs, readings, readingsAs } = auditing({ send, submit });

const annexes = [{ name: '现场照片', copies: 3, digest: 'ab'.repeat(32) }];
const was = clueWith();
const both = { kinds: ['organised-crime', 'misconduct'] };
const fresh = async (different: Record<string, unknown> = {}, as = housing) => {
  const { status, body } = await submit(different, { as });
  expect(status).toBe(201);
  const [first, second] = body.transfers.map(({ transferId }) => transferId);
  return { clueId: body.clueId, reference: body.reference, transferId: first ?? '', other: second ?? '' };
};
const sendBack = (transferId: string, as = police) =>
  command('return', transferId, { reason: 'incomplete', note: '材料不全' }, { as });
const verified = async () => {
  const { handler } = await import('../../functions/schedules/verify-records.ts');
  return (await local().as('verify-records', () => handler({ time: '2026-09-30T00:00:00Z' }))).faults;
};

describe('a clue that came back', () => {
  it('is corrected, dispatched again and acknowledged, each by the version that it was of', async () => {
    const { clueId, transferId } = await fresh();
    await sendBack(transferId);
    const done = await correct(clueId, { text: '补充了照片。', annexes });
    expect(done).toMatchObject({
      status: 200,
      body: {
        clueId,
        content: {
          version: 2,
          versions: [
            { version: 1, by: { unitId: housing, role: 'clerk' }, fields: [] },
            { version: 2, by: { unitId: housing, role: 'clerk' }, fields: ['text', 'annexes'] },
          ],
        },
        recusals: [],
      },
    });
    expect(done.headers.get('etag')).toBe('"2"');
    const now = await clue(clueId);
    expect(now.headers.get('etag')).toBe('"2"');
    expect(now.body).toMatchObject({ title: was.title, text: '补充了照片。', annexes, content: { version: 2 } });
    const first = await clue(clueId, housing, '?version=1');
    expect(first.headers.get('etag')).toBe('"1"');
    expect(first.body).toMatchObject({ text: was.text, annexes: [], content: { version: 1 } });
    expect(first.body.content.versions).toHaveLength(2);
    // Who returned it reads what they had, and no word of what came after.
    const former = await clue(clueId, police);
    expect(former.body).toMatchObject({ text: was.text, annexes: [], content: { version: 1 } });
    expect(former.body.content.versions).toHaveLength(1);
    expect((await clue(clueId, police, '?version=2')).status).toBe(404);
    expect((await clue(clueId, office)).body).toMatchObject({ text: '补充了照片。', content: { version: 2 } });
    await command('dispatch', transferId, { note: '已补正' }, { as: housing });
    expect((await clue(clueId, police)).body).toMatchObject({ annexes, content: { version: 2 } });
    const taken = await command('acknowledge', transferId);
    expect(taken.body).toMatchObject({ status: 'acknowledged', contentVersion: 2 });
    const { timeline } = (await read(transferId)).body;
    expect(timeline.find(({ event }) => event === 'acknowledged')).toMatchObject({ content: 2 });
    expect((await correct(clueId, { text: '又改。' })).status).toBe(409);
    expect(await verified()).toEqual([]);
  });

  it('goes on as it was where nobody corrects it', async () => {
    const { transferId } = await fresh();
    await sendBack(transferId);
    await command('dispatch', transferId, {}, { as: housing });
    expect((await command('acknowledge', transferId)).body).toMatchObject({ contentVersion: 1 });
  });

  it('and went elsewhere is read there, and not by who returned it', async () => {
    const { clueId, transferId } = await fresh();
    const to = '371403-public-security';
    await command('return', transferId, { reason: 'not-jurisdiction', suggested: to, note: '不归本局' });
    await correct(clueId, { title: '陵城区某工地', categories: ['行霸'] });
    await command('dispatch', transferId, { to }, { as: housing });
    const titles = async (as: string) => {
      const { body } = await clue(clueId, as);
      return [body.title, body.categories, body.content.version];
    };
    expect(await titles(police)).toEqual([was.title, [], 1]);
    // It left the county by that dispatch: its office knows what was corrected before.
    expect(await titles(office)).toEqual(['陵城区某工地', ['行霸'], 2]);
    expect(await titles(to)).toEqual(['陵城区某工地', ['行霸'], 2]);
  });
});

describe('a correction', () => {
  it('before dispatch is what the receiver gets', async () => {
    const { clueId, transferId } = await fresh({ dispatch: false, annexes: [{ name: '录音', copies: 1 }] });
    expect((await clue(clueId)).body.annexes).toEqual([{ name: '录音', copies: 1 }]);
    for (const n of [2, 3]) expect((await correct(clueId, { text: `第${n}稿` })).body.content.version).toBe(n);
    expect((await clue(clueId, police)).status).toBe(403);
    await command('dispatch', transferId, {}, { as: housing });
    expect((await clue(clueId, police)).body).toMatchObject({ text: '第3稿', content: { version: 3 } });
    expect((await clue(clueId, police, '?version=2')).body).toMatchObject({ text: '第2稿' });
    expect((await clue(clueId, police, '?version=4')).status).toBe(404);
    expect((await clue(clueId, police, '?version=0')).status).toBe(422);
  });

  it('is for the unit that registered it, while it owes one, and for nobody else', async () => {
    const { clueId, transferId } = await fresh();
    const status = async (as: string, role = 'clerk') => (await correct(clueId, { text: '改' }, { as, role })).status;
    expect(await status(housing)).toBe(409);
    await sendBack(transferId);
    expect(await Promise.all([police, office, '371402-land'].map((as) => status(as)))).toEqual([403, 403, 403]);
    expect(await status('operator', 'operator')).toBe(403);
    expect(await status(housing)).toBe(200);
    await command('withdraw', transferId, { reason: '重复' }, { as: housing });
    const late = await correct(clueId, { text: '改' });
    expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('Submit a new clue')]);
    expect((await clue(clueId)).body.content.version).toBe(2);
  });

  it('of a clue that its unit keeps is taken until it is another’s too', async () => {
    const { clueId } = await fresh({}, police);
    expect((await correct(clueId, { text: '自办' }, { as: police })).status).toBe(200);
    await send('POST', `/v1/clues/${clueId}/case`, { filedAt: '2026-09-24', caseNumber: '1' }, { as: police });
    expect((await correct(clueId, { text: '再改' }, { as: police })).status).toBe(409);
    expect((await clue(clueId, discipline)).body).toMatchObject({ text: '自办', content: { version: 2 } });
  });

  it('that is no body is refused, and one that changes nothing is no version', async () => {
    const { clueId } = await fresh({ dispatch: false });
    for (const body of [{}, { text: '' }, { reporter: null }, { text: 'x', kinds: [] }, { annexes: [{ name: 'x' }] }]) {
      expect((await correct(clueId, body)).status).toBe(422);
    }
    const same = await correct(clueId, { title: was.title, categories: [], annexes: [] });
    expect([same.status, same.body.content.version, same.headers.get('etag')]).toEqual([200, 1, '"1"']);
    expect((await correct(clueId, { text: '改' }, { headers: { 'if-match': '"2"' } })).status).toBe(412);
    expect((await correct(clueId, { text: '改' }, { headers: { 'if-match': '"1"' } })).status).toBe(200);
    expect((await correct(clueId, { text: '改' }, { headers: { 'if-match': '"1"' } })).status).toBe(412);
    expect(ofClue(await audit(whole), clueId).map(([event]) => event)).toEqual(['corrected', 'registered']);
  });

  it('that comes again under its key is answered as it was, and done once', async () => {
    const { clueId, transferId } = await fresh({ dispatch: false });
    const headers = { 'idempotency-key': 'correct-1' };
    const first = await correct(clueId, { text: '改' }, { headers });
    await command('dispatch', transferId, {}, { as: housing });
    const again = await correct(clueId, { text: '改' }, { headers });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await correct(clueId, { text: '另' }, { headers })).status).toBe(422);
    const nothing = { 'idempotency-key': 'correct-2' };
    const own = await fresh({}, police);
    const [one, two] = [
      await correct(own.clueId, { title: was.title }, { as: police, headers: nothing }),
      await correct(own.clueId, { title: was.title }, { as: police, headers: nothing }),
    ];
    expect([two.status, two.body]).toEqual([200, one.body]);
  });

  it('and each reading of a version are on the record', async () => {
    const { clueId } = await fresh({ dispatch: false });
    await correct(clueId, { text: '改' });
    await clue(clueId, housing, '?version=1');
    await clue(clueId);
    expect(ofClue(await audit(whole), clueId)).toEqual([
      ...[
        ['read', housing],
        ['read', housing],
        ['corrected', housing],
        ['registered', housing],
      ],
    ]);
    expect(ofClue(await auditAs(office, whole), clueId)).toHaveLength(4);
    expect((await readings(clueId)).body.items).toHaveLength(2);
    expect((await readingsAs(office, clueId)).body.items).toHaveLength(2);
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { readTimeline } = await import('../../functions/adapters/table/timeline.ts');
    expect((await readTimeline<object>(keys.clue(clueId).pk)).slice(1)).toMatchObject([
      { event: 'corrected', detail: { version: 2, fields: ['text'] } },
      { event: 'read', detail: { version: 1 } },
      { event: 'read', detail: { version: 2 } },
    ]);
  });
});

describe('at once', () => {
  it('a correction and a dispatch: what was corrected is what was dispatched, or it was not corrected', async () => {
    for (let n = 0; n < 12; n += 1) {
      const { clueId, transferId } = await fresh({ dispatch: false });
      const [corrected, sent] = await Promise.all([
        correct(clueId, { text: '改' }),
        command('dispatch', transferId, {}, { as: housing }),
      ]);
      expect(sent.status).toBe(200);
      expect([200, 409]).toContain(corrected.status);
      const { body } = await clue(clueId, police);
      expect([body.text, body.content.version]).toEqual(corrected.status === 200 ? ['改', 2] : [was.text, 1]);
      const [version] = body.content.versions.slice(1);
      if (version) expect(Date.parse(version.at)).not.toBeNaN();
    }
  });

  it('a correction and an acknowledgement: it says which version it was of', async () => {
    for (let n = 0; n < 12; n += 1) {
      const { clueId, transferId, other } = await fresh(both);
      await sendBack(other, discipline);
      const [corrected, taken] = await Promise.all([
        correct(clueId, { text: '改' }),
        command('acknowledge', transferId),
      ]);
      expect([corrected.status, taken.status]).toEqual([200, 200]);
      const acts = (await audit(whole)).body.items
        .filter(({ about, event }) => about.clueId === clueId && ['acknowledged', 'corrected'].includes(event))
        .map(({ event }) => event);
      expect(acts).toHaveLength(2);
      expect([1, 2]).toContain(taken.body.contentVersion);
      const { timeline } = (await read(transferId)).body;
      expect(timeline.find(({ event }) => event === 'acknowledged')).toMatchObject({
        content: taken.body.contentVersion,
      });
    }
    await local().engine.settled();
    expect(await verified()).toEqual([]);
  });

  it('ten corrections make ten versions, or say that the race was lost', async () => {
    const { clueId } = await fresh({ dispatch: false });
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => correct(clueId, { text: `第${n}` })));
    const won = all.filter(({ status }) => status === 200);
    expect(all.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const { content } = (await clue(clueId)).body;
    expect(content.versions.map(({ version }) => version)).toEqual(content.versions.map((_, n) => n + 1));
    expect(content.version).toBe(1 + won.length);
    const texts = await Promise.all(
      content.versions.map(async ({ version }) => (await clue(clueId, housing, `?version=${version}`)).body.text),
    );
    expect(new Set(texts).size).toBe(texts.length);
    const seen = await Promise.all(
      won.map(async ({ body }) => (await clue(clueId, housing, `?version=${body.content.version}`)).status),
    );
    expect(seen).toEqual(won.map(() => 200));
  });
});
