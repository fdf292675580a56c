import { describe, expect, it } from 'vitest';
import { clueWith, discipline, housing, only, police, useProvince } from '../../province.ts';
import { problemOf, stored } from './answers.ts';

const { local, send, submit, command, read, token } = useProvince();

describe('a caller without the right', () => {
  it.each([
    ['no token', undefined],
    ['another scheme', 'Basic YTpi'],
    ['a token of nobody', 'Bearer abc'],
    ['an unsigned token', `Bearer ${btoa('{"alg":"none"}')}.${btoa('{"sub":"x","role":"clerk"}')}.`],
  ])('with %s is told where to get one', async (_, authorization) => {
    const before = await stored();
    const { status, body, headers } = await send('POST', '/v1/clues', clueWith(), {
      headers: authorization ? { authorization } : {},
    });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(body.detail).toMatch(/token/);
    expect(await stored()).toBe(before);
  });

  it('of another unit reads and does nothing', async () => {
    const { body } = await submit();
    const { transferId } = only(body.transfers);
    // Its receiver is told of it.
    await local().engine.settled();
    const before = await stored();
    for (const as of [discipline, '371403-public-security', '371402-petitions', '371400-public-security']) {
      for (const answer of [
        await send('GET', `/v1/transfers/${transferId}`, undefined, { as }),
        await send('GET', `/v1/clues/${body.clueId}`, undefined, { as }),
        await command('acknowledge', transferId, undefined, { as }),
        await command('dispatch', transferId, undefined, { as }),
        await command('feedback', transferId, { final: true, outcome: 'x' }, { as }),
      ]) {
        expect(answer.status).toBe(403);
        expect(problemOf(answer.body).status).toBe(403);
        expect(JSON.stringify(answer.body)).not.toContain(body.reference);
      }
    }
    expect((await command('acknowledge', transferId, undefined, { as: housing })).status).toBe(403);
    expect((await send('GET', `/v1/ledgers/sent?unit=${housing}`, undefined, { as: police })).status).toBe(403);
    expect(await stored()).toBe(before);
  });

  it('as an operator sees no clue', async () => {
    const { body } = await submit();
    const operator = { as: 'operations', role: 'operator' };
    for (const path of [
      `/v1/clues/${body.clueId}`,
      `/v1/transfers/${only(body.transfers).transferId}`,
      '/v1/ledgers/sent',
    ]) {
      expect((await send('GET', path, undefined, operator)).status).toBe(403);
    }
    expect((await submit({}, operator)).status).toBe(403);
  });

  it('cannot have a token of a unit that is not registered, and one of a unit without a receiver is told which', async () => {
    const { status, body } = await send('POST', '/_local/token', { unitId: '371499-housing', role: 'clerk' });
    expect(status).toBe(422);
    expect(body.detail).toContain('371499-housing');
    const unknown = await local().token('371499-housing', 'clerk');
    const answer = await send('POST', '/v1/clues', clueWith(), { headers: { authorization: `Bearer ${unknown}` } });
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toContain('371499-housing');
  });
});

describe('what does not exist', () => {
  it.each([
    ['GET', '/v1/transfers/00000000-0000-4000-8000-000000000000', 404],
    ['GET', '/v1/transfers/nothing', 404],
    ['GET', '/v1/clues/00000000-0000-4000-8000-000000000000', 404],
    ['POST', '/v1/transfers/00000000-0000-4000-8000-000000000000/acknowledge', 404],
    ['GET', '/v1/nothing', 404],
    ['DELETE', '/v1/clues', 405],
    ['GET', '/v1/clues/%E0%A4%A', 400],
  ])('%s %s', async (method, path, expected) => {
    const { status, body } = await send(method, path, undefined, { as: housing });
    expect(status).toBe(expected);
    expect(problemOf(body).status).toBe(expected);
  });
});

describe('versions', () => {
  it('let a command pass that saw the newest, and stop one that did not', async () => {
    const { transferId } = only((await submit()).body.transfers);
    const shown = await read(transferId);
    expect(shown.headers.get('etag')).toBe('"2"');
    const stale = await command('acknowledge', transferId, undefined, { headers: { 'if-match': '"1"' } });
    expect(stale.status).toBe(412);
    const fresh = await command('acknowledge', transferId, undefined, { headers: { 'if-match': '"2"' } });
    expect(fresh).toMatchObject({ status: 200, body: { version: 3 } });
    const again = await command('acknowledge', transferId);
    expect(again.status).toBe(409);
    expect(again.body.detail).toContain('acknowledged');
  });
});

describe('the local routes', () => {
  it('tell the clock, and refuse what moves it nowhere', async () => {
    const clock = await send<{ now: string }>('GET', '/_local/clock');
    expect(clock.body.now).toMatch(/^2026-09-24T10:\d\d:\d\d(\.\d+)?\+08:00$/);
    for (const body of [
      {},
      { advanceTo: 'tomorrow' },
      { advanceBy: '5 days' },
      { advanceBy: 'P1D', advanceTo: clock.body.now },
      { advanceTo: '2020-01-01T00:00:00Z' },
    ]) {
      expect((await send('POST', '/_local/clock', body)).status).toBe(422);
    }
    expect((await send('POST', '/_local/clock', undefined, { raw: '{' })).status).toBe(400);
    const moved = await send<{ now: string }>('POST', '/_local/clock', { advanceBy: 'PT1H30M' });
    expect(Date.parse(moved.body.now) - Date.parse(clock.body.now)).toBeGreaterThanOrEqual(5_400_000);
    expect((await send('POST', '/_local/token', { role: 'clerk' })).status).toBe(422);
    expect((await send('POST', '/_local/token', { role: 'king', unitId: housing })).status).toBe(422);
    expect(await token(housing)).toMatch(/^ey/);
    expect((await send('GET', '/_local/nothing')).status).toBe(404);
  });

  it('leave the health check open', async () => {
    expect(await send('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});
