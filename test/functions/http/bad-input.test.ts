import { describe, expect, it } from 'vitest';
import { year2027 } from '../../calendar-2027.ts';
import { clueWith, housing, only, useProvince } from '../../province.ts';
import { problemOf, stored } from './answers.ts';

const { send, submit, command, read } = useProvince();

describe('bad input', () => {
  const long = (n: number) => '字'.repeat(n);
  const bad: [what: string, different: Record<string, unknown>, paths: string[]][] = [
    ['a title that is a number', { title: 7 }, ['title']],
    ['an empty title', { title: '  ' }, ['title']],
    ['a title too long', { title: long(201) }, ['title']],
    ['a text too long', { text: long(50_001) }, ['text']],
    ['no text', { text: undefined }, ['text']],
    ['kinds that are no list', { kinds: 'misconduct' }, ['kinds']],
    ['no kind', { kinds: [] }, ['kinds']],
    ['an unknown kind', { kinds: ['gossip'] }, ['kinds.0']],
    ['a kind twice', { kinds: ['misconduct', 'misconduct'] }, ['kinds']],
    ['a discovery in the future', { discoveredAt: '2026-09-24T11:00:00+08:00' }, ['discoveredAt']],
    ['a discovery tomorrow', { discoveredAt: '2026-09-25' }, ['discoveredAt']],
    ['a discovery in 1926', { discoveredAt: '1926-09-24' }, ['discoveredAt']],
    ['a discovery without offset', { discoveredAt: '2026-09-24T09:00:00' }, ['discoveredAt']],
    ['a day that does not exist', { discoveredAt: '2026-02-30' }, ['discoveredAt']],
    ['a region that is no code', { regionCode: 'Dezhou' }, ['regionCode']],
    ['another region', { regionCode: '371403' }, ['regionCode']],
    ['a subject without name', { subjects: [{ kind: 'person' }] }, ['subjects.0.name']],
    ['a reporter without phone', { reporter: { anonymous: false, name: '李四' } }, ['reporter.phone']],
    ['a recused unit that does not exist', { recuse: ['张三', '371402-hosing'] }, ['recuse.1']],
    ['a state secret', { classification: 'secret' }, ['classification']],
    ['a misspelt field', { disptach: false }, ['disptach']],
    ['dispatch as text', { dispatch: 'no' }, ['dispatch']],
    ['half a character in a title', { title: '工地\ud83d' }, ['title']],
    ['half a character in a subject', { subjects: [{ name: '\udc00张三', kind: 'person' }] }, ['subjects.0.name']],
    ['half a character beside a wrong field', { title: '\ud800', kinds: [] }, ['kinds', 'title']],
  ];
  it.each(bad)('%s is refused by its path, and nothing is stored', async (_, different, paths) => {
    const before = await stored();
    const { status, body, headers } = await submit(different);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(problemOf(body)).toEqual({ status: 422, paths });
    expect(await stored()).toBe(before);
  });

  it.each([
    ['malformed JSON', '{"title": "x', 400],
    ['a list', '[]', 422],
    ['a text', '"clue"', 422],
    ['null', 'null', 422],
    ['no body', '', 422],
    ['a forbidden key', '{"__proto__": {"a": 1}}', 422],
    ['2 MB', JSON.stringify(clueWith({ text: 'x'.repeat(2_000_000) })), 413],
  ])('%s as a body is refused', async (_, raw, expected) => {
    const before = await stored();
    const { status, body } = await send('POST', '/v1/clues', undefined, { as: housing, raw });
    expect(status).toBe(expected);
    expect(problemOf(body).status).toBe(expected);
    expect(await stored()).toBe(before);
  });

  it('is refused as anything but JSON', async () => {
    const { status, body } = await send('POST', '/v1/clues', undefined, {
      as: housing,
      raw: 'title=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([status, problemOf(body).status]).toEqual([415, 415]);
  });

  it('of a command names the field, and leaves the transfer as it was', async () => {
    const { transferId } = only((await submit()).body.transfers);
    await command('acknowledge', transferId);
    for (const [body, paths] of [
      [{}, ['final', 'outcome']],
      [{ final: 'yes', outcome: 'x' }, ['final']],
      [{ final: true, outcome: '' }, ['outcome']],
      [{ final: true, outcome: 'x', note: 'y' }, ['note']],
    ] as const) {
      const answer = await command('feedback', transferId, body);
      expect(problemOf(answer.body)).toEqual({ status: 422, paths });
    }
    expect((await read(transferId)).body).toMatchObject({ status: 'acknowledged', version: 3 });
  });

  it('of a command may not hold half a character; a whole one beyond U+FFFF is text like any other', async () => {
    const { transferId } = only((await submit()).body.transfers);
    await command('acknowledge', transferId);
    const { body } = await command('feedback', transferId, { final: false, outcome: '\udc00', text: '\ud83d' });
    expect(problemOf(body)).toEqual({ status: 422, paths: ['outcome', 'text'] });
    expect((await command('feedback', transferId, { final: false, outcome: '𠮷', text: '😀' })).status).toBe(200);
  });

  it('may not hold half a character in the name of a field either', async () => {
    const names = { '2027-01-01': '元旦', '\ud800': '元旦' };
    const year = { ...year2027, names };
    const { body } = await send('PUT', '/v1/calendar/2027', year, { as: 'operator', role: 'operator' });
    expect(problemOf(body)).toEqual({ status: 422, paths: ['names.\ufffd'] });
  });

  it.each(['"x"', '3', 'W/"3"'])('If-Match %s is refused', async (seen) => {
    const { transferId } = only((await submit()).body.transfers);
    const { body } = await command('acknowledge', transferId, undefined, { headers: { 'if-match': seen } });
    expect(problemOf(body)).toEqual({ status: 422, paths: ['If-Match'] });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['month=2026-13', 'month'],
    ['status=open', 'status'],
    ['unit=me', 'unit'],
    ['cursor=abc', 'cursor'],
    ['cursor=e30', 'cursor'],
    ['colour=red', 'colour'],
  ])('a ledger refuses %s', async (query, path) => {
    const { body } = await send('GET', `/v1/ledgers/sent?${query}`, undefined, { as: housing });
    expect(problemOf(body)).toEqual({ status: 422, paths: [path] });
  });
});
