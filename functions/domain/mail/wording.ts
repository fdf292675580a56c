import type { CountedDay } from '../calendar/count.ts';
import type { Language } from '../languages.ts';
import type { ReturnReason } from '../settings.ts';
import type { Duty } from '../transfer/duties.ts';
import type { Telling } from '../transfer/telling.ts';
import type { ProposalKind, Transfer } from '../transfer/transfer.ts';
import type { DutyName, WindowUnit } from '../windows.ts';

/** What there is to be said in a mail; each language says it in its own words. */

/** So much time, in the unit in which it is counted. */
export interface Amount {
  count: number;
  unit: WindowUnit;
}

/** Time that is left until a duty falls due. */
export interface Left {
  count: number;
  unit: WindowUnit | 'minutes';
}

/** A day of the province and, where it matters and is known, the time of day: `24:00` is its end. */
export interface Moment {
  date: string;
  time: string | null;
}

/** A unit as it is named to the reader. */
export interface Party {
  name: string;
  /** Whether the mail is addressed to its desk. */
  isReader: boolean;
}

/** In which capacity somebody reads of a duty: as the unit that owes it, as its supervisor, or as an office that oversees it. */
export type Capacity = 'owner' | 'supervisor' | 'office';

/** What the words of a mail about one transfer are filled with. */
export interface About {
  reference: string;
  /** Of the transfer itself; of a supplement, of the one that it is for. */
  kind: Transfer['rule'];
  duty: DutyName | null;
  owner: Party;
  sender: Party;
  receiver: Party;
  capacity: Capacity;
  /** Today, in the province: its year is not said again. */
  today: string;
  /** Null where nothing is due. */
  due: Moment | null;
  provisional: boolean;
  standsStill: boolean;
  /** Null where its time is over, or nothing is due. */
  left: Left | null;
  /** The due date before a recount. */
  movedFrom: Moment | null;
  /** Of a late notice: the day from which the sender's window was counted; empty where it is not known. */
  discovered: string;
  /** When the window that was missed ended; null where it is not known. */
  missed: Moment | null;
  /** Day on which it was dispatched all the same; empty where it was not. */
  sentOn: string;
  /** Whether what was missed is owed still. */
  stillOwed: boolean;
  /** Day on which an extension was asked for that is not decided; empty where none was. */
  askedOn: string;
  /** How much that extension is; null where none was asked for. */
  asked: Amount | null;
  /** Overdue, undecided, or asked for and granted on top. */
  amount: Amount;
  /** Registered or dispatched after its window. */
  late: boolean;
  final: boolean;
  reason: ReturnReason;
  suggested: string | null;
  handling: ProposalKind;
  /** Of a dispatch: corrected, and not for the first time. */
  corrected: boolean;
  /** Of a dispatch by an approved proposal: which kind, and who handled the clue before, as far as they may be named; null of any other. */
  goesOn: { handling: ProposalKind; former: string | null } | null;
  /** That a proposal names. */
  units: readonly string[];
  /** The office that decided; null where the record does not say, or where it must not hear of the clue. */
  decidedBy: string | null;
}

/** What has come back, as far as a mail says why. */
export interface Returned extends Pick<About, 'kind'>, Partial<Pick<About, 'reason' | 'suggested'>> {}

/** A duty in a table: whose it is, and of what. */
interface Owed extends Returned {
  duty: DutyName;
  owner: string;
}

export type Headline =
  | Exclude<Telling['kind'], 'reminder' | 'escalation'>
  | 'due-today'
  | 'due'
  | 'was-due'
  | 'overdue';

/** The tag of a mail's subject, and what it says in one line. */
export type Tagged = readonly [tag: string, line: string];

/** Of each headline what its subject says, and what its first paragraph does: what happened, and what is to be done until when. */
export interface Sentences {
  headlines: Readonly<Record<Headline, (about: About) => Tagged>>;
  bodies: Readonly<Record<Headline, (about: About) => string>>;
}

/** Why an address takes no mails. */
export type ReturnedMail = 'bounced' | 'complained';

type Labels =
  | 'reference'
  | 'rule'
  | 'matter'
  | 'heldBy'
  | 'from'
  | 'to'
  | 'formerTo'
  | 'duty'
  | 'due'
  | 'grace'
  | 'count'
  | 'basis'
  | 'missed'
  | 'overdue'
  | 'units'
  | 'said'
  | 'why'
  | 'informed'
  | 'instead'
  | 'again'
  | 'rest'
  | 'act'
  | 'read'
  | 'contact'
  | 'office'
  | 'address'
  | 'mend'
  | 'effect';

/** How far an escalation has come: the step by which it comes, and how long it is overdue as it is sent. */
export interface Step {
  duty: DutyName;
  step: number;
  level: 'supervisor' | 'office';
  overdue: Amount;
  /** Working days since it came on the record, where it was overdue by then. */
  sinceOnRecord: number | null;
}

