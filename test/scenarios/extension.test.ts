import { describe, expect, it } from 'vitest';
import { housing, only, police, type TransferBody, useProvince } from '../province.ts';

const office = '371402-leading-group-office';
const brief = (list: { to: string; at: string; subject: string }[]) =>
  list.map(({ to, at, subject }) => `${at.slice(0, 16)} ${subject.slice(0, subject.indexOf('】') + 1)} ${to}`).sort();

describe('an extension', () => {
  const { send, submit, command, read, advanceTo, everyMail: mails } = useProvince('2026-09-17T10:00:00+08:00');
  const reason = '该线索需跨县核查，申请延期';
  const ask = (transferId: string, as = police, body: object = { workingDays: 4, reason }, headers = {}) =>
    send<{ extensionId: string; transfer: TransferBody }>('POST', `/v1/transfers/${transferId}/extension`, body, {
      as,
      headers,
    });
  const decide = (extensionId: string, approve: boolean, as = office) =>
    send<TransferBody>(
      'POST',
      `/v1/extensions/${extensionId}/decision`,
      { approve, note: '同意' },
      { as, role: 'supervisor' },
    );

  it('is asked for by the unit that owes the duty, decided by its region’s office, and moves the deadline then', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00' });
    const { transferId } = only(body.transfers);
    expect((await ask(transferId, housing)).status).toBe(403);
    expect((await ask(transferId, police, { workingDays: 0, reason: '' })).body).toMatchObject({
      status: 422,
      errors: [{ path: 'workingDays' }, { path: 'reason' }],
    });
    const key = { 'idempotency-key': 'extension' };
    const asked = await ask(transferId, police, undefined, key);
    expect(asked).toMatchObject({ status: 201, body: { transfer: { duty: { dueDate: '2026-09-23' } } } });
    expect((await ask(transferId, police, undefined, key)).body).toEqual(asked.body);
    expect((await ask(transferId)).status).toBe(409);

    const { extensionId } = asked.body;
    expect((await decide(extensionId, true, police)).status).toBe(403);
    expect((await decide(extensionId, true, '371400-leading-group-office')).status).toBe(403);
    await advanceTo('2026-09-17T11:00:00+08:00');
    const granted = await decide(extensionId, true);
    expect(granted).toMatchObject({
      status: 200,
      body: { extension: null, duty: { dueDate: '2026-09-30', window: 9 } },
    });
    expect((await decide(extensionId, true)).status).toBe(409);
    await advanceTo('2026-10-08T10:00:00+08:00');

    const tellings = brief(await mails(body.reference));
    expect(tellings).toEqual([
      `2026-09-17T10:00 【延期申请】 leading-group-office@371402.example`,
      `2026-09-17T10:00 【移送】 public-security@371402.example`,
      `2026-09-17T11:00 【延期批准】 housing@371402.example`,
      `2026-09-17T11:00 【延期批准】 public-security@371402.example`,
      `2026-09-28T09:00 【催办】 public-security@371402.example`,
      `2026-09-29T09:00 【催办】 public-security@371402.example`,
      `2026-09-30T09:00 【催办】 public-security@371402.example`,
      `2026-10-08T09:00 【督办】 supervisor.public-security@371402.example`,
    ]);
    const { body: shown } = await read(transferId);
    const events = shown.timeline.map(({ event }) => event);
    expect(events.slice(0, 6)).toEqual([
      'registered',
      'dispatched',
      'told',
      'extension-asked',
      'told',
      'extension-approved',
    ]);
    expect(shown.timeline).toContainEqual(
      expect.objectContaining({ event: 'extension-asked', reason, workingDays: 4 }),
    );
    for (const { text } of await mails(body.reference)) expect(text).not.toContain(reason);
    expect((await ask(transferId)).body).toMatchObject({ status: 409, type: 'urn:clue-transfer:problem:too-late' });
    await command('acknowledge', transferId);
  });

  it('that is refused moves nothing; asked for in time it is decided after the deadline too', async () => {
    const discoveredAt = '2026-10-08T09:00:00+08:00';
    const [refused, late] = await Promise.all([submit({ discoveredAt }), submit({ discoveredAt })]);
    const one = only(refused.body.transfers).transferId;
    const two = only(late.body.transfers).transferId;
    const [first, second] = [await ask(one), await ask(two)];
    expect((await decide(first.body.extensionId, false)).body).toMatchObject({ duty: { dueDate: '2026-10-14' } });
    await advanceTo('2026-10-15T09:30:00+08:00');
    const ofKind = async (tag: string, { reference }: { reference: string }) =>
      brief(await mails(reference)).filter((one) => one.includes(tag));
    // The one escalates, the other does not while it is not decided; its office is reminded on each working day.
    expect(await ofKind('【督办】', refused.body)).toHaveLength(1);
    expect(await ofKind('【督办】', late.body)).toEqual([]);
    expect((await ofKind('【待审批】', late.body)).map((one) => one.slice(0, 10))).toEqual([
      '2026-10-09',
      '2026-10-10',
      '2026-10-12',
      '2026-10-13',
      '2026-10-14',
      '2026-10-15',
    ]);
    expect(await decide(second.body.extensionId, true)).toMatchObject({
      status: 200,
      body: { duty: { dueDate: '2026-10-20', extended: 4 } },
    });
    expect((await decide('00000000-0000-4000-8000-000000000000', true)).status).toBe(404);
  });
});
