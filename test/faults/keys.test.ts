import { afterAll, describe, expect, it } from 'vitest';
import { only, police, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

let keyService: FaultProxy | undefined;
const { local, send, submit, command } = useProvince();
afterAll(() => keyService?.close());

/** In between from the first call on: the functions read the endpoint when they first seal something. */
const keys = async (): Promise<FaultProxy> => {
  keyService ??= await faultProxy(local().endpoints.keys);
  process.env.AWS_ENDPOINT_URL_KMS = keyService.url;
  return keyService;
};
const denied = { kind: 'refuse', status: 400, type: 'AccessDeniedException' } as const;

describe('a key service that opens nothing', () => {
  it('keeps nobody from the answer that was given before', async () => {
    const proxied = await keys();
    const { transferId } = only((await submit({ recuse: ['某领导'] })).body.transfers);
    const own = await submit({ recuse: ['某领导'] }, { as: police });
    const repeated = { headers: { 'idempotency-key': 'again' } };
    const asks = [
      () => command('acknowledge', transferId, undefined, repeated),
      () =>
        send(
          'POST',
          `/v1/clues/${own.body.clueId}/case`,
          { filedAt: '2026-09-24', caseNumber: '1' },
          { as: police, headers: { 'idempotency-key': 'again-case' } },
        ),
    ];
    for (const ask of asks) {
      const first = await ask();
      proxied.fail('Decrypt', denied, 10);
      const { status, body } = await ask();
      proxied.heal();
      expect(status).toBe(first.status);
      expect(status).toBeLessThan(300);
      expect(body).toEqual(first.body);
    }
  });
});