/** What mails say that are about no transfer, or about many by one cause. */
export interface NoticeWords {
  recount: {
    line: (count: number) => Tagged;
    /** From one date to another. */
    moves: (from: string, to: string) => string;
    /** Moved there and back, for whoever heard of the first move only. */
    stays: (due: string) => string;
    definite: (date: string) => string;
    /** The new date has passed: done by then it is in time all the same. */
    inTimeUntil: (end: Moment) => string;
    more: (count: number) => string;
  };
  /** Whom a mail to operators is addressed to. */
  operators: string;
  /** To operators: mails to an address of a unit come back, or were complained of. */
  addressReturned: {
    line: (unit: string, reason: ReturnedMail) => Tagged;
    mend: (unitId: string) => string;
  };
  /** To operators: the notices of these years are not in. */
  calendarMissing: {
    line: (years: readonly number[]) => Tagged;
    mend: (years: readonly number[]) => string;
    effect: string;
  };
  /** To an absent supervisor: somebody stands in for them, from the first of these days to the last. */
  standInNamed: {
    line: (from: string, until: string) => Tagged;
    labels: Readonly<Record<'unit' | 'standIn' | 'days' | 'saidBy' | 'wrong', string>>;
    days: (from: string, until: string) => string;
    /** Who said so, by capacity. */
    saidBy: Readonly<Record<'supervisor' | 'operator', (unit: string) => string>>;
    /** Whom to ask where it is wrong, by their addresses. */
    wrong: (operators: readonly string[]) => string;
  };
}

/** All that a mail says, in one language. */
export interface Words extends Sentences, NoticeWords {
  language: Language;
  /** BCP 47. */
  tag: string;
  stop: string;
  colon: string;
  /** Between the parts of a list. */
  and: string;
  /** Before each paragraph of plain text, and of HTML as CSS has it. */
  indent: { plain: string; css: string };
  /** Who signs where nobody does on whose behalf the mail is. */
  system: string;
  foot: string;
  /** The first line, by capacity. */
  addressee: Readonly<Record<'unit' | 'supervisor' | 'stand-in', (unit: string) => string>>;
  duties: Readonly<Record<DutyName, string>>;
  rules: Readonly<Record<Transfer['rule'], string>>;
  labels: Readonly<Record<Labels, string>>;
  /** Label of the day from which the sender's window was counted. */
  began: Readonly<Record<Transfer['rule'], string>>;
  /** Of a mail about these transfers (`kind`: of the one) or, with no reference, about many or none. */
  subject: (tag: string, references: readonly string[], line: string, kind?: string) => string;
  /** A day with its year. */
  date: (date: string) => string;
  /** A day with its year, and the time of day where it is known. */
  moment: (moment: Moment) => string;
  /** A duty and the unit that owes it. */
  owed: (owed: Owed) => string;
  amount: (amount: Amount) => string;
  /** A date as it is written, with a word where it is provisional. */
  dueDate: (date: string, provisional: boolean) => string;
  /** Why it is provisional, behind a date. */
  provisional: string;
  /** Behind a due date while its clock stands still. */
  standsStill: string;
  isOver: string;
  /** Of an earlier date that a recount gave: until when it is not overdue. */
  grace: (end: Moment) => string;
  /** One line that says why a due date is what it is (domain.md, "Explaining a date"). */
  count: (days: readonly CountedDay[], duty: Pick<Duty, 'unit' | 'run' | 'extended'>) => string;
  /** What is asked of whoever reads many escalations. */
  asked: Readonly<Record<Capacity, (owner: string) => string>>;
  /** Units, where several owe what a mail is about. */
  several: string;
  /** Why an escalation comes to this level. */
  why: (step: Step) => string;
  /** That an extension was asked for and is not decided, by which the reader learns why nothing moves; empty where none is. */
  undecided: (about: Pick<About, 'asked' | 'askedOn' | 'today'>) => string;
  /** Who was told before, on which days, and how often in all where the days do not say; as of `today`. */
  informed: (unit: string, as: string, days: readonly string[], times: number | null, today: string) => string;
  /** Why this mail comes to somebody else than the supervisor of that name. */
  standsIn: (absent: string) => string;
  /** Nobody knows whether it was sent before. */
  secondCopy: string;
  /** A unit and its telephone. */
  call: (unit: string, phone: string) => string;
  /** Many of one kind to one reader: `owner` where one unit owes them all, null where several do. `worst`: what is to be said of the first of them; `asks`: what is asked of whoever reads of a delay. */
  many: Readonly<Record<Telling['kind'], (count: number, owner: Party | null, worst: string, asks: string) => string>>;
  /** What is asked of them in few words, for the subject. */
  asks: string;
  /** Of many reminders: when the first falls due. */
  earliest: (about: Pick<About, 'due' | 'left' | 'today'>) => string;
  /** Of many escalations: how long the oldest is overdue. */
  longest: (amount: Amount) => string;
}
