import type { ReturnReason } from '../settings.ts';
import type { WindowUnit } from '../windows.ts';
import type { Duty } from './duties.ts';
import type { ProposalKind } from './transfer.ts';

/** What goes on the timeline of a transfer: each kind of event with its plain facts. Nothing here is secret but `texts`. */

/** Who asked, as the caller's token says. */
export interface Caller {
  sub: string;
  /** The person's, as the token or the register had it then; papers and ledgers name who acknowledged. Events of before lack it. */
  name?: string;
  role: 'clerk' | 'supervisor' | 'operator' | 'auditor';
  /** Null for an operator or an auditor without a unit. */
  unitId: string | null;
  /** Nothing else that a token says of a person stands in an event: whoever asks (visibility/actor.ts) is no caller as it is. */
  forms?: never;
}

/** Who did it: a caller, maybe on behalf of another unit, or the clock. */
export type By = (Caller & { onBehalfOf?: string }) | 'clock';

/** What an event says of the duty that is owed from then on. */
export interface DutyFacts {
  duty: Duty['name'];
  owedBy: string;
  dueDate: string;
  provisional: boolean;
}

/** What an event says of a due date that moved. */
export interface MoveFacts {
  duty: Duty['name'];
  owedBy: string;
  oldDueDate: string;
  newDueDate: string;
  /** Instants (UTC); events of before lack them. */
  oldDueAt?: string;
  newDueAt?: string;
  provisional: boolean;
  calendar: string;
}

interface ToldFacts extends Partial<DutyFacts> {
  /** Key of the milestone or notice. */
  milestone: string;
  to: readonly { unitId: string; as: string }[];
  /** That the chain ended before anybody was reached. Which of its links were passed over is among the texts: that is secret. */
  passed?: readonly string[];
}

interface ProposalFacts {
  proposalId: string;
  kind: ProposalKind;
  units: readonly string[];
}

interface ExtensionFacts {
  extensionId: string;
  /** On top, in working days or, where `unit` says so, in that. */
  workingDays: number;
  unit?: WindowUnit;
}

interface Details {
  registered: DutyFacts & { late?: boolean };
  dispatched: DutyFacts & { late: boolean; corrected?: true };
  /** `office`: the one that did it in the receiver's place; events of before say so of `by` alone. */
  acknowledged: DutyFacts & { overdue: boolean; officers?: readonly string[]; content?: number; office?: string };
  'interim-feedback': { outcome: string; overdue: boolean };
  closed: { outcome: string; overdue: boolean };
  returned: DutyFacts & { reason: ReturnReason; suggested?: string };
  withdrawn: Record<never, never>;
  /** By an approved proposal, or after a return to the unit that it named. */
  rerouted: { units: readonly string[]; successors: readonly string[]; late?: boolean } & Partial<ProposalFacts>;
  'case-filed': { caseNumber: string; filedAt: string; notice: string };
  'proposal-made': ProposalFacts;
  'proposal-approved': ProposalFacts & { successors: readonly string[] };
  'proposal-refused': ProposalFacts;
  'extension-asked': DutyFacts & ExtensionFacts;
  'extension-approved': ExtensionFacts & Partial<MoveFacts>;
  'extension-refused': ExtensionFacts;
  /** The office that decides was reminded, on that day of the province. */
  undecided: ToldFacts & { on: string };
  recalled: Record<never, never>;
  'supplement-asked': DutyFacts & { supplementId: string; items: number; paused: boolean };
  supplied: Partial<MoveFacts>;
  'supplement-lapsed': Record<never, never>;
  recounted: MoveFacts;
  'acceptance-told': Record<never, never>;
  'outcome-owed': DutyFacts;
  'outcome-told': Record<never, never>;
  reminded: ToldFacts;
  escalated: ToldFacts;
  told: ToldFacts;
  'told-late': ToldFacts;
  alarmed: { error: string };
  'workflow-restarted': { attempt: number };
}

export type EventName = keyof Details;

export interface EventOf<N extends EventName> {
  event: N;
  /** Instant (UTC). */
  at: string;
  by: By;
  detail: Details[N];
  /** Secret texts by field: sealed when the event is stored, opened by the reader's right. */
  texts?: Readonly<Record<string, string>>;
}

export type Event = { [N in EventName]: EventOf<N> }[EventName];
