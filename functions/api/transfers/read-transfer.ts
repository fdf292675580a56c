import { gets, heedsRecusal, looksUp, opensTexts, puts, queries, updates } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { readCalendar, readCalendarAt } from '../../adapters/table/calendar.ts';
import { readContentVersion } from '../../adapters/table/clue-content.ts';
import { getClue, recordOnClue } from '../../adapters/table/clues.ts';
import type { StoredEvent } from '../../adapters/table/timeline.ts';
import { getTransfers, getTransferWithTimeline, openEvent, recusedFrom } from '../../adapters/table/transfers.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { textsReadBy } from '../../domain/clue/decision.ts';
import { noSuch } from '../../domain/errors.ts';
import { explainDuty } from '../../domain/transfer/duties.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { type Actor, callerOf } from '../../domain/visibility/actor.ts';
import { eventsSeen, mayReadText, requireSeen, type Seen, seesAll, textsSeen } from '../../domain/visibility/sight.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { documentsView } from '../papers/views.ts';
import { transferWithTimeline } from './shapes.ts';
import { etag, eventView, explainedView, mailView } from './views.ts';

/** The calendar that explains a due date: the one in force, or before its recount the one that it was counted by. */
const explaining = async ({ duty }: Transfer, calendar: Calendar): Promise<Calendar> =>
  duty === null || explainDuty(calendar, settings(), duty).at(-1)?.date === duty.dueDate
    ? calendar
    : readCalendarAt(duty.calendar);

const request = {};

export const route: Route = {
  method: 'GET',
  path: '/v1/transfers/{id}',
  summary: 'A transfer with its timeline, its mails and the explanation of its deadline',
  request,
  answers: { 200: transferWithTimeline },
  rights: [gets, looksUp, queries, puts, updates, heedsRecusal, opensTexts],
};

/** Whether the caller may read what a reporter was told: by a reply alone an office would learn what came of a clue that left it. */
const readsReply = async (actor: Actor, { place, transfer }: Seen): Promise<boolean> => {
  if (transfer.rule !== 'reply' || place === 'sender') return true;
  const { clue } = await getClue(transfer.clueId);
  return seesAll(
    actor,
    (await getTransfers(clue.transferIds)).map((one) => one.transfer),
  );
};

/** The texts of a timeline's events as far as the caller may read them; the reading goes on the clue's record first. */
const openTexts = async (
  { actor, now }: { actor: Actor; now: Date },
  shown: Seen,
  timeline: readonly StoredEvent[],
): Promise<Record<string, unknown>[]> => {
  const { place, transfer } = shown;
  const opens = (await readsReply(actor, shown)) ? textsSeen(place, timeline) : [];
  const mayRead = (n: number) => (field: string) => opens[n] === true && mayReadText(place, field);
  const read = timeline.filter(({ sealed }, n) => Object.keys(sealed ?? {}).some(mayRead(n))).map(({ seq }) => seq);
  if (read.length > 0) await recordOnClue(transfer.clueId, textsReadBy(callerOf(actor), now, transfer, read), transfer);
  return Promise.all(timeline.map((event, n) => openEvent(transfer, event, mayRead(n))));
};

/** Shows a transfer with its timeline and the state of its mails. */
export const handler = endpoint('read-transfer', request, async ({ actor, id, now, language }) => {
  const [stored, calendar] = await Promise.all([getTransferWithTimeline(id), readCalendar()]);
  const { transfer } = stored;
  const recused = await recusedFrom(stored);
  const shown = requireSeen(actor, transfer, recused, now, noSuch.transfer(id));
  const timeline = stored.timeline.slice(0, eventsSeen(shown.place, stored.timeline));
  const left = timeline.length < stored.timeline.length ? timeline.at(-1)?.at : undefined;
  const mails = stored.mails.filter(({ at }) => left === undefined || at <= left);
  const contentVersion = shown.allowedActions.includes('acknowledge')
    ? await readContentVersion(transfer.clueId)
    : undefined;
  const texts = await openTexts({ actor, now }, shown, timeline);
  return {
    status: 200,
    body: {
      ...explainedView(shown, { now, language, calendar }, await explaining(transfer, calendar), contentVersion),
      timeline: timeline.map((event, n) => eventView(shown, event, texts[n] ?? {})),
      mails: mails.map(mailView),
      documents: await documentsView(shown, timeline, recused),
    },
    headers: etag(shown.transfer),
  };
});
