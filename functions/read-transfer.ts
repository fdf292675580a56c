import { getTransferWithTimeline, openEvent, recusedOf } from './adapters/transfers.ts';
import { mayReadTransfer } from './domain/policy.ts';
import { endpoint } from './http/endpoint.ts';
import { etag, eventView, mailView, transferView } from './http/views.ts';

/** Shows a transfer with its timeline and the state of its mails. */
export const handler = endpoint({ name: 'read-transfer' }, async ({ actor, id }) => {
  const stored = await getTransferWithTimeline(id);
  const { transfer, timeline, mails } = stored;
  mayReadTransfer(actor, transfer, await recusedOf(stored));
  const events = await Promise.all(timeline.map(async (event) => eventView(event, await openEvent(transfer, event))));
  return {
    status: 200,
    body: { ...transferView(transfer), timeline: events, mails: mails.map(mailView) },
    headers: etag(transfer),
  };
});
