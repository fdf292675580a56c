import * as z from 'zod';
import { discoveryOf, instantOrDate } from '../calendar/moments.ts';
import { dateIn, withOffset } from '../calendar/time.ts';
import { badField, Refusal } from '../errors.ts';
import { said } from '../said.ts';
import type { By } from '../transfer/events.ts';
import { regionCode } from '../units/forms.ts';
import { folded } from '../units/recusal.ts';
import { receiverOf } from '../units/routing.ts';

/** A clue as a unit submits it, and the record that is kept of it. */

const line = (max: number) => z.string().trim().min(1).max(max);

const subject = z.strictObject({
  name: line(100),
  /** What is named: a person, a unit, a business. */
  kind: line(50),
  idNumber: line(50).optional(),
  note: line(500).optional(),
});

/** What is handed over on paper or disk beside the clue (附件清单). */
const annex = z.strictObject({
  name: line(200),
  copies: z.int().min(1).max(1000),
  digest: z
    .string()
    .trim()
    .regex(
      /^[\da-f]{64}$/i,
      said({
        zh: '不是摘要值，请填写 SHA-256 或 SM3 算出的 64 位十六进制数',
        en: 'is no digest: SHA-256 and SM3 give 64 hexadecimal digits',
      }),
    )
    .toLowerCase()
    .optional(),
});

/** What a correction can change, as a submission takes it too. */
export const contentFields = {
  title: line(200),
  text: line(50_000),
  subjects: z.array(subject).max(50),
  /** The key target categories (十类重点对象): data, not code. */
  categories: z.array(line(100)).max(10),
  annexes: z.array(annex).max(100),
};

const reporter = z.discriminatedUnion('anonymous', [
  z.strictObject({ anonymous: z.literal(false), name: line(100), phone: line(50) }),
  z.strictObject({ anonymous: z.literal(true) }),
]);

/** The body of `POST /v1/clues`. An unknown field is refused: a misspelt one must not be lost in silence. */
export const submission = z.strictObject({
  title: contentFields.title,
  text: contentFields.text,
  kinds: z
    .array(z.enum(['organised-crime', 'misconduct']))
    .min(1)
    .max(2)
    .refine(
      (kinds) => new Set(kinds).size === kinds.length,
      said({ zh: '同一类别请只填写一次', en: 'name each kind once' }),
    ),
  categories: contentFields.categories.default([]),
  /** How the clue came (domain.md, "Units"). */
  channel: line(100),
  discoveredAt: instantOrDate,
  regionCode: regionCode.optional(),
  subjects: contentFields.subjects.default([]),
  annexes: contentFields.annexes.default([]),
  /** Unit ids, names or addresses of those who must not hear of it. */
  recuse: z.array(line(200)).max(50).default([]),
  classification: line(50).default('none'),
  reporter: reporter.default({ anonymous: true }),
  dispatch: z.boolean().default(true),
});

export type Submission = z.output<typeof submission>;

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
