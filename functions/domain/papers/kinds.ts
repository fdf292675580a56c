import { Refusal } from '../errors.ts';
import type { Text } from '../languages.ts';
import type { Event, EventName } from '../transfer/events.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Unit } from '../units/forms.ts';
import { deskOf, isRecusedUnit, type Recused } from '../units/recusal.ts';

/** The papers that go with a transfer (domain.md, "Papers and mails in official style"): each is of one event of its timeline. */

/** Who issues a paper: a side of the transfer, or the leading group office. */
type Issuer = 'from' | 'to' | 'office';

interface Kind {
  title: Text;
  events: readonly EventName[];
  /** Of which transfers; left out: of all, the reply to a reporter and supplements too. */
  rules?: readonly Transfer['rule'][];
  issuedBy: Issuer;
  /** What `content=true` adds: the clue itself, the secret texts of the event, or nothing, since there is no more to say. */
  content: 'clue' | 'texts' | 'none';
}

const ofClues = ['organised-crime', 'misconduct'] as const;

/** By the names that URLs have. */
const paperKinds = {
  'transfer-letter': {
    title: { zh: '线索移送函', en: 'Letter of transfer' },
    events: ['dispatched'],
    rules: ofClues,
    issuedBy: 'from',
    content: 'clue',
  },
  receipt: {
    title: { zh: '移送回执', en: 'Receipt' },
    events: ['acknowledged'],
    issuedBy: 'to',
    content: 'none',
  },
  'return-letter': {
    title: { zh: '退回函', en: 'Letter of return' },
    events: ['returned'],
    issuedBy: 'to',
    content: 'texts',
  },
  'supplement-request': {
    title: { zh: '补充材料通知', en: 'Request for a supplement' },
    events: ['supplement-asked'],
    issuedBy: 'to',
    content: 'texts',
  },
  'feedback-letter': {
    title: { zh: '办理情况反馈函', en: 'Letter of feedback' },
    events: ['interim-feedback', 'closed'],
    issuedBy: 'to',
    content: 'texts',
  },
  // Of the notice itself, so that whoever sees only the transfer that the case was filed on learns nothing of it.
  'case-notice': {
    title: { zh: '立案情况通报', en: 'Notice of a filed case' },
    events: ['dispatched'],
    rules: ['case-notice'],
    issuedBy: 'from',
    content: 'clue',
  },
  reminder: {
    title: { zh: '催办单', en: 'Reminder' },
    events: ['reminded'],
    issuedBy: 'office',
    content: 'none',
  },
  escalation: {
    title: { zh: '督办单', en: 'Escalation' },
    events: ['escalated'],
    issuedBy: 'office',
    content: 'none',
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type PaperKind = keyof typeof paperKinds;
export const paperKindNames = Object.keys(paperKinds) as [PaperKind, ...PaperKind[]];

export const kindSays = (kind: PaperKind): Kind => paperKinds[kind];

type Placed = Pick<Event, 'event' | 'detail'> & { seq: number; at: string };
type Of = Pick<Transfer, 'rule' | 'from' | 'to' | 'duty'>;

/** Whether the desk of a unit may hear of the clue, by its id. */
export type Hears = (unitId: string) => boolean;

/** As the mails have it; a unit that is not registered has no desk, and is asked by its id. */
export const hearing =
  (units: ReadonlyMap<string, Pick<Unit, 'unitId' | 'name' | 'emails'>>, recused: Recused): Hears =>
  (unitId) => {
    const unit = units.get(unitId);
    return unit ? deskOf(unit, recused).length > 0 : !isRecusedUnit(recused, { unitId, name: unitId });
  };

/** The unit that owes what a reminder or an escalation is about. */
export const owedBy = ({ to, duty }: Pick<Transfer, 'to' | 'duty'>, { detail }: Pick<Event, 'detail'>): string =>
  ('owedBy' in detail ? detail.owedBy : undefined) ?? duty?.owedBy ?? to;

/** Id of the unit that a paper goes to (主送机关). */
export const addresseeOf = (kind: PaperKind, transfer: Of, event: Pick<Event, 'detail'>): string => {
  const { issuedBy } = kindSays(kind);
  if (issuedBy === 'office') return owedBy(transfer, event);
  return issuedBy === 'from' ? transfer.to : transfer.from;
};

const isOf = (kind: PaperKind, rule: Transfer['rule'], { event }: Pick<Event, 'event'>): boolean => {
  const { events, rules } = kindSays(kind);
  return events.includes(event) && (rules?.includes(rule) ?? true);
};

/** A paper that can be taken out. `event`: the number of its event; `at`: an instant (UTC). */
export interface PaperThere {
  kind: PaperKind;
  event: number;
  at: string;
}

/** Whether the event makes such a paper, and to a unit that may hear of the clue. */
const isThere = (kind: PaperKind, transfer: Of, event: Placed, hears: Hears): boolean =>
  isOf(kind, transfer.rule, event) && hears(addresseeOf(kind, transfer, event));

/** Every paper of a transfer, in the order of its timeline: as much of that as the caller sees. */
export const papersOf = (transfer: Of, timeline: readonly Placed[], hears: Hears): PaperThere[] =>
  timeline.flatMap((one) =>
    paperKindNames
      .filter((kind) => isThere(kind, transfer, one, hears))
      .map((kind) => ({ kind, event: one.seq, at: one.at })),
  );

/** Papers that a refusal names, the newest: a year of reminders would be no answer. */
const mostNamed = 20;

/**
 * The event that a paper is of: the one of that number, or the newest of the kind.
 * @throws Refusal `not-found` that says which papers there are.
 */
export const eventOfPaper = <E extends Placed>(
  kind: PaperKind,
  wanted: number | undefined,
  transfer: Of,
  timeline: readonly E[],
  hears: Hears,
): E => {
  const found = timeline.findLast(
    (one) => isThere(kind, transfer, one, hears) && (wanted === undefined || one.seq === wanted),
  );
  if (found) return found;
  const { zh, en } = kindSays(kind).title;
  const list = papersOf(transfer, timeline, hears)
    .slice(-mostNamed)
    .map((one) => `${one.kind}?event=${one.event}`);
  throw new Refusal('not-found', {
    zh: `该移送没有所要的${zh}${list.length > 0 ? `，可出具的有 ${list.join('、')}` : '，目前没有可出具的文书'}。`,
    en: `This transfer has no such paper (${en.toLowerCase()})${list.length > 0 ? `; it has ${list.join(', ')}` : ', nor any other yet'}.`,
  });
};

/** @throws Refusal `bad-input` for a kind that has no content to add. */
export const requireContent = (kind: PaperKind): void => {
  const { content, title } = kindSays(kind);
  if (content !== 'none') return;
  throw new Refusal(
    'bad-input',
    {
      zh: `${title.zh}不含线索内容，请去掉 content。`,
      en: `A ${title.en.toLowerCase()} has no content: leave content out.`,
    },
    [
      {
        path: 'content',
        message: { zh: '该类文书没有此项内容，请去掉', en: 'adds nothing to this kind of paper: leave it out' },
      },
    ],
  );
};
