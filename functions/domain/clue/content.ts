import { badField, Refusal } from '../errors.ts';
import type { Text } from '../languages.ts';
import type { By } from '../transfer/events.ts';
import { hasEnded } from '../transfer/status.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { same } from '../transfer/verification.ts';
import { canTake, type Meeting, type Recused, recusedAs, resolved, type WhoIsWho } from '../units/recusal.ts';
import { type Clue, type Content, contentVersionOf, keptKinds } from './clue.ts';
import type { ClueEvent } from './decision.ts';
import { type Corrected, contentNames } from './submission.ts';

/** Correcting corrects: the sender changes what a clue says. Each version stays on the clue's record. */

/** What is known of a clue whose content is to be corrected. */
export interface Correctable {
  clue: Clue;
  content: Content;
  /** All of the clue. */
  transfers: readonly Transfer[];
  recused: Recused;
  /** Entries of a record of before that were never resolved against the register. */
  unresolved: readonly string[];
}

/** Who must not hear of the clue from here on, beside those who must not already. */
interface NewlyNamed {
  forms: readonly string[];
  /** Each subject as it stands now, and whom it met in the register. */
  meetings: readonly Meeting[];
}

/** The record as it is from here on. What changes nothing has no event, and makes no version. */
export interface ContentDecision {
  record: Clue;
  /** What was changed; it replaces what stood there. */
  changed: Partial<Content>;
  event: ClueEvent | null;
  /** Null where the subjects are as they were. */
  named: NewlyNamed | null;
  /** The transfers in which the clue goes on: what oversees these sees that it was corrected. */
  concerned: readonly Transfer[];
  facts: readonly never[];
}

/** What is written of a clue at the most: an item of the table holds all of it, with whom it names and how it was corrected. */
const mostBytes = 300_000;
const mostVersions = 50;

/**
 * Whether nobody but its own unit has the clue in hand: one that the unit deals with itself is its own to correct for so long. Once an
 * organ has a part of it, or the notice of its case, that organ has to ask for what is missing, as for any other clue: what it acknowledged
 * does not change behind its back.
 */
const isOwn = (clue: Clue, transfers: readonly Transfer[]): boolean =>
  keptKinds(clue).length > 0 &&
  transfers.every(({ status, dispatchedAt }) => dispatchedAt === null || status === 'withdrawn');

/** Whether the sender has to see to what the clue says, by this transfer: it may correct it. */
export const owesContent = ({ status, supplement }: Transfer): boolean =>
  status === 'registered' || status === 'returned' || (!hasEnded({ status }) && (supplement ?? null) !== null);

/** What its unit can do about a clue that it may not correct now. */
const mendOf = (own: readonly Transfer[]): Text => {
  if (own.every(hasEnded)) {
    return {
      zh: '该线索的移送均已终结，请另行登记线索',
      en: 'all its transfers have ended. Submit a new clue',
    };
  }
  if (own.some(({ status }) => status === 'dispatched')) {
    return {
      zh: '线索已移送，接收单位未要求补充，请与接收单位联系，由其退回或者要求补充材料',
      en: 'its receiver has it, and has not asked for more. Ask the receiver to return it, or to ask for a supplement',
    };
  }
  return {
    zh: '接收单位已签收，请与接收单位联系，由其要求补充材料',
    en: 'its receiver has acknowledged it. Ask the receiver to ask for a supplement',
  };
};

/** @throws Refusal `wrong-status` with a mend that fits the state. */
const requireOwed = (clue: Clue, transfers: readonly Transfer[]): void => {
  // A notice that public security made of another unit's clue is not for that unit to correct.
  const own = transfers.filter(({ from }) => from === clue.unitId);
  if (own.some(owesContent) || isOwn(clue, transfers)) return;
  const mend = mendOf(own);
  throw new Refusal('wrong-status', {
    zh: `线索内容只能在移送前、退回后或者接收单位要求补充材料时更正；${mend.zh}。`,
    en: `A clue is corrected before it is dispatched, after a return, or when a supplement was asked for; ${mend.en}.`,
  });
};

const changedBy = (content: Content, wanted: Corrected): Partial<Content> =>
  Object.fromEntries(
    contentNames().flatMap((name) => {
      const value = wanted[name];
      return value === undefined || same(value, content[name]) ? [] : [[name, value]];
    }),
  );

/** @throws Refusal `wrong-status`, `too-large`. */
const requireRoom = (clue: Clue, content: Content): void => {
  if (contentVersionOf(clue) >= mostVersions) {
    throw new Refusal('wrong-status', {
      zh: `线索内容最多保留 ${mostVersions} 个版本，该线索已达上限，请撤回后重新登记。`,
      en: `A clue has ${mostVersions} versions at the most, and this one has them. Withdraw it, and submit it anew.`,
    });
  }
  if (new TextEncoder().encode(JSON.stringify(content)).length > mostBytes) {
    throw new Refusal('too-large', {
      zh: `线索内容合计不得超过 ${mostBytes} 字节（约 ${Math.floor(mostBytes / 3)} 个汉字），请精简正文。`,
      en: `The content of a clue may have ${mostBytes} bytes in all. Shorten its text.`,
    });
  }
};

