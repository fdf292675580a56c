import { dateIn } from '../calendar/time.ts';
import type { Region } from '../units/forms.ts';
import { officesOf, regionPath } from '../units/units.ts';
import { bodyOf } from './bodies.ts';
import type { IssuedPaper } from './checking.ts';
import type { Annex, Paper, PaperFacts } from './forms.ts';
import { addresseeOf, type Hears, kindSays, owedBy } from './kinds.ts';
import { actingOffice, returnedBefore } from './origin.ts';
import { dayText, issuingWord, linesOf, printable } from './phrases.ts';

/** The paper of an event: who issues it, to whom, under which number, with what it says. */

/** A name that nobody registered is filled in by hand. */
const blank = '　'.repeat(10);

/** Ids of the offices that could issue a reminder or an escalation: those that were told by it first, the highest of them before the others. */
const officesFor = ({ transfer, event }: Pick<PaperFacts, 'transfer' | 'event'>): string[] => {
  const line = officesOf(transfer.regionPath);
  const told = event.event === 'escalated' ? event.detail.to.map(({ unitId }) => unitId) : [];
  return [...line.filter((id) => told.includes(id)).reverse(), ...line];
};

/** Ids of all units that a paper may name. */
export const unitsNamed = ({
  transfer,
  timeline,
  event,
  origin,
}: Pick<PaperFacts, 'transfer' | 'timeline' | 'event' | 'origin'>): string[] => [
  transfer.from,
  transfer.to,
  ...officesOf(transfer.regionPath),
  ...[returnedBefore({ timeline, event })?.suggested ?? []].flat(),
  ...[actingOffice(event) ?? []].flat(),
  ...(origin ? [origin.holder] : []),
  ...(origin?.office ? [origin.office] : []),
];

/**
 * The unit that issues it: a side of the transfer, or the leading group office that was told of what it says, else the first that oversees the
 * transfer. An office whose desk must not hear of the clue, or that owes the duty itself, is passed over; null where none is left.
 */
export const issuerOf = (
  { kind, transfer, event, units }: Pick<PaperFacts, 'kind' | 'transfer' | 'event' | 'units'>,
  hears: Hears,
): string | null => {
  const { issuedBy } = kindSays(kind);
  if (issuedBy !== 'office') return transfer[issuedBy];
  const fits = (id: string) => units.has(id) && id !== owedBy(transfer, event) && hears(id);
  return officesFor({ transfer, event }).find(fits) ?? null;
};

/** What the number of a paper begins with: the word of the unit that issues it, and the year of the province in which its event fell. */
export const beginningOf = (
  { units, event, settings }: Pick<PaperFacts, 'units' | 'event' | 'settings'>,
  issuedBy: string | null,
  regions: ReadonlyMap<string, Region>,
): { word: string; year: string } => {
  const issuer = units.get(issuedBy ?? '');
  const [region = '', ...above] = regionPath(regions, issuer?.regionCode ?? '').map(({ name }) => name);
  return {
    word: issuer ? issuingWord({ organ: issuer.organ, region, above }, settings) : '',
    year: dateIn(settings.timeZone, new Date(event.at)).slice(0, 4),
  };
};

const contactOf = (issuedBy: string | null, { units }: PaperFacts): string | null => {
  const { phone } = units.get(issuedBy ?? '') ?? {};
  return phone ? `（联系电话：${printable(phone)}）` : null;
};

const annexClean = ({ name, copies, digest }: Annex): Annex => ({
  name: linesOf(name).join(' '),
  copies,
  ...(digest ? { digest } : {}),
});

/** What is kept of the wording of a paper when it is made first: whatever is renamed since, it stays. */
export const wordingOf = (
  facts: Pick<PaperFacts, 'transfer' | 'timeline' | 'event' | 'origin' | 'units' | 'settings'>,
  issuedBy: string | null,
): Pick<IssuedPaper, 'heading' | 'names'> => {
  const { units, settings } = facts;
  const names = Object.fromEntries(unitsNamed(facts).map((id) => [id, printable(units.get(id)?.name ?? id)]));
  const issuer = issuedBy === null ? blank : (names[issuedBy] ?? issuedBy);
  return { heading: printable(settings.papers.heading.replaceAll('{unit}', () => issuer)), names };
};

/** The paper of an event. A unit that must not hear of the clue stands in it as on the record, by its name alone. */
export const paperOf = (
  facts: PaperFacts,
  { number, code, issuedBy, heading, names }: Pick<IssuedPaper, 'number' | 'code' | 'issuedBy' | 'heading' | 'names'>,
  hears: Hears,
): Paper => {
  const { kind, transfer, settings, content, event } = facts;
  const name = (id: string | null) => (id === null ? blank : printable(names[id] ?? facts.units.get(id)?.name ?? id));
  const isHeard = issuedBy === null || hears(issuedBy);
  const { blocks, closing } = bodyOf(facts, { name, issuer: name(issuedBy) });
  return {
    kind,
    title: kindSays(kind).title.zh,
    heading: isHeard ? heading : name(issuedBy),
    number: printable(number),
    mark: content?.clue?.isWorkSecret ? '工作秘密' : null,
    addressee: name(addresseeOf(kind, transfer, event)),
    blocks: blocks.map((block) => ({ ...block, text: printable(block.text) })),
    closing,
    annexes: (content?.clue?.annexes ?? []).map(annexClean),
    signature: { unit: name(issuedBy), date: dayText(dateIn(settings.timeZone, new Date(event.at))) },
    contact: isHeard ? contactOf(issuedBy, facts) : null,
    code,
  };
};
