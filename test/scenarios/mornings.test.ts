import { describe, expect, it } from 'vitest';
import { only, useProvince } from '../province.ts';

const { submit, read, command, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');

const discoveredAt = '2026-09-17T09:00:00+08:00';
const many = (count: number, different: Record<string, unknown> = {}) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const { body } = await submit({ discoveredAt, ...different });
      return { reference: body.reference, transferId: only(body.transfers).transferId };
    }),
  );
const unit = 'public-security@371402.example';

describe('a morning on which a unit has much to do', () => {
  it('brings one mail a kind to each address, with every transfer in it, each on its own record', async () => {
    const all = await many(9);
    const [taken] = all;
    const few = await many(4, { kinds: ['misconduct'] });
    await advanceTo('2026-09-22T12:00:00+08:00');
    await command('acknowledge', taken?.transferId ?? '');
    await advanceTo('2026-09-29T12:00:00+08:00');

    const digests = (await mails()).filter(({ text }) => all.some(({ reference }) => text.includes(reference)));
    expect(digests.map(({ to, at, subject }) => `${at.slice(0, 16)} ${to} ${subject}`)).toEqual([
      `2026-09-21T09:00 ${unit} 【催办】德城区公安分局有9件线索移送事项待办，最早9月23日24时到期（还有2个工作日），请在时限内办理`,
      `2026-09-22T09:00 ${unit} 【催办】德城区公安分局有9件线索移送事项待办，最早9月23日24时到期（还有1个工作日），请在时限内办理`,
      `2026-09-23T09:00 ${unit} 【催办】德城区公安分局有8件线索移送事项待办，最早9月23日24时到期，请在时限内办理`,
      `2026-09-24T09:00 supervisor.${unit} 【督办】德城区公安分局有8件线索移送事项逾期未办，最长逾期1个工作日，请督促办理`,
      // The office hears of both units at once.
      '2026-09-29T09:00 leading-group-office@371402.example 【督办】有关单位有12件线索移送事项逾期未办，最长逾期3个工作日，请督促办理',
    ]);
    for (const { reference, transferId } of all.slice(1)) {
      for (const { text, html } of digests) {
        expect(text).toContain(reference);
        expect(text).toContain(transferId);
        expect(html).toContain(reference);
      }
      const { body } = await read(transferId);
      const handled = body.timeline.filter(({ event }) => /reminded|escalated/.test(event)) as unknown as {
        milestone: string;
      }[];
      const milestones = ['reminder-2', 'reminder-1', 'reminder-0', 'escalation-1', 'escalation-3'];
      expect(handled.map(({ milestone }) => milestone)).toEqual(milestones);
      const mailed = body.mails.filter(({ milestone }) => milestones.includes(milestone));
      expect(mailed.map(({ milestone, state }) => `${milestone} ${state}`).sort()).toEqual(
        milestones.map((milestone) => `${milestone} sent`).sort(),
      );
    }
    // Those of the other unit come to its own people in mails of their own.
    for (const { reference } of few) {
      const about = (await mails()).filter(({ text }) => text.includes(reference)).map(({ to }) => to);
      expect(about.slice(0, 3)).toEqual(Array(3).fill('discipline-inspection@371402.example'));
      expect(about).toHaveLength(5);
    }
  });

  it('names no transfer to somebody who must not hear of it', async () => {
    const recuse = ['supervisor.discipline-inspection@371402.example'];
    const when = { kinds: ['misconduct'], discoveredAt: '2026-09-29T09:00:00+08:00' };
    const [open, closed] = [await many(6, when), await many(2, { ...when, recuse })];
    await advanceTo('2026-10-13T12:00:00+08:00');
    const told = (await mails()).filter(
      ({ at, subject }) => at.startsWith('2026-10-13T09:00') && subject.includes('督办'),
    );
    const naming = (reference: string) =>
      told.filter(({ text, subject }) => `${subject}${text}`.includes(reference)).map(({ to }) => to);
    for (const { reference } of open) expect(naming(reference)).toEqual(recuse);
    for (const { reference } of closed) expect(naming(reference)).toEqual(['leading-group-office@371402.example']);
    expect(told.filter(({ to }) => recuse.includes(to))).toHaveLength(1);
  });
});
