import { settings } from '../../adapters/settings.ts';
import type { StoredEvent } from '../../adapters/table/timeline.ts';
import type { MailState } from '../../adapters/table/transfers.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { type Duty, explainDuty } from '../../domain/transfer/duties.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';

/** Records as callers see them: times with the province's offset, nothing of the store. */

const time = (instant: string | null): string | null =>
  instant === null ? null : withOffset(settings().timeZone, new Date(instant));

const dutyView = ({ name, owedBy, dueDate, dueAt, provisional, window, extended, calendar }: Duty) => ({
  name,
  owedBy,
  dueDate,
  dueAt: time(dueAt),
  provisional,
  window: window + extended,
  calendar,
});

/** The transfer with the explanation of its deadline: each day from the start, counted or not, and why. */
export const explainedView = (transfer: Transfer, calendar: Calendar) => {
  const view = transferView(transfer);
  if (!transfer.duty || !view.duty) return view;
  return {
    ...view,
    duty: { ...view.duty, calendar: calendar.version, count: explainDuty(calendar, transfer.duty) },
  };
};

export const transferView = (transfer: Transfer) => ({
  transferId: transfer.transferId,
  clueId: transfer.clueId,
  reference: transfer.reference,
  rule: transfer.rule,
  from: transfer.from,
  to: transfer.to,
  regionCode: transfer.regionCode,
  status: transfer.status,
  duty: transfer.duty && dutyView(transfer.duty),
  late: transfer.late,
  version: transfer.version,
  discoveredAt: time(transfer.discoveredAt),
  registeredAt: time(transfer.registeredAt),
  dispatchedAt: time(transfer.dispatchedAt),
  acknowledgedAt: time(transfer.acknowledgedAt),
  acknowledgedBy: transfer.acknowledgedBy,
  closedAt: time(transfer.closedAt),
  feedbackAt: time(transfer.feedbackAt),
  outcome: transfer.outcome,
  repliedAt: time(transfer.repliedAt),
  channel: transfer.channel,
  escalations: transfer.escalations,
  returned: transfer.returned,
  case: transfer.case && { ...transfer.case, filedAt: time(transfer.case.filedAt) },
  officers: transfer.officers,
  proposal: transfer.proposal && { ...transfer.proposal, madeAt: time(transfer.proposal.madeAt) },
  successors: transfer.successors,
  predecessor: transfer.predecessor,
  extension: transfer.extension && { ...transfer.extension, askedAt: time(transfer.extension.askedAt) },
});

/** A reply to a reporter (R6): what is owed to the person, and until when. */
export const replyView = (reply: Transfer) => ({
  replyId: reply.transferId,
  status: reply.status,
  duty: reply.duty && dutyView(reply.duty),
  repliedAt: time(reply.repliedAt),
  version: reply.version,
});

/** An event with its secret texts, opened before by the caller's right. */
export const eventView = (event: StoredEvent, opened: Record<string, unknown>) => ({
  seq: event.seq,
  event: event.event,
  at: time(event.at),
  by: event.by,
  ...event.detail,
  ...opened,
  hash: event.hash,
});

/** Entity tag of a transfer: its version, as If-Match takes it. */
export const etag = ({ version }: Pick<Transfer, 'version'>) => ({ etag: `"${version}"` });

/** A mail's state; its duty is stored with the instant that it began at, since a duty may come twice. */
export const mailView = ({ at, ...mail }: MailState) => ({
  duty: mail.duty.split('@')[0],
  milestone: mail.milestone,
  unitId: mail.unitId,
  as: mail.as,
  state: mail.state,
  at: time(at),
});

/** The answer to a command: the transfer as it is now. */
export const changedAnswer = ({ record }: { record: Transfer }) => ({ status: 200, body: transferView(record) });
