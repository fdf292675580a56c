import { dateIn } from '../calendar/time.ts';
import type { Region } from '../units/forms.ts';
import { canTake, type Recused } from '../units/recusal.ts';
import { officesOf } from '../units/units.ts';
import { bodyOf } from './bodies.ts';
import type { Annex, Paper, PaperFacts } from './forms.ts';
import { kindSays } from './kinds.ts';
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
export const unitsNamed = ({ transfer, event }: Pick<PaperFacts, 'transfer' | 'event'>): string[] => [
  transfer.from,
  transfer.to,
  ...officesOf(transfer.regionPath),
  ...(event.event === 'returned' && event.detail.suggested ? [event.detail.suggested] : []),
];

/**
 * The unit that issues it: a side of the transfer, or the leading group office that was told of what it says, else the first that oversees the
 * transfer. An office that must not hear of the clue, or owes the duty itself, is passed over; null where none is left.
 */
export const issuerOf = (
  { kind, transfer, event, units }: Pick<PaperFacts, 'kind' | 'transfer' | 'event' | 'units'>,
  recused: Recused,
): string | null => {
  const { issuedBy } = kindSays(kind);
  if (issuedBy !== 'office') return transfer[issuedBy];
  const fits = (id: string) => {
    const office = units.get(id);
    return office !== undefined && id !== owedBy({ transfer, event }) && canTake(recused, office);
  };
  return officesFor({ transfer, event }).find(fits) ?? null;
};

/** The unit that owes what a reminder or an escalation is about. */
const owedBy = ({ transfer, event }: Pick<PaperFacts, 'transfer' | 'event'>): string =>
  ('owedBy' in event.detail ? event.detail.owedBy : undefined) ?? transfer.duty?.owedBy ?? transfer.to;

const addresseeOf = ({ kind, transfer, event }: PaperFacts): string => {
  const { issuedBy } = kindSays(kind);
  if (issuedBy === 'office') return owedBy({ transfer, event });
  return issuedBy === 'from' ? transfer.to : transfer.from;
};

/** What the number of a paper begins with: the word of the unit that issues it, and the year of the province in which its event fell. */
export const beginningOf = (
  { units, event, settings }: Pick<PaperFacts, 'units' | 'event' | 'settings'>,
  issuedBy: string | null,
  regions: ReadonlyMap<string, Pick<Region, 'name'>>,
): { word: string; year: string } => {
  const issuer = units.get(issuedBy ?? '');
  const regionName = regions.get(issuer?.regionCode ?? '')?.name ?? '';
  return {
    word: issuer ? issuingWord({ organ: issuer.organ, regionName }, settings) : '',
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

/** The paper of an event. */
export const paperOf = (
  facts: PaperFacts,
  { number, code, issuedBy }: { number: string; code: string; issuedBy: string | null },
): Paper => {
  const { kind, units, settings, content, event } = facts;
  const name = (id: string | null) => printable((id === null ? undefined : (units.get(id)?.name ?? id)) ?? blank);
  const addressee = addresseeOf(facts);
  const { blocks, closing } = bodyOf(facts, { name, issuer: name(issuedBy) });
  return {
    kind,
    title: kindSays(kind).title.zh,
    heading: settings.papers.heading.replaceAll('{unit}', name(issuedBy)),
    number: printable(number),
    mark: content?.clue?.isWorkSecret ? '工作秘密' : null,
    addressee: name(addressee),
    blocks: blocks.map((block) => ({ ...block, text: printable(block.text) })),
    closing,
    annexes: (content?.clue?.annexes ?? []).map(annexClean),
    signature: { unit: name(issuedBy), date: dayText(dateIn(settings.timeZone, new Date(event.at))) },
    contact: contactOf(issuedBy, facts),
    code,
  };
};
