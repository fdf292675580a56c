import { type Person, type Unit, unitIdSays } from './forms.ts';

/**
 * Who is meant by an entry of those that must not hear of a clue. Whoever could meet a clue is known by forms: `id:` for what is one
 * unit's or one person's alone (a unit's id and name, a person's addresses and subjects), `name:` for a person's name, which another
 * may bear. A recusal is the forms of all that its entries meant when they were written; it is compared with the
 * forms of whoever reads, acts or would be told.
 */

/** Those who must not hear of a clue. */
export interface Recused {
  /** Whether one of these forms is theirs. */
  meets: (forms: readonly string[]) => boolean;
}

export const nobody: Recused = { meets: () => false };

/** Those who bear one of these forms. */
export const recusedAs = (forms: readonly string[]): Recused => {
  const known = new Set(forms);
  return { meets: (some) => some.some((form) => known.has(form)) };
};

/** Dots between the parts of a name (U+00B7), in the characters that keyboards give instead. */
const dots = /[\u2022\u2027\u2219\u22c5\u30fb]/g;

/** All that is written for the hyphen of a unit's id. */
const dashes = /[\p{Pd}\u2212]/gu;

/** White space, control, format and other characters that show nothing; U+2800 is a braille cell without a dot. */
const unseen = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * Text as it is compared: compatibility forms (full-width, radicals) as their characters (Unicode NFKC), without what shows nothing, and
 * without case. What shows nothing goes while all is taken apart: it would keep a letter from its accent.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(unseen, '')
    .replace(dots, '·')
    .replace(dashes, '-')
    // Letters that have a capital of more than one letter, or two small ones.
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC');

const idForm = (text: string): string => `id:${folded(text)}`;

/** Many leave the dots of a name out, or write full stops. */
const nameForm = (name: string): string => `name:${folded(name).replace(/[·.]/g, '')}`;

/** Without those of an empty text. */
const written = (forms: readonly string[]): string[] => [
  ...new Set(forms.filter((form) => !/^(id|name):$/.test(form))),
];

/** Of an address, a subject or a unit's id alone. */
export const formsOfId = (text: string): string[] => written([idForm(text)]);

export const formsOfUnit = ({ unitId, name }: Pick<Unit, 'unitId' | 'name'>): string[] => [
  idForm(unitId),
  idForm(name),
];

/** A person as the register has them. */
export const formsOfPerson = ({ name, email, subject }: Person): string[] =>
  written([idForm(email), idForm(subject ?? ''), nameForm(name)]);

/** What a token says of the person who asks; null where it says nothing. */
export interface Claimed {
  sub: string;
  name: string | null;
  email: string | null;
}

/**
 * Whoever asks: by the claims of the token, by the unit, and by those people of the unit whom the claims mean. `unit`: null for an
 * operator or an auditor who belongs to none.
 */
export const formsOfCaller = ({ sub, name, email }: Claimed, unit: Unit | null): string[] => {
  const ids = written([idForm(sub), idForm(email ?? '')]);
  const people = unit ? peopleOf(unit).filter((person) => isOneOf(person, ids)) : [];
  return written([
    ...ids,
    nameForm(name ?? ''),
    nameForm(sub),
    ...(unit ? [...formsOfUnit(unit), ...people.flatMap(formsOfPerson)] : []),
  ]);
};

/** Whether one of these forms is the person's own address or subject. */
const isOneOf = ({ email, subject }: Person, ids: readonly string[]): boolean =>
  ids.includes(idForm(email)) || (subject !== undefined && ids.includes(idForm(subject)));

/** A unit with the people that the register names with it. */
export type WhoIsWho = Pick<Unit, 'unitId' | 'name' | 'emails' | 'supervisors' | 'desks' | 'delegations'>;

/** Those who work in a unit. */
const staffOf = ({ supervisors, desks }: Pick<Unit, 'supervisors' | 'desks'>): Person[] => [...supervisors, ...desks];

/** Everybody whom the register names with a unit: supervisors, those at the desk, stand-ins. */
export const peopleOf = ({
  supervisors,
  desks,
  delegations,
}: Pick<Unit, 'supervisors' | 'desks' | 'delegations'>): Person[] => [
  ...supervisors,
  ...desks,
  ...delegations.map(({ to }) => to),
];

/** An address as the register takes it, wherever it stands in a text. */
const addressIn = /[\w+-](?:[\w.'+-]*[\w+-])?@(?:[a-z\d][a-z\d-]*\.)+[a-z]{2,}/gi;

/** The characters as they are meant, without those that show nothing; blanks stay, since they part words. */
const plainOf = (text: string): string =>
  text.normalize('NFKC').replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');

/** What is escaped in the address of a link. */
const unescaped = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });

