import type { Bill, BillLine } from './bill.ts';
import { assumed, type Load } from './load.ts';
import type { Scene, Use } from './quotas.ts';

/** What `npm run cost` prints. */

const rounded = (n: number, digits: number): string =>
  n.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** An amount, with as many digits as say anything. */
const amountText = (n: number): string => rounded(n, n !== 0 && Math.abs(n) < 10 ? 2 : 0);

const table = (rows: readonly (readonly string[])[], right: readonly number[]): string => {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, n) => Math.max(all[n] ?? 0, cell.length)), []);
  const cell = (text: string, n: number) =>
    right.includes(n) ? text.padStart(widths[n] ?? 0) : text.padEnd(widths[n] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
};

const lineOf = ({ service, what, amount, unit, price, per, verified, cost }: BillLine): string[] => [
  service,
  what,
  `${amountText(amount)} ${unit}`,
  `${price}${per === 1 ? '' : ` for ${rounded(per, 0)}`}`,
  rounded(cost, 2),
  verified ? '' : '?',
];

export const billText = ({ currency, lines, total, without }: Bill, { cluesPerDay }: Load, date: string): string => {
  const head = ['service', 'what', 'a month', 'price', currency, ''];
  const clues = cluesPerDay * assumed.daysInMonth;
  return [
    table([head, ...lines.map(lineOf), ['total', '', '', '', rounded(total, 2), '']], [2, 4]),
    '',
    `${rounded(total / clues, 4)} ${currency} a clue. Prices of ${date}, without any free tier; ? were not seen at their source (infra/cost/prices.json).`,
    ...(without.length > 0 ? [`No price, since the region does not have it: ${without.join('; ')}.`] : []),
  ].join('\n');
};

export const loadText = (load: Load): string =>
  [
    `${rounded(load.cluesPerDay, 0)} clues a day, one transfer each: ${percent(1 - load.reminded - load.escalated)} closed on time, ${percent(load.reminded)} reminded twice (--reminded),`,
    `${percent(load.escalated)} with four milestones (--escalated); ${load.readsPerClue} pages and records looked at for each (--reads-per-clue), ${load.milliseconds} ms an invocation`,
    `(--milliseconds), open for ${load.daysOpen} days (--days-open), the busiest second ${load.peak} times the mean of eight hours (--peak), reminders told`,
    `within ${load.morningMinutes} minutes (--morning-minutes). The bill is that of month ${load.months} (--months): what is kept, and proved each night, grows.`,
  ].join('\n');

const percent = (share: number): string => {
  const part = share * 100;
  return `${rounded(part, part < 10 && part % 1 !== 0 ? 1 : 0)} %`;
};

/** How much of this load there may be, before it binds. */
const roomText = (room: number): string =>
  room === Number.POSITIVE_INFINITY ? 'any' : `${room < 1 ? rounded(room, 3) : amountText(room)} ×`;

const nextText = ([next]: readonly Use[]): string => {
  if (!next) return 'nothing';
  return next.room < 1
    ? `${next.quota.name} does not bear it`
    : `next is ${next.quota.name}, at ${roomText(next.room)} this load`;
};

const shown = 5;

export const quotaText = (scenes: readonly (Scene & { uses: readonly Use[] })[], date: string): string =>
  [
    `Quotas of ${date}, next to bind first: used, limit, and how much of this load it bears; ? were not seen at their source`,
    '(infra/cost/quotas.json). One account a province: an account’s quotas are then those of one province, however many there are.',
    ...scenes.flatMap(({ name, uses }) => {
      const rows = uses
        .slice(0, shown)
        .map(({ quota, used, room }) => [
          `  ${quota.name}`,
          amountText(used),
          `of ${rounded(quota.limit, 0)}`,
          roomText(room),
          quota.verified ? '' : '?',
        ]);
      return ['', `${name}: ${nextText(uses)}`, table(rows, [1, 2, 3])];
    }),
  ].join('\n');
