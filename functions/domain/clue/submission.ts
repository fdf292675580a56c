import * as z from 'zod';
import { instantOrDate } from '../calendar/moments.ts';
import { fieldAt } from '../fields.ts';
import { said } from '../said.ts';
import { regionCode } from '../units/forms.ts';

/** The forms in which a unit submits and corrects a clue; apart, so that whoever only handles clues loads none of them. */

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

/** Names of what a correction can change. */
export const contentNames = () => Object.keys(contentFields) as (keyof typeof contentFields)[];

/** The body of `PATCH /v1/clues/{id}`: what is named is replaced, the rest stays. */
export const corrected = z
  .strictObject(contentFields)
  .partial()
  .refine(
    (body) => Object.keys(body).length > 0,
    said({
      zh: `请至少填写以下一项：${contentNames()
        .map((name) => fieldAt(name).zh)
        .join('、')}`,
      en: `name at least one of ${contentNames().join(', ')}`,
    }),
  )
  .meta({ minProperties: 1 });

export type Corrected = z.output<typeof corrected>;
