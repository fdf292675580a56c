import { settings } from '../../adapters/settings.ts';
import type { FoundTransfer } from '../../adapters/subjects.ts';
import type { StoredEvent } from '../../adapters/table/timeline.ts';
import type { MailState } from '../../adapters/table/transfers.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { noSuch } from '../../domain/errors.ts';
import type { Language } from '../../domain/languages.ts';
import type { Decision } from '../../domain/transfer/decision.ts';
import { type Duty, daysLeft, explainDuty, overdueFrom } from '../../domain/transfer/duties.ts';
import { milestonesShown } from '../../domain/transfer/milestones.ts';
import { dueIfGranted, dutiesIfApproved, prospectsOf, undecidedFor } from '../../domain/transfer/prospects.ts';
import { chainEnds } from '../../domain/transfer/telling.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { type Actor, byOf } from '../../domain/visibility/actor.ts';
import { requireSeen, type Seen } from '../../domain/visibility/sight.ts';
import type { Answering } from '../../http/circumstances.ts';

/** Records as callers see them: times with the province's offset, nothing of the store. */

const time = (instant: string | null): string | null =>
  instant === null ? null : withOffset(settings().timeZone, new Date(instant));

const dutyView = (duty: Duty, { language }: Answering) => ({
  name: duty.name,
  owedBy: duty.owedBy,
  dueDate: duty.dueDate,
  dueAt: time(duty.dueAt),
  overdueFrom: time(overdueFrom(duty)),
  provisional: duty.provisional,
  window: duty.window + duty.extended,
  unit: duty.unit,
  extended: duty.extended,
  pausedSince: time(duty.pauses.find(({ until }) => until === null)?.from ?? null),
  calendar: duty.calendar,
  basis: duty.basis[language],
});

const given = ({ now, calendar }: Answering) => ({ now, calendar, settings: settings() });

/** When a duty would be due, were something done now. */
const dueView = ({ dueDate, dueAt, provisional }: Duty) => ({ dueDate, dueAt: time(dueAt), provisional });

/** What the caller's actions would begin, as of now. */
const prospectsView = ({ transfer, allowedActions }: Seen, answering: Answering, contentVersion: number | undefined) =>
  prospectsOf(transfer, allowedActions, given(answering)).map(({ action, duty }) => ({
    action,
    duty: duty.name,
    owedBy: duty.owedBy,
    ...dueView(duty),
    window: duty.window,
    unit: duty.unit,
    ...(action === 'acknowledge' && contentVersion !== undefined ? { contentVersion } : {}),
  }));

const explainedDays = (duty: Duty, calendar: Calendar, language: Language) =>
  explainDuty(calendar, settings(), duty).map(({ basis, ...day }) =>
    basis ? { ...day, basis: basis[language] } : day,
  );

/** Who is told at each of them: `unit` is the one that owes the duty. */
const milestonesView = ({ duty, handled, extension }: Transfer, { calendar, now }: Answering) =>
  duty
    ? milestonesShown(duty, handled, calendar, settings(), now, extension !== null).map(
        ({ key, kind, at, distance, to, told }) => ({
          milestone: key,
          kind,
          at: time(at),
          distance,
          to: to.map((target) => (target === 'owner' ? 'unit' : target)),
          told,
        }),
      )
    : [];

/**
 * The transfer with all its milestones and the explanation of its deadline: each day from the start, counted or not, and why.
 * `explaining`: the calendar by which it was counted; `contentVersion`: of the clue, where it can be acknowledged.
 */
export const explainedView = (
  shown: Seen,
  answering: Answering,
  explaining: Calendar,
  contentVersion: number | undefined,
) => {
  const view = {
    ...transferView(shown, answering),
    milestones: milestonesView(shown.transfer, answering),
    prospects: prospectsView(shown, answering, contentVersion),
  };
  const { transfer } = shown;
  if (!transfer.duty || !view.duty) return view;
  const count = explainedDays(transfer.duty, explaining, answering.language);
  return { ...view, duty: { ...view.duty, calendar: explaining.version, count } };
};

// Field by field, in the same order always: the store keeps none within a map.
const caseView = ({ case: filed }: Transfer) =>
  filed && { caseNumber: filed.caseNumber, filedAt: time(filed.filedAt), transferId: filed.transferId };

/** Where the clue would go, and until when that unit would have to acknowledge it: for whoever may decide. */
const ifApprovedView = (transfer: Transfer, answering: Answering) =>
  dutiesIfApproved(transfer, given(answering)).map((duty) => ({
    to: duty.owedBy,
    ...dueView(duty),
    window: duty.window,
    unit: duty.unit,
  }));

const proposalView = ({ transfer, allowedActions }: Seen, answering: Answering) => {
  const { proposal } = transfer;
  if (!proposal) return proposal;
  return {
    proposalId: proposal.proposalId,
    kind: proposal.kind,
    units: proposal.units,
    madeAt: time(proposal.madeAt),
    madeBy: proposal.madeBy,
    ...(allowedActions.includes('proposal-decision')
      ? {
          undecidedFor: undecidedFor(proposal.madeAt, given(answering)),
          ifApproved: ifApprovedView(transfer, answering),
        }
      : {}),
  };
};

