import { aboutOf, capacityOf, dutyOf, headlineOf, kindOf, type LetterFacts, nameIn, type Reader } from './facts.ts';
import { addresseeOf, basisOf, dueOf, levelRows, linkRow, noticeRows, partyRows, readerRows } from './letters.ts';
import { type Item, type Letter, page, type Row } from './page.ts';
import { officeRows, otherSideRows, signerOf } from './signature.ts';
import type { Amount, Party, Words } from './wording.ts';
import { wordsOf } from './words.ts';

/** One mail about many transfers, of one kind, to one reader. */

/** So many references stand in a subject; of more, it says how many. */
const named = 3;

/** The order of things in a mail about many: the first date on top. */
export const byDueDate = <T>(of: (one: T) => { dueDate: string; reference: string }) => {
  const place = (one: T) => `${of(one).dueDate} ${of(one).reference}`;
  return (a: T, b: T) => (place(a) < place(b) ? -1 : 1);
};

/** What there is to say of one of many: how long it is overdue, and who was told before, or what a notice says. */
const saidOf = (facts: LetterFacts, reader: Reader, words: Words): Row[] => {
  if (facts.telling.kind === 'reminder') return [];
  const headline = headlineOf(facts);
  const about = aboutOf(facts, reader);
  if (headline !== 'overdue')
    return [[words.labels.said, words.headlines[headline](about)[1]], ...noticeRows(facts, about, words)];
  const capacity = capacityOf(reader, facts.transfer.duty?.owedBy ?? '');
  const undecided = words.undecided(about);
  return [
    [words.labels.overdue, words.amount(about.amount)],
    ...(undecided === '' ? [] : [[words.labels.said, undecided] satisfies Row]),
    ...levelRows(facts, capacity, about, words),
  ];
};

/** What of each there is to say that is the same of all, or stands with each. */
interface Common<T> {
  /** Null where they differ. */
  all: T | null;
  of: (facts: LetterFacts) => T;
}

const common = <T>(items: readonly LetterFacts[], of: (facts: LetterFacts) => T): Common<T> => {
  const [one, ...others] = new Map(items.map((facts) => [JSON.stringify(of(facts)), of(facts)])).values();
  return { all: one !== undefined && others.length === 0 ? one : null, of };
};

const basisRows = (facts: LetterFacts, { labels, language }: Words): Row[] => {
  const basis = basisOf(facts);
  return basis ? [[labels.basis, basis[language]]] : [];
};

/** One transfer of a digest: which, between whom, what is owed until when, and what there is to say of it. */
const itemOf = (facts: LetterFacts, reader: Reader, words: Words, apart: readonly Common<Row[]>[]): Item => {
  const { transfer } = facts;
  const { labels, rules } = words;
  const duty = dutyOf(facts);
  const about = aboutOf(facts, reader);
  return {
    title: `${transfer.reference} ${rules[kindOf(transfer)]}`,
    rows: [
      ...partyRows(facts, words),
      ...(duty
        ? [
            [labels.duty, words.owed({ ...about, duty: duty.name, owner: about.owner.name })] satisfies Row,
            [labels.due, dueOf(duty, facts, words)] satisfies Row,
          ]
        : []),
      ...saidOf(facts, reader, words),
      ...apart.flatMap(({ all, of }) => (all === null ? of(facts) : [])),
    ],
    link: linkRow(facts, about, words),
  };
};

/** The unit whose doing a telling is about: a late notice is about its sender's. */
const doneBy = ({ transfer: { duty, from }, telling }: LetterFacts): string =>
  telling.kind === 'late' ? from : (duty?.owedBy ?? from);

/** What is to be said of the first of many: when it falls due, or how long it is overdue. */
const worstOf = (sorted: readonly LetterFacts[], reader: Reader, words: Words): string => {
  const [first] = sorted;
  if (first?.telling.kind === 'reminder') return words.earliest(aboutOf(first, reader));
  const overdue = sorted
    .filter((facts) => headlineOf(facts) === 'overdue')
    .map((facts): Amount => aboutOf(facts, reader).amount)
    // Working days before hours: they are the longer ones.
    .sort((a, b) => Number(a.unit === 'hours') - Number(b.unit === 'hours') || b.count - a.count);
  return overdue[0] ? words.longest(overdue[0]) : '';
};

/** What is asked of whoever reads many escalations. */
const asked = (lead: LetterFacts, reader: Reader, owner: string | null, words: Words): string => {
  if (headlineOf(lead) !== 'overdue') return words.asks;
  const capacity = capacityOf(reader, lead.transfer.duty?.owedBy ?? '');
  return words.asked[capacity](owner ?? words.several);
};

/**
 * One mail for all of one kind that a reader is to be told at one time: every transfer is in it, the oldest date on top.
 * @throws RangeError for no items.
 */
export const digest = (items: readonly LetterFacts[], reader: Reader): Letter => {
  const words = wordsOf(reader.language);
  const sorted = items.toSorted(
    byDueDate((facts) => ({
      dueDate: dutyOf(facts)?.dueDate ?? aboutOf(facts, reader).missed?.date ?? '',
      reference: facts.transfer.reference,
    })),
  );
  const lead = sorted.find((facts) => headlineOf(facts) === 'overdue') ?? sorted[0];
  if (!lead) throw new RangeError('a digest is about something');
  const name = (id: string) => nameIn(lead.names, id, words.language);
  const references = [...new Set(sorted.map(({ transfer }) => transfer.reference))];
  const doer = common(items, doneBy).all;
  const owner = doer === null ? null : { name: name(doer), isReader: reader.as === 'unit' && doer === reader.unitId };
  const basis = common(items, (facts) => basisRows(facts, words));
  const contacts = common(items, (facts) => otherSideRows(facts, reader, words));
  // Not with each: side by side, another one would tell that an office was passed over.
  const office = common(items, (facts) => officeRows(facts, reader, words)).all ?? [];
  const signer = common(items, (facts) => signerOf(facts, reader)).all;
  const about = aboutOf(lead, reader);
  const [tag] = words.headlines[headlineOf(lead)](about);
  const worst = worstOf(sorted, reader, words);
  const line = (of: Party | null, asks: string) => words.many[lead.telling.kind](items.length, of, worst, asks);
  return page({
    words,
    subject: words.subject(
      tag,
      references.length <= named ? references : [],
      line(owner && { ...owner, isReader: false }, words.asks),
    ),
    addressee: addresseeOf(reader, lead, words),
    paragraphs: [line(owner, asked(lead, reader, owner?.name ?? null, words))],
    rows: readerRows(
      reader,
      items.some((facts) => facts.again),
      words,
    ),
    items: sorted.map((facts) => itemOf(facts, reader, words, [basis, contacts])),
    contacts: [...(basis.all ?? []), ...(contacts.all ?? []), ...office],
    signedBy: signer === null ? null : name(signer),
    on: about.today,
  });
};
