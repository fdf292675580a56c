import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../functions/domain/calendar/calendar.ts';
import { notice2027, year2027 } from '../calendar-2027.ts';
import { housing, only, type Recounted, useProvince } from '../province.ts';

type YearBody = Recounted;

const { local, send, submit, read, publish } = useProvince('2026-12-28T10:00:00+08:00');
const operator = { as: 'operator', role: 'operator' };
const year = async (n: number) => (await send<YearBody>('GET', `/v1/calendar/${n}`, undefined, operator)).body;
const version = (n: number, of: number, options: object = operator) =>
  send<YearBody & Record<string, unknown>>('GET', `/v1/calendar/${n}/versions/${of}`, undefined, options);
const preview = (years: object) => send<Recounted>('POST', '/v1/calendar/preview', { years }, operator);
const previewWithdrawal = (withdraw: number) => send<Recounted>('POST', '/v1/calendar/preview', { withdraw }, operator);
const putYears = (years: object, headers = {}) =>
  send<Recounted & { years: Record<string, YearBody> }>('PUT', '/v1/calendar', { years }, { ...operator, headers });
const withdraw = (n: number, headers = {}) =>
  send<YearBody>('DELETE', `/v1/calendar/${n}`, undefined, { ...operator, headers });
const none = { earlier: 0, later: 0, definite: 0, provisional: 0, intoPast: 0 };
const errorsOf = (body: object) => (body as unknown as { errors: { path: string; message: string }[] }).errors;

/** 2026 as its notice has it, and a notice of 2027 that takes its last day, for the Saturday before. */
const bothYears = async () => {
  const { holidays, names, workdays } = await year(2026);
  return {
    2026: { holidays: [...holidays, '2026-12-31'], names, workdays: [...workdays, '2026-12-26'] },
    2027: { ...year2027, notice: notice2027 },
  };
};

