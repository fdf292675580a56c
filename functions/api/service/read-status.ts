import { readFailures } from '../../adapters/failures.ts';
import { heedsRecusal, looksUp, queries, seesFailures } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { listMarks } from '../../adapters/table/addresses.ts';
import { type Astray, readAstray } from '../../adapters/table/astray.ts';
import { type Beat, readBeats } from '../../adapters/table/beats.ts';
import { readCalendar } from '../../adapters/table/calendar.ts';
import { readSettings } from '../../adapters/table/settings.ts';
import { readableTransfers, recusedFrom } from '../../adapters/table/transfers.ts';
import { type Calendar, missingYears, provisionalFrom } from '../../domain/calendar/calendar.ts';
import { dateIn, withOffset } from '../../domain/calendar/time.ts';
import { isSilent, type RoundName, rounds } from '../../domain/reports/rounds.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { statusShape } from './shapes.ts';

const request = {};

export const route: Route = {
  method: 'GET',
  path: '/v1/status',
  summary:
    'What operators look after: schedules, years without a calendar, mails that did not surely arrive, addresses, failures',
  request,
  answers: { 200: statusShape },
  rights: [queries, looksUp, heedsRecusal, seesFailures],
};

/** Of a list as many as one answer shows. */
const most = 200;

const time = (instant: string): string => withOffset(settings().timeZone, new Date(instant));

/** `since`: instant (UTC) from which a schedule that never ran was to run. */
const schedulesView = (beats: readonly Beat[], since: string, now: Date) => {
  const found = new Map(beats.map((one) => [one.name, one]));
  return (Object.keys(rounds) as RoundName[]).map((name) => {
    const last = found.get(name);
    return {
      name,
      everyMinutes: rounds[name],
      lastAt: last ? time(last.at) : null,
      silent: isSilent(name, last?.at ?? since, now),
      counts: last?.counts ?? {},
    };
  });
};

const calendarView = (calendar: Calendar, now: Date) => {
  const today = dateIn(settings().timeZone, now);
  const next = Number(today.slice(0, 4)) + 1;
  const years = [...calendar.published].sort();
  return {
    version: calendar.version,
    years,
    missing: missingYears(calendar, today),
    missingNextYear: calendar.published.has(next) ? null : next,
    provisionalFrom: provisionalFrom(calendar, today),
  };
};

/** Those of the mails whose clue may be known to whoever asks: of all others there is no number either. */
const shownMails = async (actor: Actor, mails: readonly Astray[]): Promise<Astray[]> => {
  const ids = [...new Set(mails.flatMap(({ transferId }) => transferId ?? []))];
  const shown = new Set<string | null>([null]);
  for (const stored of await readableTransfers(ids)) {
    const recused = await recusedFrom(stored);
    if (!recused.meets(actor.forms)) shown.add(stored.transfer.transferId);
  }
  return mails.filter(({ transferId }) => shown.has(transferId));
};

const mailsView = async (actor: Actor, now: Date) => {
  const { mails, complete } = await readAstray(most, now);
  const shown = await shownMails(actor, mails);
  return {
    refused: shown.filter(({ state }) => state === 'refused').length,
    uncertain: shown.filter(({ state }) => state === 'uncertain').length,
    complete,
    items: shown.map(({ transferId, unitId, duty, milestone, as, state, at }) => ({
      ...{ transferId, unitId, duty, milestone, as, state },
      at: time(at),
    })),
  };
};

const addressesView = async () => {
  const { marks, complete } = await listMarks(most);
  return { complete, items: marks.map(({ email, unitId, reason, at }) => ({ email, unitId, reason, at: time(at) })) };
};

/** How the system itself fares: ids, states and counts, and nothing of a clue. */
export const handler = endpoint('read-status', request, async ({ actor, now }) => {
  mustOperate(actor);
  const [beats, kept, calendar, mails, addresses, failures] = await Promise.all([
    readBeats(),
    readSettings(),
    readCalendar(),
    mailsView(actor, now),
    addressesView(),
    readFailures(),
  ]);
  const body = {
    at: withOffset(settings().timeZone, now),
    schedules: schedulesView(beats, kept.at, now),
    calendar: calendarView(calendar, now),
    ...{ mails, addresses, failures },
  };
  return { status: 200, body };
});
