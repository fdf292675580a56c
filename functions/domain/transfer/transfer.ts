import { dateIn } from '../calendar/time.ts';
import type { EscalationTarget, ReturnReason, Settings } from '../settings.ts';
import type { Rule } from '../units/routing.ts';
import type { Duty } from './duties.ts';
import type { MilestoneTarget } from './milestones.ts';
import { hasEnded, type Status } from './status.ts';

/** The record of a transfer. */

/** Who sends and who receives. Of what became of a transfer elsewhere, its successors' records tell. */
export interface Parties {
  from: string;
  to: string;
  /** Null until it was dispatched for the first time: before that the receiver knows of nothing. */
  dispatchedAt: string | null;
}

/** Whose offices watch over it: where the receiver is, and the regions above that, from the inside out. */
export interface Overseen {
  regionPath: readonly string[];
}

/** Parties of another transfer of the clue, the notice of its case. It was dispatched as it was made. */
interface NoticeParties extends Overseen {
  from: string;
  to: string;
}

/** Who asked for something that an office decides, and which office. */
export interface Application {
  office: string;
  /** Forms by which the person is known again, in whatever unit. */
  applicant: readonly string[];
}

/** Something to be told once, as soon as mails may go out. */
export interface Notice {
  /** Unique on its transfer. */
  key: string;
  kind:
    | 'dispatched'
    | 'recalled'
    | 'supplement-asked'
    | 'supplied'
    | 'late'
    | 'recounted'
    | 'extension-asked'
    | 'extension-approved'
    | 'extension-refused'
    | 'returned'
    | 'feedback'
    | 'proposal-made'
    | 'proposal-approved'
    | 'proposal-refused';
  /** Instant (UTC). */
  at: string;
  to: readonly MilestoneTarget[];
  /** What its mail says beside the record; nothing secret. */
  facts?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** A duty that was done: its due date, whether it was overdue then, and how many working days it took. */
export interface Done {
  dueDate: string;
  overdue: boolean;
  workingDays: number;
}

/** A longer window that was asked for and not yet decided. */
interface Extension {
  extensionId: string;
  workingDays: number;
  askedAt: string;
  askedBy: string;
  /** Day of the province on which the office that decides was reminded last. */
  remindedOn?: string;
}

/** What the receiver lacks and has asked the sender for: owed on a record of its own, under its id. */
interface Supplement {
  supplementId: string;
  askedAt: string;
  askedBy: string;
  /** How many things were asked for; which, the timeline says. */
  items: number;
}

/** Who was told of the present duty before, in which capacity, and when. Instants (UTC). */
export interface Informed {
  unitId: string;
  as: string;
  /** First. */
  at: string;
  /** Later, the newest ones. Left out where there was no more, and by records of before. */
  again?: readonly string[];
  /** How often in all. Left out where it was once, and by records of before. */
  times?: number;
}

/** How a clue is to be dealt with elsewhere (R8): by the same organ of another region, one level up, a named unit, or others as well. */
export const proposalKinds = ['elsewhere', 'elevate', 'designate', 'joint'] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** A handling proposal that is not yet decided. */
export interface Proposal {
  proposalId: string;
  kind: ProposalKind;
  /** Unit ids that it names, or means. */
  units: readonly string[];
  madeAt: string;
  madeBy: string;
}

/** Instants are UTC texts, parties are unit ids. */
export interface Transfer extends Parties, Overseen {
  transferId: string;
  clueId: string;
  reference: string;
  /**
   * `reply`, `supplement`: no transfers but the reply to a reporter (R6), and what a sender is asked to supply, kept as ones: the same
   * machine keeps their time.
   */
  rule: Rule | 'reply' | 'supplement';
  regionCode: string;
  status: Status;
  /** Registered or dispatched after its window. */
  late: boolean;
  /** Counts commands; callers compare it by If-Match. */
  version: number;
  /** How the clue came (domain.md, "Units"). */
  channel: string;
  /** Reply that waits for this transfer to end (R6). */
  replyId: string | null;
  discoveredAt: string;
  registeredAt: string;
  dispatchedAt: string | null;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  /** The person's, where it was known; null on records of before. */
  acknowledgedByName: string | null;
  /** The office that acknowledged it in the receiver's place; null where the receiver did, and on records of before. */
  acknowledgedByOffice: string | null;
  closedAt: string | null;
  /** Of the last feedback, interim or final. */
  feedbackAt: string | null;
  outcome: string | null;
  /** When the outcome was told to the person who reported the clue (R6). */
  repliedAt: string | null;
  /** How each duty ended that was done. */
  done: Readonly<Partial<Record<Duty['name'], Done>>>;
  duty: Duty | null;
  /** Key of the present duty's milestone that was handled last. */
  handled: string | null;
  /** How often it was escalated, in all and to whom. */
  escalations: number;
  escalatedTo: Readonly<Partial<Record<EscalationTarget, number>>>;
  /** Month of its registration in the province: what statistics go by. */
  month: string;
  /** Its region with those above it, from the top down: `370000/371400/371402`. */
  lineage: string;
  /** Told before any milestone, in this order. */
  notices: readonly Notice[];
  extension: Extension | null;
  proposal: Proposal | null;
  /** Why it came back, and the unit that should have it where that is known. */
  returned: { reason: ReturnReason; suggested: string | null } | null;
  /** How it stood when its receiver gave the clue back: what comes after is not theirs. Left out by records of before. */
  leftWith?: Pick<Transfer, 'escalations' | 'escalatedTo' | 'version' | 'done' | 'duty'> | null;
  /** The case filed on the clue, and the other transfer of it: the notice, or on it the one it came from, if any (R3). */
  case: { caseNumber: string; filedAt: string; transferId: string | null } | null;
  /** Assigned for early involvement (R7). */
  officers: readonly string[];
  /** Transfers that go on in its place or beside it, by a proposal or after a return, and the one that it goes on from. */
  successors: readonly string[];
  predecessor: string | null;
  /** Who sees the notice of the case (R3). Left out where there is none, and by records of before. */
  notice?: NoticeParties;
  /** What waits for a decision, by its id. Left out by records of before. */
  applications?: Readonly<Record<string, Application>>;
  /** The supplement that is owed, and all that were asked for. Left out where none was. */
  supplement?: Supplement | null;
  supplements?: readonly string[];
  /** On a supplement: the transfer that it is for. */
  about?: { transferId: string; rule: Rule };
  /** Left out by records of before. */
  informed?: readonly Informed[];
  /** Instant of the last event: a clock that runs backwards does not take the record with it. */
  changedAt: string;
  /** Counts the workflow's executions: all but the newest are void. */
  attempt: number;
  /** Version of the clue's content that was acknowledged. Left out by records of before. */
  contentVersion?: number | null;
}

/** Whether something is owed, is still to be told, or is waited for: then it has a workflow. */
export const isOpen = ({ duty, notices, status }: Pick<Transfer, 'duty' | 'notices' | 'status'>): boolean =>
  duty !== null || notices.length > 0 || status === 'waiting';

/** What waits for a decision on it: which application, of which office. */
export const undecidedOf = ({
  extension,
  proposal,
  applications = {},
}: Pick<Transfer, 'extension' | 'proposal' | 'applications'>): { id: string; office: string }[] =>
  [extension?.extensionId, proposal?.proposalId].flatMap((id) => {
    const office = id === undefined ? undefined : applications[id]?.office;
    return id === undefined || office === undefined ? [] : [{ id, office }];
  });

/** Whether it stands beside the transfers of its clue, and is in no ledger and in no statistics. */
export const standsBeside = ({ rule }: Pick<Transfer, 'rule'>): boolean => rule === 'reply' || rule === 'supplement';

/** Of each clue, rule and receiver one transfer is open at a time: whether this one is it. */
export const holdsPlace = (transfer: Pick<Transfer, 'rule' | 'status'>): boolean =>
  !standsBeside(transfer) && !hasEnded(transfer);

/** Whether it was ever dispatched, by what statistics know of a transfer: one that was withdrawn before never had an acknowledgement to be owed. */
export const wasDispatched = ({ status, done }: Pick<Transfer, 'status' | 'done'>): boolean =>
  status !== 'registered' && (status !== 'withdrawn' || done.acknowledge !== undefined);

/** What a record begins with. */
export type Made = Pick<
  Transfer,
  | 'transferId'
  | 'clueId'
  | 'reference'
  | 'rule'
  | 'from'
  | 'to'
  | 'regionCode'
  | 'regionPath'
  | 'channel'
  | 'lineage'
  | 'replyId'
  | 'discoveredAt'
>;

/** The lineage of a region, from its path: those above it come first. */
export const lineageOf = (regionPath: readonly string[]): string => [...regionPath].reverse().join('/');

/** Where a transfer is dealt with: in the first region of the path, overseen from there upwards. */
export const seatOf = (regionPath: readonly string[]): Pick<Transfer, 'regionCode' | 'regionPath' | 'lineage'> => ({
  regionCode: regionPath[0] ?? '',
  regionPath,
  lineage: lineageOf(regionPath),
});

/** What nothing has happened to yet. */
export const untouched = {
  late: false,
  version: 1,
  dispatchedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgedByName: null,
  acknowledgedByOffice: null,
  closedAt: null,
  feedbackAt: null,
  outcome: null,
  repliedAt: null,
  done: {},
  duty: null,
  handled: null,
  escalations: 0,
  escalatedTo: {},
  notices: [],
  extension: null,
  proposal: null,
  returned: null,
  case: null,
  officers: [],
  successors: [],
  contentVersion: null,
} as const satisfies Partial<Transfer>;

/** A record of which nothing is owed yet: what its first event makes of it, `evolve` says. */
export const bareTransfer = (made: Made, { now, settings }: { now: Date; settings: Settings }): Transfer => ({
  ...made,
  ...untouched,
  status: 'registered',
  month: dateIn(settings.timeZone, now).slice(0, 7),
  registeredAt: now.toISOString(),
  predecessor: null,
  changedAt: now.toISOString(),
  attempt: 1,
});