describe('a notice that reaches into the year before', () => {
  let transferId = '';
  const duty = async () => (await read(transferId)).body.duty;

  it('is shown beforehand by what it would do, and nothing is written', async () => {
    const { body } = await submit({ discoveredAt: '2026-12-28T09:00:00+08:00' });
    ({ transferId } = only(body.transfers));
    await local().engine.settled();
    expect(await duty()).toMatchObject({ dueDate: '2027-01-04', provisional: true });
    const all = async () => [(await read(transferId)).body, await year(2026), await year(2027)];
    const before = await all();
    const would = await preview(await bothYears());
    expect(would).toMatchObject({ status: 200, body: { open: 1, moved: 1, ...none, later: 1, complete: true } });
    // Without the last day of December it is a day earlier: later than now all the same.
    expect((await preview({ 2027: year2027 })).body).toMatchObject({ open: 1, moved: 1, ...none, later: 1 });
    expect((await preview({ 2026: (await bothYears())[2026] })).body).toMatchObject({ moved: 1, ...none, later: 1 });
    expect(await all()).toEqual(before);
  });

  it('is shown as far as there was time for it', async () => {
    const { previewOf } = await import('../../functions/schedules/count-open-deadlines.ts');
    const c = { now: new Date(), calendar: stateCouncil, settings: await local().settings() };
    const shown = await local().as('preview-calendar', () => previewOf(c, () => false));
    expect(shown).toEqual({ open: 0, moves: none, complete: false });
  });

  it('is put in as one change of both years, and its answer says what moved', async () => {
    const put = await putYears(await bothYears(), { 'if-match': '"0"' });
    expect(put.status).toBe(200);
    expect(put.headers.get('etag')).toBe('"1"');
    expect(put.body.recount).toEqual({ phase: 'done', open: 1, moved: 1, ...none, later: 1 });
    const change = { revision: 1, years: [2026, 2027], withdraws: null, withdrawnBy: null };
    expect(Object.entries(put.body.years).map(([n, { history }]) => [n, history])).toEqual([
      ['2026', [expect.objectContaining({ ...change, notice: null })]],
      ['2027', [expect.objectContaining({ ...change, notice: notice2027 })]],
    ]);
    expect(await duty()).toMatchObject({ dueDate: '2027-01-06', provisional: false });
    // What was answered can be sent back, and changes nothing.
    const again = await send<YearBody>('PUT', '/v1/calendar', put.body, operator);
    expect([again.status, again.body.version]).toEqual([200, put.body.version]);
  });

  it('is withdrawn as one change, and stays readable', async () => {
    expect((await withdraw(2027, { 'if-match': '"0"' })).status).toBe(412);
    const shown = await year(2027);
    const gone = await withdraw(2026, { 'if-match': '"1"' });
    expect(gone).toMatchObject({
      status: 200,
      body: {
        withdrawn: { revision: 1, years: [2026, 2027] },
        recount: { phase: 'done', open: 1, moved: 1, ...none, earlier: 1 },
        history: [
          { revision: 1, withdrawnBy: 2 },
          { revision: 2, withdraws: 1 },
        ],
      },
    });
    expect(gone.body.holidays).not.toContain('2026-12-31');
    expect(await year(2027)).toMatchObject({ published: false, holidays: [], notice: null });
    expect(await duty()).toMatchObject({ dueDate: '2027-01-04', provisional: true });
    // The date is explained by the calendar that is in force.
    expect((await duty())?.count?.find(({ date }) => date === '2026-12-31')).toMatchObject({ reason: 'working day' });

    const [known, put, after] = [await version(2027, 0), await version(2027, 1), await version(2027, 2)];
    expect(known.body).toMatchObject({ revision: 0, published: false, holidays: [], at: null, by: null, notice: null });
    const { holidays, names, workdays } = shown;
    expect(put.body).toMatchObject({ revision: 1, holidays, names, workdays, notice: notice2027, years: [2026, 2027] });
    const signed = { at: '2026-12-28T10:00:00+08:00', by: { role: 'operator' } };
    expect(put.body).toMatchObject({ by: signed.by, withdrawn: { revision: 2, by: signed.by } });
    expect(after.body).toMatchObject({ revision: 2, published: false, withdraws: 1, withdrawn: null });
    expect((await version(2026, 0)).body).toMatchObject({ published: true, notice: { issued: '2025-11-04' } });
    expect((await version(2027, 3)).status).toBe(404);
    expect((await version(2025, 1)).body.detail).toContain('Ask for one of these: 0.');
  });

  it('goes back one more step each time, and not twice under one key', async () => {
    const longer = { ...year2027, holidays: [...year2027.holidays, '2027-01-04'] };
    await publish(2027, year2027);
    expect((await publish(2027, longer)).body.recount).toMatchObject({ moved: 1, later: 1 });
    expect(await duty()).toMatchObject({ dueDate: '2027-01-06' });
    const key = { 'idempotency-key': 'withdraw-once' };
    const first = await withdraw(2027, key);
    expect(first.body).toMatchObject({ withdrawn: { revision: 4, years: [2027] }, published: true });
    expect(await duty()).toMatchObject({ dueDate: '2027-01-05', provisional: false });
    const again = await withdraw(2027, key);
    expect(again.body).toMatchObject({ withdrawn: { revision: 4 }, version: first.body.version });
    expect((await withdraw(2026, key)).status).toBe(422);
    expect((await previewWithdrawal(2027)).body).toMatchObject({ moved: 1, ...none, earlier: 1, complete: true });
    expect(await duty()).toMatchObject({ dueDate: '2027-01-05' });
    expect((await withdraw(2027)).body).toMatchObject({ withdrawn: { revision: 3 }, published: false });
    expect(await duty()).toMatchObject({ dueDate: '2027-01-04', provisional: true });
    expect((await previewWithdrawal(2027)).status).toBe(404);
    const nothing = await withdraw(2027);
    expect([nothing.status, (await withdraw(2026)).status]).toEqual([404, 409]);
    const { timeline } = (await read(transferId)).body;
    expect(timeline.filter(({ event }) => event === 'recounted')).toHaveLength(6);
  });
});

