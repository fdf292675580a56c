import type { CountedDay } from '../calendar/calendar.ts';
import type { ReturnReason } from '../settings.ts';
import type { Telling } from '../transfer/telling.ts';
import type { Proposal } from '../transfer/transfer.ts';
import type { Rule } from '../units/routing.ts';
import type { DutyName } from '../windows.ts';

/** What the words of a headline are filled with; a name is a unit's. */
export interface About {
  duty: DutyName | null;
  owner: string;
  receiver: string;
  dueDate: string;
  /** Due date, with a word where it is provisional. */
  due: string;
  /** Due date before a recount; empty where it is not known. */
  movedFrom: string;
  /** Working days: past the due date, or asked for on top. */
  days: number;
  /** Registered or dispatched after its window. */
  late: boolean;
  final: boolean;
  reason: ReturnReason;
  suggested: string | null;
  handling: Proposal['kind'];
}

export type Headline =
  | Exclude<Telling['kind'], 'reminder' | 'escalation'>
  | 'due-today'
  | 'due'
  | 'was-due'
  | 'overdue';

/** Why an address takes no mails. */
export type ReturnedMail = 'bounced' | 'complained';

type Labels =
  | 'reference'
  | 'rule'
  | 'heldBy'
  | 'from'
  | 'to'
  | 'duty'
  | 'due'
  | 'count'
  | 'instead'
  | 'rest'
  | 'act'
  | 'look'
  | 'address'
  | 'mend'
  | 'effect'
  | 'home';

/** All that a mail says, in one language. */
export interface Words {
  /** BCP 47. */
  tag: string;
  stop: string;
  colon: string;
  comma: string;
  foot: string;
  duties: Readonly<Record<DutyName, string>>;
  rules: Readonly<Record<Rule | 'reply', string>>;
  labels: Readonly<Record<Labels, string>>;
  headlines: Readonly<Record<Headline, (about: About) => readonly [tag: string, line: string]>>;
  /** Of a mail about one transfer, or, with no reference, about many. */
  subject: (tag: string, reference: string, line: string) => string;
  /** A duty and the unit that owes it. */
  owed: (duty: DutyName, owner: string) => string;
  dueDate: (date: string, provisional: boolean) => string;
  /** A due date with the time at which it ends. */
  dueAt: (date: string, provisional: boolean, closeOfBusiness?: string) => string;
  /** One line that says why a due date is what it is (domain.md, "Explaining a date"). */
  count: (days: readonly CountedDay[], calendar: string) => string;
  /** Why this mail comes to somebody else than the supervisor of that name. */
  standsIn: (absent: string) => string;
  /** Many reminders, or escalations, of one morning. */
  morning: (kind: 'reminder' | 'escalation', owner: string, count: number) => readonly [tag: string, line: string];
  recount: {
    line: (count: number) => readonly [tag: string, line: string];
    definite: (date: string) => string;
    more: (count: number) => string;
  };
  /** To operators: mails to an address of a unit come back, or were complained of. */
  addressReturned: {
    line: (unitId: string, reason: ReturnedMail) => readonly [tag: string, line: string];
    mend: (unitId: string) => string;
  };
  /** To operators: the notice of a year is not in. */
  calendarMissing: {
    line: (year: number) => readonly [tag: string, line: string];
    mend: (year: number) => string;
    effect: string;
  };
  /** To an absent supervisor: somebody stands in for them, from the first of these days to the last. */
  standInNamed: {
    line: (from: string, until: string) => readonly [tag: string, line: string];
    labels: Readonly<Record<'unit' | 'standIn' | 'days' | 'saidBy' | 'wrong', string>>;
    days: (from: string, until: string) => string;
    /** Who said so, by capacity. */
    saidBy: Readonly<Record<'supervisor' | 'operator', (unit: string) => string>>;
    /** Whom to ask where it is wrong, by their addresses. */
    wrong: (operators: readonly string[]) => string;
  };
}
