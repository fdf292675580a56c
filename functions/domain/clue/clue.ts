import { discoveryOf } from '../calendar/moments.ts';
import { dateIn, withOffset } from '../calendar/time.ts';
import { badField, Refusal } from '../errors.ts';
import type { By } from '../transfer/events.ts';
import { folded } from '../units/recusal.ts';
import { receiverOf } from '../units/routing.ts';
import type { contentFields, Submission } from './submission.ts';

/** The record that is kept of a clue; how a unit submits it stands in submission.ts. */

/** The part of a clue that is sealed field by field. */
export type Secret = Pick<Submission, 'title' | 'text' | 'subjects' | 'reporter' | 'recuse' | 'annexes'>;

/** What of a clue its sender can correct; each version of it stays on the record. */
export type Content = Pick<Submission, keyof typeof contentFields>;

/** How a version of the content came about; the first one came with the submission. */
export interface Correction {
  version: number;
  /** Instant (UTC). */
  at: string;
  by: By;
  /** Names of what it changed. */
  fields: readonly (keyof Content)[];
}

export interface Clue {
  clueId: string;
  reference: string;
  /** The unit that registered it. */
  unitId: string;
  regionCode: string;
  regionPath: readonly string[];
  kinds: Submission['kinds'];
  categories: readonly string[];
  channel: string;
  classification: string;
  /** Reported by a person under their own name (R6). */
  realName: boolean;
  discoveredAt: string;
  registeredAt: string;
  transferIds: readonly string[];
  /** Kinds that the unit deals with itself. Left out by records of before. */
  kept?: readonly Submission['kinds'][number][];
  /** Of a real-name report (R6). */
  replyId: string | null;
  /** The case that was filed on it, and its notice, where public security found the clue itself (R3). */
  case?: { caseNumber: string; filedAt: string; transferId: string };
  /** All versions of its content but the first, in their order. Left out where there is no other. */
  corrections?: readonly Correction[];
}

/** Number of the newest version of its content: 1 is the one that was submitted. */
export const contentVersionOf = ({ corrections = [] }: Pick<Clue, 'corrections'>): number => 1 + corrections.length;

/** Entries that recusal goes by: those listed, and every subject's name (domain.md, "Recusal"). */
export const recusalEntries = (secret: Pick<Secret, 'subjects' | 'recuse'>): string[] => [
  ...new Set([...secret.recuse, ...secret.subjects.map(({ name }) => name)]),
];

/** A misspelt unit would hear of the clue all the same. @throws Refusal `bad-input` that names it. */
export const checkRecusal = (recuse: readonly string[], registered: ReadonlyMap<string, unknown>): void => {
  const issues = recuse.flatMap((entry, n) =>
    /^\d{6}-/.test(folded(entry)) && !registered.has(folded(entry))
      ? [
          {
            path: `recuse.${n}`,
            message: {
              zh: `没有编号为“${entry}”的单位，请核对编号`,
              en: `there is no unit “${entry}”: check its id`,
            },
          },
        ]
      : [],
  );
  if (issues.length > 0) {
    const text = {
      zh: '回避名单（recuse）中有未登记的单位，请核对编号。',
      en: 'recuse names a unit that is not registered.',
    };
    throw new Refusal('bad-input', text, issues);
  }
};

/** The kinds of a clue that its own unit deals with: it is their receiver itself, so that no transfer was made for them. */
export const keptKinds = ({ kept, kinds, regionCode, unitId }: Clue): readonly Submission['kinds'][number][] =>
  kept ?? kinds.filter((kind) => receiverOf(kind, regionCode) === unitId);

/** Callers' clocks are not exact: so much of the future, in milliseconds, still counts as now. */
const clockSkew = 60_000;

/** Before this the campaign, its rules and any calendar of ours did not exist: an earlier date is a slip of the pen. */
const earliest = '2000-01-01';

/**
 * Guards of a submission that its form cannot show.
 * @throws Refusal `state-secret` for a classified clue (Law on Guarding State Secrets, articles 29 to 31); `bad-input` for
 * a discovery in the future or before 2000, or a region that is not the unit's own.
 */
export const checkSubmission = (
  clue: Pick<Submission, 'classification' | 'discoveredAt' | 'regionCode'>,
  unit: { regionCode: string },
  now: Date,
  timeZone: string,
): void => {
  if (clue.classification !== 'none' && clue.classification !== 'work-secret') {
    const text = {
      zh: '本系统不得处理国家秘密，请通过本单位保密部门以纸质件或涉密网络移送，不要在本系统登记。',
      en: 'State secrets have no place in this system: hand the clue over on paper or over the classified network, through your unit’s secrecy office, and keep it out of here.',
    };
    const message = {
      zh: '只能填写 none（不涉密）或 work-secret（工作秘密）',
      en: 'only none or work-secret may be submitted here',
    };
    throw new Refusal('state-secret', text, [{ path: 'classification', message }]);
  }
  const found = Date.parse(discoveryOf(clue.discoveredAt, timeZone));
  const date = dateIn(timeZone, new Date(found));
  const future = found > now.getTime() + clockSkew;
  if (future || date < earliest) {
    const clock = withOffset(timeZone, now).slice(0, 16).replace('T', ' ');
    throw badField(
      'discoveredAt',
      future
        ? {
            zh: `晚于当前时间（${clock}），请填写实际发现线索的时间`,
            en: `lies in the future (it is ${clock}): give the time at which it was found`,
          }
        : { zh: `早于 ${earliest}，请核对发现时间`, en: `lies before ${earliest}: check the year` },
    );
  }
  if (clue.regionCode !== undefined && clue.regionCode !== unit.regionCode) {
    throw badField('regionCode', {
      zh: `线索应移送本单位所在地区（${unit.regionCode}）的机关，请填写该代码，或不填`,
      en: `a unit hands its clues to the organs of its own region, ${unit.regionCode}: leave regionCode out or write that`,
    });
  }
};
