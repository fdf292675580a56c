import { Refusal } from '../errors.ts';
import type { Digest } from '../transfer/timeline.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Recused } from '../units/recusal.ts';
import type { Actor } from '../visibility/actor.ts';
import { type Seen, seen } from '../visibility/sight.ts';
import type { PaperKind } from './kinds.ts';

/** Numbers and check codes: by which a paper is known again, and whether it is what the record says. */

/** What is kept of a paper that was made: under one code it is the same paper, whatever is renamed since. No person stands in it. */
export interface IssuedPaper {
  code: string;
  transferId: string;
  kind: PaperKind;
  /** Number of its event. */
  event: number;
  /** Version of the clue's content that stands in it; null where no content of the clue does. */
  version: number | null;
  /** Whether it was made with secret texts. */
  withContent: boolean;
  number: string;
  /** Unit id; null where no office was there to issue it. */
  issuedBy: string | null;
  /** 发文机关标志. */
  heading: string;
  /** Of the units that it names, by id. */
  names: Readonly<Record<string, string>>;
}

/** Crockford's base 32: no letter that is taken for another or for a digit. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first letters of a SHA-256, five bits each. */
const lettersOf = (hash: string, count: number): string =>
  Array.from({ length: count }, (_, n) => {
    const at = Number((BigInt(`0x${hash}`) >> BigInt(256 - 5 * (n + 1))) & 31n);
    return letters[at] ?? '';
  }).join('');

const grouped = (text: string, size: number): string => (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join('-');

/**
 * The number of a paper, as `德城公线移〔2026〕7K3F9-QZ2M4-3号`: from the transfer and its event alone. A counter would tell by its gaps of
 * papers that a reader must not know of.
 */
export const paperNumber = (
  { word, year }: { word: string; year: string },
  { transferId, event }: Pick<IssuedPaper, 'transferId' | 'event'>,
  digest: Digest,
): string => `${word}〔${year}〕${grouped(lettersOf(digest(`number ${transferId}`), 10), 5)}-${event}号`;

/** Parties and reference stand in no event: the code holds them too. */
type Bound = Pick<Transfer, 'transferId' | 'reference' | 'from' | 'to'>;

/** 80 bits of the paper, who issues it, its event with all before it, and what of it is secret: as `7K3F-9QZ2-M4XB-0D1H`. */
export const checkCode = (
  { transferId, reference, from, to }: Bound,
  {
    kind,
    event,
    version,
    withContent,
    issuedBy,
  }: Pick<IssuedPaper, 'kind' | 'event' | 'version' | 'withContent' | 'issuedBy'>,
  /** Of the event, on the timeline. */
  hash: string,
  digest: Digest,
): string => {
  const bound = [transferId, reference, from, to, kind, event, hash, withContent, version, issuedBy];
  return grouped(lettersOf(digest(JSON.stringify(bound)), 16), 4);
};

/** A code as somebody typed it: lower case, without hyphens, O for 0, I or L for 1; null where it can be none. */
export const codeTyped = (typed: string): string | null => {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return plain.length === 16 && [...plain].every((letter) => letters.includes(letter)) ? grouped(plain, 4) : null;
};

/** What is answered to everybody but those who may see the transfer, whether or not there is such a paper: a code is no oracle. */
export const noSuchPaper = (): Refusal =>
  new Refusal('not-found', {
    zh: '没有可供核验的文书。请核对校验码；只有移送单位、接收单位和有权督办的领导小组办公室可以核验。',
    en: 'There is no paper for you to check under this code. Look at the code again; only the sender, the receiver and the leading group offices that oversee the transfer may ask.',
  });

/** The transfer of a paper as whoever checks it sees it. @throws Refusal `noSuchPaper` to all who see nothing of it. */
export const seenByChecker = (actor: Actor, transfer: Transfer, recused: Recused, now: Date): Seen => {
  const isOfUnit = actor.role === 'clerk' || actor.role === 'supervisor';
  const shown = isOfUnit ? seen(actor, transfer, recused, now) : null;
  if (shown) return shown;
  throw noSuchPaper();
};

/** Why a record is not what it was when a paper was made of it. */
export const differences = ['event-missing', 'timeline-changed', 'record-changed'] as const;
export type Difference = (typeof differences)[number];

/**
 * What differs between a paper and the record; empty where the paper is what the record says. `timeline`: as much as the caller sees;
 * `faults`: what does not fit in it, up to the paper's event.
 */
export const differencesOf = (
  paper: IssuedPaper,
  transfer: Bound,
  timeline: readonly { seq: number; hash: string }[],
  faults: readonly string[],
  digest: Digest,
): Difference[] => {
  const event = timeline.find(({ seq }) => seq === paper.event);
  if (!event) return ['event-missing'];
  if (faults.length > 0) return ['timeline-changed'];
  if (checkCode(transfer, paper, event.hash, digest) === paper.code) return [];
  return ['record-changed'];
};
