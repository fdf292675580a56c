import type { Telling } from '../transfer/telling.ts';
import { unitIdSays } from '../units/forms.ts';
import { givenTo, type LetterFacts, nameIn, passedTo, type Reader, saidIn } from './facts.ts';
import type { Row } from './page.ts';
import type { Words } from './wording.ts';

/** On whose behalf a mail is, and whom its reader may call. */

const isOffice = (unitId: string) => unitIdSays(unitId).organ === 'leading-group-office';

/** The office that has a duty done does not write to itself, nor to the office above in its own name. */
const officeFor = ({ contacts, transfer: { duty } }: LetterFacts, { unitId }: Reader): string | null =>
  isOffice(unitId) && unitId !== duty?.owedBy ? null : contacts.office;

const speaker: Readonly<Record<Telling['kind'], (facts: LetterFacts, reader: Reader) => string | null>> = {
  // By a proposal it goes on by the hand of the office that approved.
  dispatched: ({ transfer, telling }) => (saidIn(telling).kind === undefined ? transfer.from : decidedBy(telling)),
  recalled: ({ transfer }) => transfer.from,
  supplied: ({ transfer }) => transfer.from,
  'supplement-asked': ({ transfer }) => transfer.to,
  returned: ({ transfer }) => transfer.to,
  feedback: ({ transfer }) => transfer.to,
  'proposal-made': ({ transfer }) => transfer.to,
  'extension-asked': ({ transfer }) => transfer.duty?.owedBy ?? null,
  'extension-approved': ({ telling }) => decidedBy(telling),
  'extension-refused': ({ telling }) => decidedBy(telling),
  'proposal-approved': ({ telling }) => decidedBy(telling),
  'proposal-refused': ({ telling }) => decidedBy(telling),
  reminder: officeFor,
  escalation: officeFor,
  late: officeFor,
  // Nobody decided on it: the calendar and the clock did.
  undecided: () => null,
  recounted: () => null,
};

const decidedBy = (telling: Telling): string | null => {
  const { office } = saidIn(telling);
  return typeof office === 'string' ? office : null;
};

/** Id of the unit or office on whose behalf a mail is; null where the system alone sends it, or where whoever would sign must not hear of the clue. */
export const signerOf = (facts: LetterFacts, reader: Reader): string | null => {
  const id = speaker[facts.telling.kind](facts, reader);
  return id !== null && id !== reader.unitId && facts.contacts.phones.has(id) ? id : null;
};

/** Whom a reader of either side calls once others have the clue: in place of its receiver or, for that one itself, beside it. */
const othersOf = ({ telling, transfer }: LetterFacts, { unitId }: Reader): readonly string[] =>
  unitId === transfer.to ? givenTo(telling) : passedTo(telling);

/** The units that a reader asks first: who has the clue now, or the other side of the transfer. */
const otherSides = (facts: LetterFacts, reader: Reader): readonly (string | null)[] => {
  const others = othersOf(facts, reader);
  return others.length > 0 ? others : [otherSide(facts, reader)];
};

/** The other side of the transfer or, for a reader of neither, the unit whose doing it is about. */
const otherSide = ({ transfer, telling }: LetterFacts, { unitId }: Reader): string | null => {
  const { from, to, duty, rule, dispatchedAt } = transfer;
  // Before dispatch the receiver knows of nothing.
  const knows = dispatchedAt !== null || rule === 'supplement';
  if (rule === 'reply') return unitId === from ? null : from;
  if (unitId === from) return knows ? to : null;
  if (unitId === to) return from;
  if (telling.kind === 'late') return from;
  if (telling.kind === 'proposal-made') return to;
  return duty?.owedBy ?? from;
};

const callRow = ({ contacts, names }: LetterFacts, label: string, id: string | null, words: Words): Row[] => {
  const phone = id === null ? null : contacts.phones.get(id);
  return id !== null && phone ? [[label, words.call(nameIn(names, id, words.language), phone)]] : [];
};

/** The other side to call, as far as the register has its telephone. */
export const otherSideRows = (facts: LetterFacts, reader: Reader, words: Words): Row[] =>
  otherSides(facts, reader).flatMap((id) => callRow(facts, words.labels.contact, id, words));

/** The office that oversees, as far as the register has its telephone; an office is not referred to another. */
export const officeRows = (facts: LetterFacts, reader: Reader, words: Words): Row[] => {
  const { office } = facts.contacts;
  const isNamed = isOffice(reader.unitId) || otherSides(facts, reader).includes(office);
  return isNamed ? [] : callRow(facts, words.labels.office, office, words);
};