const extensionView = ({ transfer, allowedActions }: Seen, answering: Answering) => {
  const { extension, duty } = transfer;
  if (!extension) return extension;
  const longer = allowedActions.includes('extension-decision') ? dueIfGranted(transfer, given(answering)) : null;
  return {
    extensionId: extension.extensionId,
    workingDays: extension.workingDays,
    unit: duty?.unit ?? 'working-days',
    askedAt: time(extension.askedAt),
    askedBy: extension.askedBy,
    ...(longer ? { undecidedFor: undecidedFor(extension.askedAt, given(answering)), ifApproved: dueView(longer) } : {}),
  };
};

const supplementView = ({ supplement }: Transfer) =>
  supplement
    ? {
        supplementId: supplement.supplementId,
        askedAt: time(supplement.askedAt),
        askedBy: supplement.askedBy,
        items: supplement.items,
      }
    : null;

const daysLeftOf = ({ duty }: Transfer, { calendar, now }: Answering): number | null =>
  duty && daysLeft(duty, calendar, settings(), now);

const dutyShown = (duty: Duty | null | undefined, answering: Answering) => (duty ? dutyView(duty, answering) : null);

/** A transfer as the caller sees it, with what they may do on it. */
export const transferView = (shown: Seen, answering: Answering) => {
  const { transfer, left, allowedActions } = shown;
  return {
    transferId: transfer.transferId,
    clueId: transfer.clueId,
    reference: transfer.reference,
    rule: transfer.rule,
    from: transfer.from,
    to: transfer.to,
    regionCode: transfer.regionCode,
    status: transfer.status,
    duty: dutyShown(transfer.duty ?? left, answering),
    daysLeft: daysLeftOf(transfer, answering),
    late: transfer.late,
    version: transfer.version,
    allowedActions,
    basis: (transfer.duty ?? left)?.basis[answering.language] ?? null,
    discoveredAt: time(transfer.discoveredAt),
    registeredAt: time(transfer.registeredAt),
    dispatchedAt: time(transfer.dispatchedAt),
    acknowledgedAt: time(transfer.acknowledgedAt),
    acknowledgedBy: transfer.acknowledgedBy,
    acknowledgedByName: transfer.acknowledgedByName,
    contentVersion: transfer.contentVersion ?? null,
    closedAt: time(transfer.closedAt),
    feedbackAt: time(transfer.feedbackAt),
    outcome: transfer.outcome,
    repliedAt: time(transfer.repliedAt),
    channel: transfer.channel,
    escalations: transfer.escalations,
    returned: transfer.returned && { reason: transfer.returned.reason, suggested: transfer.returned.suggested },
    case: caseView(transfer),
    officers: transfer.officers,
    proposal: proposalView(shown, answering),
    successors: transfer.successors,
    predecessor: transfer.predecessor,
    extension: extensionView(shown, answering),
    supplement: supplementView(transfer),
    supplements: transfer.supplements ?? [],
    about: transfer.about?.transferId ?? null,
  };
};

/** A reply to a reporter (R6): what is owed to the person, and until when. */
export const replyView = ({ transfer: reply, allowedActions }: Seen, answering: Answering) => ({
  replyId: reply.transferId,
  status: reply.status,
  duty: reply.duty && dutyView(reply.duty, answering),
  daysLeft: daysLeftOf(reply, answering),
  repliedAt: time(reply.repliedAt),
  version: reply.version,
  allowedActions,
});

/** Whom a mail passed over is secret: records of before say it in clear. */
const withoutPassed = (detail: StoredEvent['detail']) =>
  'passed' in detail && detail.passed
    ? { ...detail, passed: detail.passed.filter((link) => link === chainEnds) }
    : detail;

/** The notice of a case is named to those who see it, too. */
const withSeenNotice = (detail: StoredEvent['detail'], { case: filed }: Transfer) =>
  'notice' in detail && detail.notice !== filed?.transferId ? { ...detail, notice: undefined } : detail;

/** Instants of a due date that moved, as all times are answered; events of before lack them. */
const withTimes = (detail: StoredEvent['detail']) =>
  'oldDueAt' in detail
    ? { ...detail, oldDueAt: time(detail.oldDueAt ?? null), newDueAt: time(detail.newDueAt ?? null) }
    : detail;

/** An event as the caller sees it, with its secret texts, opened before by the caller's right. */
export const eventView = ({ transfer }: Seen, event: StoredEvent, opened: Record<string, unknown>) => ({
  seq: event.seq,
  event: event.event,
  at: time(event.at),
  by: byOf(event.by),
  ...withSeenNotice(withTimes(withoutPassed(event.detail)), transfer),
  ...opened,
  // Kept as lines.
  ...(typeof opened.items === 'string' ? { items: opened.items.split('\n') } : {}),
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

type Asker = { actor: Actor } & Pick<Answering, 'now' | 'language'>;

/** What became of a transfer by a command, as its caller sees it. */
export const changed =
  ({ actor, now, language }: Asker, { calendar }: Pick<Answering, 'calendar'>) =>
  ({ record }: Decision, { recused }: FoundTransfer) => {
    const shown = requireSeen(actor, record, recused, now, noSuch.transfer(record.transferId));
    return transferView(shown, { now, language, calendar });
  };

/** The answer to a command: the transfer as it is now. */
export const changedAnswer =
  (asked: Asker, by: Pick<Answering, 'calendar'>) => (decision: Decision, found: FoundTransfer) => ({
    status: 200,
    body: changed(asked, by)(decision, found),
  });
