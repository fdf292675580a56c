import { describe, expect, it } from 'vitest';
import { clueWith, useProvince } from '../province.ts';

/**
 * Transfers that everybody forgot: whoever is told of them gets one mail of a kind a day at the most, however many there are, and hears
 * of every one of them (domain.md, "Life of a transfer"). `FORGOTTEN`, `MONTHS`: how many, and for how long.
 */

const forgotten = Number(process.env.FORGOTTEN ?? 24);
const months = Number(process.env.MONTHS ?? 2);

const senders = ['371402-housing', '371402-transport', '371403-land', '371403-court', '371425-water', '371400-housing'];

/** `YYYY-MM-DD` so many days after the beginning. */
const daysOn = (n: number): string => new Date(Date.UTC(2026, 8, 24 + n)).toISOString().slice(0, 10);

describe(`${forgotten} transfers, forgotten for ${months} months`, () => {
  const { send, advanceTo, mails } = useProvince('2026-09-24T10:00:00+08:00');

  it('make one mail of a kind a day for each address, in which every one of them is named', async () => {
    const references: string[] = [];
    const share = Math.ceil(forgotten / senders.length);
    for (const [n, as] of senders.entries()) {
      const count = Math.min(share, forgotten - n * share);
      if (count <= 0) break;
      const clues = Array.from({ length: count }, (_, m) =>
        clueWith({
          title: `线索 ${n}-${m}`,
          discoveredAt: '2026-09-23T09:00:00+08:00',
          kinds: [m % 2 === 0 ? 'organised-crime' : 'misconduct'],
        }),
      );
      const { body } = await send('POST', '/v1/clues/batch', { clues }, { as });
      references.push(
        ...JSON.stringify(body)
          .matchAll(/"reference":"([^"]+)"/g)
          .map(([, found = '']) => found),
      );
    }
    const all = new Set(references);
    expect(all.size).toBe(forgotten);
    // By the week: a call that takes five minutes is given up by its caller.
    for (let week = 1; week * 7 <= months * 31; week += 1) await advanceTo(`${daysOn(week * 7)}T23:00:00+08:00`);

    const sent = await mails();
    const ofKind = Map.groupBy(
      sent,
      ({ to, at, subject }) => `${to} ${at.slice(0, 10)} ${/^【[^】]+】/.exec(subject)}`,
    );
    expect([...ofKind].filter(([, some]) => some.length > 1).map(([key, some]) => `${key} ${some.length}`)).toEqual([]);
    // Nothing is lost by that: the office above all of them hears of each.
    const escalated = sent.filter(({ subject }) => subject.startsWith('【督办】'));
    const above = escalated.filter(({ to }) => to === 'leading-group-office@371400.example');
    const heardOf = above.flatMap(({ text }) => [...text.matchAll(/\d{6}-\d{8}-[0-9A-Z]{8}/g)].map(([one]) => one));
    expect(new Set(heardOf)).toEqual(all);
    const addresses = Map.groupBy(sent, ({ to }) => to);
    console.info(
      `mails: ${sent.length}, to ${addresses.size} addresses, ${Math.max(...[...addresses.values()].map((some) => some.length))} at most to one`,
    );
  }, 3_600_000);
});
