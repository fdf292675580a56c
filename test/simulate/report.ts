import { readFile } from 'node:fs/promises';
import { billOf, type Prices } from '../../infra/cost/bill.ts';
import { amountsOf, type Counts, type Load, usual } from '../../infra/cost/load.ts';
import { billText } from '../../infra/cost/report.ts';
import { schedules, tasks } from '../../infra/functions.ts';
import { assumed } from './behaviour.ts';
import { plot } from './plot.ts';
import { byDay, mailsOf, most, standing, sum, type Tally } from './tally.ts';
import type { Simulated } from './year.ts';

/** What a simulated year comes to: a table, a bill, and plots. */

/** SES out of the sandbox, at first: mails in 24 hours, and in a second (Amazon SES, service quotas). */
const ses = { aDay: 50_000, aSecond: 14 };
/** Standard workflows that may be open at once in an account and region (AWS Step Functions, service quotas). */
const openAtOnce = 1_000_000;

const whole = (n: number): string => Math.round(n).toLocaleString('en');

/** What happens: in all, of a day, of the busiest day and hour; and what bounds it. */
const rowOf = (what: string, hours: Float64Array, bound = ''): string => {
  const days = byDay(hours, sum);
  return `| ${what} | ${whole(sum(days))} | ${whole(sum(days) / days.length)} | ${whole(most(days))} | ${whole(most(hours))} | ${bound} |`;
};

const openIn = ({ hours }: Tally): Float64Array => standing(hours.opened, hours.ended);

/** Days from beginning to end, of what ended: by Little's law, since what is open is the rate times the stay. */
const meanDaysOpen = (tally: Tally): number => sum(openIn(tally)) / 24 / Math.max(1, sum(tally.hours.opened));

const loadOf = ({ days }: Simulated, tally: Tally): Load => {
  const { opened, ended, livesReminded, livesEscalated } = tally.hours;
  const lives = Math.max(1, sum(ended));
  return {
    ...usual,
    cluesPerDay: sum(opened) / days,
    reminded: sum(livesReminded) / lives,
    escalated: sum(livesEscalated) / lives,
    daysOpen: meanDaysOpen(tally),
  };
};

const read = async <T>(path: string): Promise<T> =>
  JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8')) as T;

/** @throws Error that names the regions whose prices are known. */
const billIn = async (region: string, load: Load): Promise<string> => {
  const { regions, date } = await read<Prices>('../../infra/cost/prices.json');
  const prices = regions[region];
  if (!prices) throw new Error(`--region ${region}: prices are known of ${Object.keys(regions).join(', ')}`);
  const counts = await read<Counts>('../counts/pinned.json');
  return billText(billOf(amountsOf(counts, { schedules, tasks }, load), prices), load, date);
};

const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

/** Markdown. @throws Error where the prices of the region are not known. */
export const reportOf = async (simulated: Simulated, tally: Tally, region: string): Promise<string> => {
  const { from, days, cluesPerDay, seed } = simulated;
  const { hours } = tally;
  const mails = mailsOf(tally);
  const load = loadOf(simulated, tally);
  const { acknowledge, feedback } = assumed;
  return `# ${days} days from ${from}, ${whole(cluesPerDay)} clues a working day (seed ${seed})

Assumed: on a day without work ${percent(assumed.restDay)} of the clues; ${percent(assumed.both)} make two transfers; ${percent(assumed.dispatchedAtOnce)} are dispatched at once; acknowledged in time
${percent(acknowledge.inTime)}, late ${percent(acknowledge.late)}; final feedback in time ${percent(feedback.inTime)}, late ${percent(feedback.late)}; the rest is forgotten for up to ${acknowledge.forgottenFor} and ${feedback.forgottenFor} working days.

| what | in all | a day | busiest day | busiest hour | bound |
|---|---|---|---|---|---|
${[
  rowOf('clues', hours.registered),
  rowOf('transfers', hours.opened),
  rowOf('commands on them', hours.commands),
  rowOf('mails', mails, `SES: ${whole(ses.aDay)} a day, ${whole(ses.aSecond * 3_600)} an hour, at first`),
  rowOf('reminders due', hours.reminders),
  rowOf('escalations due', hours.escalations),
  rowOf('state entries', hours.states),
].join('\n')}
| workflows open at once | | ${whole(sum(openIn(tally)) / openIn(tally).length)} | | ${whole(most(openIn(tally)))} | Step Functions: ${whole(openAtOnce)} in an account |

Of what ended, ${percent(load.escalated)} met an escalation and ${percent(load.reminded)} a reminder and none. A transfer is open for ${Math.round(load.daysOpen * 10) / 10} days.

## A month's bill at this load (${region})

\`\`\`
${await billIn(region, load)}
\`\`\`
`;
};

/** SVG documents by name. */
export const plotsOf = ({ from }: Simulated, tally: Tally): Record<string, string> => {
  const { hours } = tally;
  const line = (label: string, colour: string, values: readonly number[]) => ({ label, colour, values });
  const mails = mailsOf(tally);
  return {
    mails: plot({
      ...{ title: 'Mails a day', from, bound: { label: 'SES at first', value: ses.aDay } },
      lines: [line('mails', '#1f4e79', byDay(mails, sum))],
    }),
    'mails-in-the-busiest-hour': plot({
      ...{ title: 'Mails in the busiest hour of each day', from },
      bound: { label: 'SES at first', value: ses.aSecond * 3_600 },
      lines: [line('mails', '#1f4e79', byDay(mails, most))],
    }),
    open: plot({
      ...{ title: 'Open workflows', from, bound: { label: 'Step Functions', value: openAtOnce } },
      lines: [line('open', '#1f4e79', byDay(openIn(tally), most))],
    }),
    due: plot({
      ...{ title: 'Reminders and escalations due a day', from },
      lines: [
        line('reminders', '#1f4e79', byDay(hours.reminders, sum)),
        line('escalations', '#b35900', byDay(hours.escalations, sum)),
      ],
    }),
    states: plot({
      ...{ title: 'State entries a day', from },
      lines: [line('state entries', '#1f4e79', byDay(hours.states, sum))],
    }),
  };
};
