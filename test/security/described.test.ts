import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { discipline, housing, police, useProvince } from '../province.ts';
import { operations, requestOf } from './described-requests.ts';

/**
 * The short form of `npm run test:api`: requests that the description of the API allows, or nearly, to every route as every role. The
 * province of tests holds each answer against the description.
 */

const runs = Number(process.env.API_RUNS ?? 4);

const roles = [
  { as: housing, role: 'clerk' },
  { as: police, role: 'supervisor' },
  { as: '371402-leading-group-office', role: 'supervisor' },
  { as: 'operator', role: 'operator' },
  { as: 'auditor', role: 'auditor' },
] as const;

describe('the API as it is described', () => {
  const { local, send, submit, command } = useProvince('2026-09-24T10:00:00+08:00');
  const ids: string[] = [];

  beforeAll(async () => {
    const { body } = await submit({ kinds: ['organised-crime', 'misconduct'] });
    const [crime, misconduct] = body.transfers;
    if (!crime || !misconduct) throw new Error('two transfers');
    await command('acknowledge', crime.transferId);
    const asked = await command('extension', crime.transferId, { workingDays: 2, reason: '需核查' });
    await command('proposals', misconduct.transferId, { kind: 'elevate', reason: '回避' }, { as: discipline });
    ids.push(body.clueId, crime.transferId, misconduct.transferId, String(asked.body.extensionId));
  });

  it.each(roles)('holds for a $role of $as, whatever is asked', { timeout: 240_000 }, async ({ as, role }) => {
    for (const operation of operations) {
      await fc.assert(
        fc.asyncProperty(requestOf(operation, ids), async ({ target, sent }) => {
          const { status } = await send(operation.method, target, sent, { as, role });
          expect(status, `${operation.method} ${target}`).toBeLessThan(500);
        }),
        { numRuns: runs },
      );
    }
    await local().engine.settled();
  });
});