/** What is written in an entry: addresses, and what is left, the name of a unit or a person, or a unit's id. `Name <address>` and `mailto:` are understood. */
const read = (entry: string): { text: string; addresses: string[] } => {
  const plain = plainOf(entry);
  const opened = /mailto:/i.test(plain) ? plainOf(unescaped(plain)) : plain;
  // Blanks within an address are looked over where nothing else is one.
  const addresses = opened.match(addressIn) ?? folded(opened).match(addressIn) ?? [];
  const rest = addresses
    .reduce((left, address) => left.replace(address, ''), opened.replace(/mailto:/gi, '').replace(/\?\S*/, ''))
    .replace(/[<>()[\]"“”]/g, '');
  return { text: addresses.length > 0 ? rest : entry, addresses };
};

/**
 * Whoever asks, and whoever has an address that stands in one of the claims, however it is written there (`Name <address>`, `mailto:`): from
 * whom something is kept. Who somebody is goes by the claims to the letter (`formsOfCaller`).
 */
export const formsNamed = (claimed: Claimed, unit: Unit | null): string[] => {
  const said = [claimed.sub, claimed.name ?? '', claimed.email ?? ''].map(read);
  const others = said.flatMap(({ text, addresses }) => [
    nameForm(text),
    ...addresses.flatMap((address) => formsOfCaller({ sub: address, name: null, email: null }, unit)),
  ]);
  return written([...formsOfCaller(claimed, unit), ...others]);
};

/** What stands behind the name of a unit of which an entry means the desk's address alone: the unit itself may hear of the clue. */
const deskOnly = '（仅收件邮箱）';

/** An entry and whom it met in the register, by their names; nobody where it is empty. */
export interface Meeting {
  entry: string;
  met: string[];
}

/** What `formsOfPerson` and `formsOfUnit` say, said once for all entries. */
interface Known {
  name: string;
  forms: readonly string[];
}

/** Others of the register who are the same people: they share an address or a subject. */
const samePeople = (known: readonly Known[], all: readonly Known[]): readonly Known[] => {
  const ids = new Set(known.flatMap(({ forms }) => forms.filter((form) => form.startsWith('id:'))));
  const found = all.filter(({ forms }) => forms.some((form) => ids.has(form)));
  return found.length > known.length ? samePeople(found, all) : found;
};

interface Registered {
  /** `others`: addresses of its desk, and what is its people's alone. */
  units: readonly (Known & { others: readonly string[] })[];
  people: readonly (Known & { region: string })[];
  desks: readonly Known[];
}

const registered = (units: readonly WhoIsWho[]): Registered => ({
  units: units.map((unit) => ({
    name: unit.name,
    forms: formsOfUnit(unit),
    others: [...unit.emails, ...staffOf(unit).flatMap(({ email, subject }) => [email, subject ?? ''])].map(idForm),
  })),
  people: units.flatMap((unit) =>
    peopleOf(unit).map((person) => ({
      name: person.name,
      forms: formsOfPerson(person),
      region: unitIdSays(unit.unitId).regionCode,
    })),
  ),
  desks: units.map(({ name, emails }) => ({ name: `${name}${deskOnly}`, forms: emails.map(idForm) })),
});

const meetingOf = (entry: string, known: Registered, regions: readonly string[]): Meeting & { forms: string[] } => {
  const { text, addresses } = read(entry);
  const ids = written([...addresses, text, entry].map(idForm));
  const names = written([nameForm(text)]);
  const meant = ({ forms }: Known) => forms.some((form) => ids.includes(form));
  const isNamed = ({ forms, region }: Registered['people'][number]) =>
    regions.includes(region) && forms.some((form) => names.includes(form));
  const people = samePeople(
    known.people.filter((one) => meant(one) || isNamed(one)),
    known.people,
  );
  const units = known.units.filter(meant);
  // The address of a desk alone: it is not mailed, but its unit is not meant.
  const desks = known.desks.filter(meant);
  return {
    entry,
    met: [...new Set([...units, ...desks, ...people].map(({ name }) => name))],
    forms: written([
      ...ids,
      ...names,
      // What is mailed to the desk of a unit that is meant, or to its people, reaches it, whatever unit the address stands with.
      ...units.flatMap(({ others }) => others),
      ...[...units, ...people].flatMap(({ forms }) => forms),
    ]),
  };
};

/**
 * Whom the entries mean, each unit and person by all that the register knows of them. A bare name means the people of that name in
 * `regions`, the clue's and those above it: they are known by everything from then on, also where they go. By the name alone it keeps the
 * clue from whoever bears it in another region, too, should the clue come there. `units`: all that are registered.
 */
export const resolved = (
  entries: readonly string[],
  units: readonly WhoIsWho[],
  regions: readonly string[],
): { forms: string[]; meetings: Meeting[] } => {
  const known = registered(units);
  const all = [...new Set(entries)].map((entry) => meetingOf(entry, known, regions));
  return {
    forms: [...new Set(all.flatMap(({ forms }) => forms))],
    meetings: all.map(({ entry, met }) => ({ entry, met })),
  };
};

/** Whether the unit as a whole must not hear of the clue. */
export const isRecusedUnit = (recused: Recused, unit: Pick<Unit, 'unitId' | 'name'>): boolean =>
  recused.meets(formsOfUnit(unit));

/** Whether a person must not be told, who is registered with that unit; nor is anybody of a unit that must not hear of it. */
export const isRecusedPerson = (recused: Recused, person: Person): boolean => recused.meets(formsOfPerson(person));

/** Whether a unit can take the clue: it may hear of it, and so may somebody of its people, where the register says who works at its desk. */
export const canTake = (
  recused: Recused,
  {
    supervisors = [],
    desks = [],
    ...unit
  }: Pick<Unit, 'unitId' | 'name'> & Partial<Pick<Unit, 'supervisors' | 'desks'>>,
): boolean =>
  !isRecusedUnit(recused, unit) &&
  (desks.length === 0 || staffOf({ supervisors, desks }).some((person) => !isRecusedPerson(recused, person)));

/** The addresses of a unit's desk that may hear of the clue. */
export const deskOf = (unit: Pick<Unit, 'unitId' | 'name' | 'emails'>, recused: Recused): string[] =>
  isRecusedUnit(recused, unit) ? [] : unit.emails.filter((email) => !recused.meets(formsOfId(email)));
