import { describe, expect, it } from 'vitest';
import { police, useProvince } from '../province.ts';

const { local, send, mails } = useProvince('2026-09-17T10:00:00+08:00');

const operator = { as: 'operator', role: 'operator' };
const address = 'public-security@371402.example';
const unit = async () => (await send<Record<string, unknown>>('GET', `/v1/units/${police}`, undefined, operator)).body;
const warnings = async () => (await mails()).filter(({ subject }) => subject.includes('【邮箱】'));

/** As SES puts it on the event bus. */
const event = (detail: object, time = '2026-09-17T02:00:00Z') => ({
  version: '0',
  source: 'aws.ses',
  time,
  detail: { mail: { tags: { 'ses:configuration-set': ['x'], unit: [police] }, destination: [address] }, ...detail },
});
const bounce = (bounceType: string, emailAddress = address) => ({
  eventType: 'Bounce',
  bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: [{ emailAddress, action: 'failed' }] },
});
const returned = async (detail: object, time?: string) => {
  const { handler } = await import('../../functions/events/mark-bounced-address.ts');
  return local().as('mark-bounced-address', () => handler(event(detail, time)));
};

describe('a mail that comes back', () => {
  it('for the moment only changes nothing', async () => {
    await returned(bounce('Transient'));
    expect((await unit()).undeliverable).toEqual([]);
    expect(await warnings()).toEqual([]);
  });

  it('for good marks the address and warns the operators, once, however often it is told', async () => {
    await Promise.allSettled(Array.from({ length: 3 }, () => returned(bounce('Permanent'))));
    await returned(bounce('Permanent', address.toUpperCase()), '2026-09-18T02:00:00Z');
    expect((await unit()).undeliverable).toEqual([
      { email: address, reason: 'bounced', at: '2026-09-17T10:00:00+08:00' },
    ]);
    const [warning, ...others] = await warnings();
    expect(warning?.to).toBe('operations@clues.example.cn');
    expect(warning?.text).toContain(address);
    expect(warning?.subject).toContain('德城区公安分局');
    expect(warning?.text).toContain(`在单位库中更正（单位编号 ${police}）`);
    expect(others).toEqual([]);
  });

  it('is forgotten when an operator stands by the unit’s addresses, and warned of anew', async () => {
    const put = await send<Record<string, unknown>>('PUT', `/v1/units/${police}`, await unit(), operator);
    expect([put.status, put.body.undeliverable]).toEqual([200, []]);
    expect((await unit()).undeliverable).toEqual([]);
    await returned(
      { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: address }] } },
      '2026-09-19T02:00:00Z',
    );
    expect((await unit()).undeliverable).toMatchObject([{ email: address, reason: 'complained' }]);
    expect(await warnings()).toHaveLength(2);
  });

  it('from an operator rings the alarm, and mails nobody about it', async () => {
    await returned(bounce('Permanent', 'operations@clues.example.cn'));
    expect(await warnings()).toHaveLength(2);
  });

  it('is warned of, where the warning could not be sent, when it is told again', async () => {
    const once = () => returned(bounce('Permanent', 'clerk.public-security@371402.example'));
    local().mailbox.failNext(1, { status: 400, code: 'Throttling' });
    await expect(once()).rejects.toMatchObject({ name: 'Throttling' });
    expect(await warnings()).toHaveLength(2);
    await once();
    await once();
    expect(await warnings()).toHaveLength(3);
  });
});
