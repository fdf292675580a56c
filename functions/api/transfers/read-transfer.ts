import { gets, queries, unseals } from '../../adapters/rights.ts';
import { readCalendar, readCalendarAt } from '../../adapters/table/calendar.ts';
import { getTransferWithTimeline, openEvent, recusedOf } from '../../adapters/table/transfers.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { explainDuty } from '../../domain/transfer/duties.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { mayReadTransfer } from '../../domain/visibility/policy.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferWithTimeline } from './shapes.ts';
import { etag, eventView, explainedView, mailView } from './views.ts';

/** The calendar that explains a due date: the one in force, or before its recount the one that it was counted by. */
const explaining = async ({ duty }: Transfer, calendar: Calendar): Promise<Calendar> =>
  duty === null || explainDuty(calendar, duty).at(-1)?.date === duty.dueDate ? calendar : readCalendarAt(duty.calendar);

const request = {};

export const route: Route = {
  method: 'GET',
  path: '/v1/transfers/{id}',
  summary: 'A transfer with its timeline, its mails and the explanation of its deadline',
  request,
  answers: { 200: transferWithTimeline },
  rights: [gets, queries, unseals],
};

/** Shows a transfer with its timeline and the state of its mails. */
export const handler = endpoint('read-transfer', request, async ({ actor, id }) => {
  const [stored, calendar] = await Promise.all([getTransferWithTimeline(id), readCalendar()]);
  const { transfer, timeline, mails } = stored;
  mayReadTransfer(actor, transfer, await recusedOf(stored));
  const events = await Promise.all(timeline.map(async (event) => eventView(event, await openEvent(transfer, event))));
  return {
    status: 200,
    body: {
      ...explainedView(transfer, await explaining(transfer, calendar)),
      timeline: events,
      mails: mails.map(mailView),
    },
    headers: etag(transfer),
  };
});
