import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageFaults } from '../functions/http/answers.ts';
import { clueWith, housing, only, useProvince } from '../province.ts';

const { send: sendAs, submit, command: commandAs } = useProvince();

let sent = 0;
/** Every second request reads Chinese. */
const reader = () => {
  sent += 1;
  return { headers: { 'accept-language': sent % 2 === 0 ? 'zh-CN,zh;q=0.9' : 'en' } };
};
const send: typeof sendAs = (method, path, body, options) => sendAs(method, path, body, { ...options, ...reader() });
const command: typeof commandAs = (name, transferId, body) => commandAs(name, transferId, body, reader());

/** Any text, broken surrogates and control characters included. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\ud800',
    '\udc00x',
    '\u0000',
    '\u202e',
    '＝1+1',
    '=cmd|x',
    '﻿',
    ' ',
    'a'.repeat(1000),
    '😀'.repeat(100),
  ),
);
const anyJson = fc.oneof(fc.jsonValue({ maxDepth: 2 }), anyText);

const answered = ({ status, headers, body }: { status: number; headers: Headers; body: unknown }) => {
  const well = status < 300 || (status < 500 && headers.get('content-type') === 'application/problem+json');
  expect(well, `${status} ${JSON.stringify(body)}`).toBe(true);
  if (status >= 400) expect(languageFaults(headers, body)).toEqual([]);
};

describe('whatever a caller sends', () => {
  it('as any JSON is answered, never with 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(anyJson, async (body) => {
        answered(await send('POST', '/v1/clues', body, { as: housing }));
      }),
      { numRuns: 60 },
    );
  });

  it('as any value in any field of a clue is answered, never with 5xx', async () => {
    const field = fc.constantFrom(
      ...['title', 'text', 'kinds', 'categories', 'channel', 'discoveredAt', 'regionCode', 'subjects', 'recuse'],
      ...['classification', 'reporter', 'dispatch', '__proto__', 'constructor'],
    );
    const value = fc.oneof(anyJson, fc.array(anyText, { maxLength: 3 }), fc.record({ name: anyText, kind: anyText }));
    await fc.assert(
      fc.asyncProperty(field, value, async (name, wrong) => {
        answered(await send('POST', '/v1/clues', { ...clueWith(), [name]: wrong }, { as: housing }));
      }),
      { numRuns: 150 },
    );
  });

  it('as any value in any field of a correction is answered, never with 5xx', async () => {
    const { clueId } = (await submit({ dispatch: false })).body;
    const field = fc.constantFrom('title', 'text', 'categories', 'subjects', 'annexes', 'recuse', '__proto__');
    const annex = fc.record({ name: anyText, copies: fc.integer({ min: -1, max: 1001 }), digest: anyText });
    const listed = fc.array(fc.oneof(annex, fc.record({ name: anyText, kind: anyText })), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(field, fc.oneof(anyJson, listed, fc.array(anyText, { maxLength: 3 })), async (name, wrong) => {
        answered(await send('PATCH', `/v1/clues/${clueId}`, { [name]: wrong }, { as: housing }));
        answered(
          await send('GET', `/v1/clues/${clueId}?version=${encodeURIComponent(String(name))}`, undefined, {
            as: housing,
          }),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('as any bytes is answered, never with 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (raw) => {
        answered(await send('POST', '/v1/clues', undefined, { as: housing, raw }));
      }),
      { numRuns: 60 },
    );
  });

  it('as any feedback, ledger query or id is answered, never with 5xx', async () => {
    const { transferId } = only((await submit()).body.transfers);
    await command('acknowledge', transferId);
    await fc.assert(
      fc.asyncProperty(anyJson, anyText, async (json, text) => {
        answered(await command('feedback', transferId, { final: false, outcome: text, text }));
        answered(await command('feedback', transferId, { final: json, outcome: json }));
        const encoded = encodeURIComponent(text.toWellFormed());
        for (const name of [
          'unit',
          'status',
          'rule',
          'month',
          'overdue',
          'limit',
          'cursor',
          text.toWellFormed() || 'x',
        ]) {
          answered(
            await send('GET', `/v1/ledgers/sent?${encodeURIComponent(name)}=${encoded}`, undefined, { as: housing }),
          );
        }
        answered(await send('GET', `/v1/transfers/${encoded}`, undefined, { as: housing }));
      }),
      { numRuns: 25 },
    );
  });

  it('as any calendar, extension or restart is answered, never with 5xx', async () => {
    const { transferId } = only((await submit()).body.transfers);
    const operator = { as: 'operator', role: 'operator' };
    const days = fc.oneof(
      anyJson,
      fc.array(fc.oneof(anyJson, fc.constant('2027-01-01'), fc.record({ date: anyJson, name: anyJson }))),
    );
    await fc.assert(
      fc.asyncProperty(anyJson, days, days, anyText, async (json, holidays, workdays, text) => {
        answered(await send('PUT', '/v1/calendar/2027', json, operator));
        answered(await send('PUT', '/v1/calendar/2027', { holidays, workdays, names: json, notice: json }, operator));
        answered(
          await send(
            'PUT',
            `/v1/calendar/${encodeURIComponent(text.toWellFormed())}`,
            { holidays, workdays },
            operator,
          ),
        );
        for (const years of [json, { 2027: json, [text]: { holidays, workdays } }]) {
          answered(await send('PUT', '/v1/calendar', { years }, operator));
          answered(await send('POST', '/v1/calendar/preview', { years }, operator));
        }
        answered(
          await send(
            'GET',
            `/v1/calendar/2027/versions/${encodeURIComponent(text.toWellFormed())}`,
            undefined,
            operator,
          ),
        );
        answered(await send('POST', '/v1/workflows/restart', { transferId: json }, operator));
        answered(await command('extension', transferId, { workingDays: json, reason: text }));
        answered(
          await send('POST', `/v1/extensions/${transferId}/decision`, { approve: json, note: text }, { as: housing }),
        );
      }),
      { numRuns: 25 },
    );
  });
});