describe('a change of the calendar that is wrong', () => {
  it('is refused with the fields to mend, of all its years', async () => {
    const both = await bothYears();
    const wrong = { ...both, 2026: { ...both[2026], workdays: ['2026-12-30'] }, 2027: { ...year2027, holidays: [] } };
    for (const answer of [await putYears(wrong), await preview(wrong)]) {
      expect(answer.status).toBe(422);
      expect(errorsOf(answer.body).map(({ path }) => path)).toEqual([
        'years.2026.workdays.0',
        ...Array.from({ length: 7 }, () => 'years.2027.holidays'),
      ]);
    }
    // December's make-up day pays for a day of a year that is not known.
    const half = await putYears({ 2026: { ...both[2026], holidays: (await year(2026)).holidays } });
    expect(errorsOf(half.body)).toEqual([
      { path: 'years.2026.workdays', message: expect.stringContaining('put that year into the same change') },
    ]);
    expect((await putYears({ 2017: year2027 })).status).toBe(422);
    expect((await putYears({})).status).toBe(422);
  });

  it('is answered in few words, however much is wrong', async () => {
    for (const days of [
      Array.from({ length: 10_000 }, () => '2028-01-01'),
      Array.from({ length: 10_000 }, (_, n) => `day ${n}`),
    ]) {
      const { status, body } = await publish(2027, { holidays: days, workdays: days });
      expect([status, errorsOf(body).length <= 100, JSON.stringify(body).length < 20_000]).toEqual([422, true, true]);
    }
    const { body } = await publish(2027, {
      ...year2027,
      names: Object.fromEntries([...Array(500)].map((_, n) => [n, 1])),
    });
    expect(errorsOf(body).at(-1)).toEqual({ path: '', message: 'and 401 more: mend these first' });
  });

  it('is neither both a putting-in and a withdrawal, nor none of them, where it is asked what it would do', async () => {
    for (const body of [{}, { years: { 2027: year2027 }, withdraw: 2027 }]) {
      const answer = await send('POST', '/v1/calendar/preview', body, operator);
      expect([answer.status, errorsOf(answer.body)]).toMatchObject([422, [{ path: 'years' }]]);
    }
    expect((await previewWithdrawal(2017)).status).toBe(404);
  });

  it('is nobody’s but an operator’s', async () => {
    const years = { 2027: year2027 };
    for (const role of ['clerk', 'supervisor']) {
      const options = { as: housing, role };
      const answers = [
        await send('PUT', '/v1/calendar', { years }, options),
        await send('POST', '/v1/calendar/preview', { years }, options),
        await send('POST', '/v1/calendar/preview', { withdraw: 2027 }, options),
        await send('DELETE', '/v1/calendar/2027', undefined, options),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    }
  });
});

describe('the calendar', () => {
  it.each(['clerk', 'supervisor', 'auditor'])(
    'is read by a %s, its versions too, but not how far a recount is',
    async (role) => {
      const options = { as: housing, role };
      const read = await send<YearBody>('GET', '/v1/calendar/2026', undefined, options);
      const { recount, ...shown } = await year(2026);
      expect([read.status, read.body]).toEqual([200, shown]);
      expect(recount).toMatchObject({ phase: 'done' });
      expect((await version(2026, 0, options)).body).toEqual((await version(2026, 0)).body);
    },
  );

  it('says that a recount by it has not begun where the last one went by another', async () => {
    const { changeCalendar } = await import('../../functions/adapters/table/calendar.ts');
    const by = { sub: 'test', role: 'operator', unitId: null } as const;
    const years = [{ year: 2028, holidays: [], workdays: [], notice: null }];
    await changeCalendar(() => ({ change: { years, withdraws: null }, years }), {
      ...{ at: local().now().toISOString(), by, event: 'calendar-changed' },
      ifMatch: null,
    });
    expect((await year(2026)).recount).toMatchObject({ phase: 'counting', open: 0 });
  });
});

describe('a year that was not written out', () => {
  it('is refused where a clue or a case is dated by it', async () => {
    for (const discoveredAt of ['0026-11-23', '0026-11-23T10:00:00+08:00']) {
      const { status, body } = await submit({ discoveredAt });
      expect([status, errorsOf(body)]).toEqual([
        422,
        [{ path: 'discoveredAt', message: 'the year is not whole: write all of it, as 2026' }],
      ]);
    }
    const { transferId } = only((await submit({ discoveredAt: '2026-12-28' })).body.transfers);
    const filed = await send(
      'POST',
      `/v1/transfers/${transferId}/case`,
      { filedAt: '0026-12-28', caseNumber: '1' },
      {
        as: '371402-public-security',
      },
    );
    expect([filed.status, errorsOf(filed.body).map(({ path }) => path)]).toEqual([422, ['filedAt']]);
  });
});
