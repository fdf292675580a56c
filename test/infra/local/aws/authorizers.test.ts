import { describe, expect, it } from 'vitest';
import { lambdaAuthorizer } from '../../../../infra/local/aws/authorizers.ts';
import { now, useGateway } from './use-gateway.ts';

/** A function that the gateway asks before the function of a route, as API Gateway does with payload format 2.0. */

const { seen, start } = useGateway();

/** What a caller gets where the authorizer answers so, and what that was asked. */
const asked = async (answer: () => unknown, path = '/v1/clues/%E7%BA%BF?q=1', headers: Record<string, string> = {}) => {
  const events: Record<string, unknown>[] = [];
  const authorize = lambdaAuthorizer(async (event) => {
    events.push(event as Record<string, unknown>);
    return answer();
  });
  const gateway = await start({ authorize });
  try {
    const response = await fetch(`http://127.0.0.1:${gateway.port}${path}`, {
      headers: { authorization: 'Bearer x', ...headers },
    });
    return { events, response, text: await response.text() };
  } finally {
    await gateway.close();
  }
};

describe('a Lambda authorizer', () => {
  it('hears of the request, but not of its body, and what it says comes to the function as it is', async () => {
    const context = { sub: 'u-1', role: 'clerk', exp: '1' };
    const { events, response } = await asked(() => ({ isAuthorized: true, context }));
    expect(response.status).toBe(201);
    expect(events).toEqual([
      expect.objectContaining({
        version: '2.0',
        type: 'REQUEST',
        routeKey: 'GET /v1/clues/{id}',
        rawPath: '/v1/clues/%E7%BA%BF',
        rawQueryString: 'q=1',
        identitySource: ['Bearer x'],
        headers: expect.objectContaining({ authorization: 'Bearer x' }),
        pathParameters: { id: '线' },
        requestContext: expect.objectContaining({ timeEpoch: now.getTime() }),
      }),
    ]);
    expect(events[0]).not.toHaveProperty('body');
    expect(events[0]?.requestContext).not.toHaveProperty('authorizer');
    expect(seen.calls[0]?.event.requestContext.authorizer).toEqual({ lambda: context });
  });

  it.each([
    ['says no', { isAuthorized: false }],
    ['says no, and more', { isAuthorized: false, context: { role: 'operator' } }],
  ])('that %s lets nobody through', async (_, answer) => {
    const { response, text } = await asked(() => answer);
    expect(response.status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ title: '无权访问', detail: expect.stringContaining('登录凭证无效') });
    expect(response.headers.get('www-authenticate')).toBeNull();
    expect(seen.calls).toEqual([]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('secret 举报人'))],
    ['says a word that is not yes', () => ({ isAuthorized: 'true' })],
    ['says nothing', () => undefined],
    ['says something else', () => 'Unauthorized'],
  ])('that %s lets nobody through, and it is the system’s fault', async (_, answer) => {
    const { response, text } = await asked(answer);
    expect([response.status, text]).toEqual([500, expect.not.stringContaining('举报人')]);
    expect(seen.calls).toEqual([]);
  });

  it('is not asked where the header is missing, or the route is open', async () => {
    const yes = () => ({ isAuthorized: true });
    const open = await asked(yes, '/healthz');
    expect([open.response.status, open.events]).toEqual([200, []]);
    const empty = await asked(yes, '/v1/clues/1', { authorization: '' });
    expect([empty.response.status, empty.events]).toEqual([401, []]);
    expect(seen.calls).toEqual([]);
  });
});
