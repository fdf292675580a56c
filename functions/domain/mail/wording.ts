import type { CountedDay } from '../calendar/count.ts';
import type { Language } from '../languages.ts';
import type { ReturnReason } from '../settings.ts';
import type { Duty } from '../transfer/duties.ts';
import type { Telling } from '../transfer/telling.ts';
import type { ProposalKind, Transfer } from '../transfer/transfer.ts';
import type { DutyName, WindowUnit } from '../windows.ts';

/** So much time, in the unit in which it is counted. */
export interface Amount {
  count: number;
  unit: WindowUnit;
}

/** What the words of a headline are filled with; a name is a unit's, a date is one of the province. */
export interface About {
  duty: DutyName | null;
  rule: Transfer['rule'];
  owner: string;
  sender: string;
  receiver: string;
  /** With the time where the window is in hours; empty where nothing is due. */
  dueDate: string;
  /** The same, with a word where it is provisional. */
  due: string;
  /** The same with the time of day, as far as it is known. */
  until: string;
  /** Due date before a recount; empty where it is not known. */
  movedFrom: string;
  /** Of a late notice: the day from which the sender's window was counted, and the date that was missed; empty where they are not known. */
  discovered: string;
  missed: string;
  /** Day on which an extension was asked for that is not decided; empty where none was. */
  askedOn: string;
  /** Overdue, undecided, or asked for and granted on top. */
  amount: Amount;
  /** Registered or dispatched after its window. */
  late: boolean;
  final: boolean;
  reason: ReturnReason;
  suggested: string | null;
  handling: ProposalKind;
  /** That a proposal names. */
  units: readonly string[];
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
  | 'grace'
  | 'count'
  | 'basis'
  | 'missed'
  | 'overdue'
  | 'units'
  | 'asked'
  | 'why'
  | 'informed'
  | 'instead'
  | 'again'
  | 'rest'
  | 'act'
  | 'address'
  | 'mend'
  | 'effect';

/** All that a mail says, in one language. */
export interface Words {
  language: Language;
  /** BCP 47. */
  tag: string;
  stop: string;
  colon: string;
  comma: string;
  /** Between the parts of a list. */
  and: string;
  foot: string;
  duties: Readonly<Record<DutyName, string>>;
  rules: Readonly<Record<Transfer['rule'], string>>;
  labels: Readonly<Record<Labels, string>>;
  headlines: Readonly<Record<Headline, (about: About) => readonly [tag: string, line: string]>>;
  /** Label of the day from which the sender's window was counted. */
  began: Readonly<Record<Transfer['rule'], string>>;
  /** Of a mail about these transfers, or, with no reference, about many. */
  subject: (tag: string, references: readonly string[], line: string) => string;
  /** A duty and the unit that owes it. */
  owed: (duty: DutyName, owner: string) => string;
  amount: (amount: Amount) => string;
  overdue: (amount: Amount) => string;
  dueDate: (date: string, provisional: boolean) => string;
  /** A due date with the time at which it ends. */
  dueAt: (date: string, time: string, provisional: boolean) => string;
  /** Behind a due date while its clock stands still. */
  standsStill: string;
  isOver: string;
  /** Of an earlier date that a recount gave: until when it is not overdue. */
  grace: (date: string) => string;
  /** One line that says why a due date is what it is, and ends with what that rests on (domain.md, "Explaining a date"). */
  count: (days: readonly CountedDay[], duty: Pick<Duty, 'unit' | 'run' | 'extended'>) => string;
  /** What is asked of whoever reads an escalation; of many, with no duty named. */
  asked: Readonly<Record<'owner' | 'supervisor' | 'office', (owner: string, duty: DutyName | null) => string>>;
  /** Units, where several owe what a mail is about. */
  several: string;
  /** Why it comes to this level: by the step of the chain, in working days. `wasLate`: counted from its registration, since it was overdue already. */
  why: (step: number, level: 'supervisor' | 'office', wasLate: boolean) => string;
  /** Who was told before, and when first. */
  informed: (unit: string, as: string, date: string) => string;
  /** Why this mail comes to somebody else than the supervisor of that name. */
  standsIn: (absent: string) => string;
  /** Nobody knows whether it was sent before. */
  secondCopy: string;
  /** Many of one kind to one reader: `owner` where one unit owes them all, null where several do. */
  many: Readonly<Record<Telling['kind'], (count: number, owner: string | null) => string>>;
  recount: {
    line: (count: number) => readonly [tag: string, line: string];
    /** Moved there and back, for whoever heard of the first move only. */
    stays: (due: string) => string;
    definite: (date: string) => string;
    /** The new date has passed: done by the end of that day it is in time all the same. */
    inTimeUntil: (date: string) => string;
    more: (count: number) => string;
  };
  /** To operators: mails to an address of a unit come back, or were complained of. */
  addressReturned: {
    line: (unitId: string, reason: ReturnedMail) => readonly [tag: string, line: string];
    mend: (unitId: string) => string;
  };
  /** To operators: the notices of these years are not in. */
  calendarMissing: {
    line: (years: readonly number[]) => readonly [tag: string, line: string];
    mend: (years: readonly number[]) => string;
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
