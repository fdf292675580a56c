import { describe, expect, it } from 'vitest';
import { zh } from '../../functions/domain/mail/words-zh.ts';
import { year2027 } from '../calendar-2027.ts';
import { only, useProvince } from '../province.ts';

/** A recount of which some mails went out and others did not: the next one goes on from what each unit has heard. */

const { local, submit, read, publish, mails } = useProvince('2026-12-29T10:01:00+08:00');
const longer = { ...year2027, holidays: [...year2027.holidays, '2027-01-04'] };
const failure = { status: 500, code: 'InternalFailure' };
const receiver = 'public-security@371402.example';

const open = async (as: string) => {
  const { body } = await submit({ discoveredAt: '2026-12-29T10:00:00+08:00' }, { as });
  await local().engine.settled();
  return { ...only(body.transfers), reference: body.reference };
};
const duty = async (transferId: string) => (await read(transferId)).body.duty;
const told = (one: { dueDate: string } | null) => zh.date(one?.dueDate ?? '');
const lastTold = async (reference: string, address: string) =>
  (await mails('时限变更')).findLast(({ to, text }) => to === address && text.includes(reference))?.text;

describe('a recount', () => {
  it.each([
    ['other units', 'public-security@371403.example'],
    ['the other side', 'housing@371402.example'],
  ])('that did not reach %s is gone on from by the next one', async (_, unreached) => {
    await publish(2027, year2027);
    const { transferId, reference } = await open('371402-housing');
    await open('371403-housing');
    const before = await duty(transferId);
    local().mailbox.failNext(1, failure, unreached);
    expect((await publish(2027, longer)).body.recount).toMatchObject({ phase: 'telling' });
    const later = await duty(transferId);
    expect(await lastTold(reference, receiver)).toContain(`由${told(before)}调整为${told(later)}`);
    await publish(2027, year2027);
    expect(await duty(transferId)).toMatchObject({ dueDate: before?.dueDate });
    expect(await lastTold(reference, receiver)).toContain(`由${told(later)}调整为${told(before)}`);
  });

  it('that did not reach the unit that owes the duty is as if it had not been, and the other side hears that', async () => {
    const { transferId, reference } = await open('371402-housing');
    const before = await duty(transferId);
    local().mailbox.failNext(1, failure, receiver);
    await publish(2027, longer);
    expect(await lastTold(reference, receiver)).toBeUndefined();
    await publish(2027, year2027);
    expect(await duty(transferId)).toMatchObject({ dueDate: before?.dueDate, dueAt: before?.dueAt });
    expect(await lastTold(reference, receiver)).toBeUndefined();
    expect(await lastTold(reference, 'housing@371402.example')).toContain(`仍为${told(before)}，以本邮件为准`);
  });
});
