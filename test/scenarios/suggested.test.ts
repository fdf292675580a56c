import { expect, it } from 'vitest';
import { only, useProvince } from '../province.ts';

const { submit, command, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');

it('what came back is asked for under the name of the unit that its return names, by reminders and escalations too', async () => {
  const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00' });
  const { transferId } = only(body.transfers);
  const suggested = '371403-public-security';
  await command('return', transferId, { reason: 'not-jurisdiction', suggested, note: '线索所述工地在陵城区' });
  await advanceTo('2026-10-12T10:00:00+08:00');
  const asked = (await mails(body.reference)).filter(({ subject }) => /【[催督]办】/.test(subject));
  expect(asked.length).toBeGreaterThan(3);
  for (const { subject, text } of asked) {
    expect(subject).toContain('改送陵城区公安分局');
    expect(text).toContain('应办事项：改送陵城区公安分局（');
    expect(subject + text).not.toContain(suggested);
  }
});