/** Those who have the clue now, or have to go on with it: the unit itself, and who holds an open transfer of it. */
const holders = (clue: Clue, transfers: readonly Transfer[]): string[] => [
  ...new Set([clue.unitId, ...transfers.flatMap((one) => (hasEnded(one) ? [] : [one.from, one.to]))]),
];

const both = (one: Recused, other: Recused): Recused => ({ meets: (forms) => one.meets(forms) || other.meets(forms) });

/** @throws Refusal `bad-input` that names the first subject by which a unit that has the clue could go on with it no more. */
const requireHolders = (
  { clue, transfers, recused }: Correctable,
  subjects: Content['subjects'],
  who: readonly WhoIsWho[],
  regions: readonly string[],
): void => {
  const ids = holders(clue, transfers);
  const held = who.filter((unit) => ids.includes(unit.unitId) && canTake(recused, unit));
  const metBy = (count: number): WhoIsWho | undefined => {
    const entries = subjects.slice(0, count).map(({ name }) => name);
    const after = both(recused, recusedAs(resolved(entries, who, regions).forms));
    return held.find((unit) => !canTake(after, unit));
  };
  if (!metBy(subjects.length)) return;
  const n = subjects.findIndex((_, at) => metBy(at + 1));
  const unitId = metBy(n + 1)?.unitId;
  throw badField(`subjects.${n}`, {
    zh: `更正后线索将涉及正在承办的 ${unitId}，请撤销或撤回后重新登记，由上一级机关接收`,
    en: `the clue would be with ${unitId}, whom it names then: withdraw it, or recall it, and submit it anew, so that it goes one level up`,
  });
};

/**
 * Subjects are resolved anew. Nothing ends a recusal: those named before stay so. A bare name means people of the clue's region and those
 * above it, and of the regions where its transfers lie.
 */
const namedBy = (found: Correctable, subjects: Content['subjects'], who: readonly WhoIsWho[]): NewlyNamed => {
  const { clue, transfers, unresolved } = found;
  const regions = [...new Set([...clue.regionPath, ...transfers.flatMap(({ regionPath }) => regionPath)])];
  requireHolders(found, subjects, who, regions);
  const entries = [...new Set(subjects.map(({ name }) => name))];
  return {
    forms: resolved([...entries, ...unresolved], who, regions).forms,
    meetings: resolved(entries, who, regions).meetings,
  };
};

/**
 * Corrects the content of a clue, for the unit that registered it. `who`: all units with their people; none where no subjects are sent.
 * The instant of a version lies at or after all that happened to the clue's transfers.
 * @throws Refusal `wrong-status`; `too-large`; `bad-input` for a subject that is, or takes its people from, a unit that has the clue.
 */
export const correctContent = (
  found: Correctable,
  wanted: Corrected,
  who: readonly WhoIsWho[],
  { now, by }: { now: Date; by: Exclude<By, 'clock'> },
): ContentDecision => {
  const { clue, content, transfers } = found;
  requireOwed(clue, transfers);
  const changed = changedBy(content, wanted);
  const fields = Object.keys(changed) as (keyof Content)[];
  const concerned = transfers.filter(({ status }) => status !== 'withdrawn' && status !== 'rerouted');
  if (fields.length === 0) return { record: clue, changed, event: null, named: null, concerned, facts: [] };
  requireRoom(clue, { ...content, ...changed });
  const named = changed.subjects ? namedBy(found, changed.subjects, who) : null;
  const { corrections = [] } = clue;
  const times = [...transfers.map(({ changedAt }) => changedAt), ...corrections.map(({ at }) => at), clue.registeredAt];
  const at = new Date(Math.max(now.getTime(), ...times.map((time) => Date.parse(time)))).toISOString();
  const version = contentVersionOf(clue) + 1;
  return {
    record: {
      ...clue,
      categories: changed.categories ?? clue.categories,
      corrections: [...corrections, { version, at, by, fields }],
    },
    changed,
    event: { event: 'corrected', at, by, detail: { version, fields } },
    named,
    concerned,
    facts: [],
  };
};

/** What does not fit between a clue, its timeline and the versions that are kept beside it, in words; empty where all does. */
export const contentContradictions = (
  clue: Pick<Clue, 'corrections'>,
  timeline: readonly Pick<ClueEvent, 'event' | 'at' | 'detail'>[],
  keptVersions: readonly number[],
): string[] => {
  const { corrections = [] } = clue;
  const told = timeline.flatMap(({ event, at, detail }) =>
    event === 'corrected' ? [{ at, version: detail.version, fields: detail.fields }] : [],
  );
  const said = corrections.map(({ version, at, fields }) => ({ version, at, fields }));
  const former = corrections.map((_, n) => n + 1);
  return [
    ...(same(said, told) ? [] : ['the record says other versions of its content than its timeline']),
    ...(same(former, keptVersions)
      ? []
      : [`versions ${keptVersions.join(', ') || 'none'} of its content are kept, not ${former.join(', ') || 'none'}`]),
  ];
};
