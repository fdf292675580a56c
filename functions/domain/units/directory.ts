import { type Unit, unitIdSays } from './forms.ts';
import { folded } from './recusal.ts';

/** The directory: what every caller may know of every unit, so that nobody has to guess an id. */

/** Of a unit its id, its names and its organ, and nothing else. */
export type Listed = Pick<Unit, 'unitId' | 'name' | 'organ'> & { nameEn?: string | undefined };

/** What the directory is asked for: of one region, of one organ, with this in its name or its id, in whatever width and case. */
export interface Wanted {
  region?: string | undefined;
  organ?: string | undefined;
  q?: string | undefined;
}

/** Those that are asked for, by id. */
export const found = (all: readonly Listed[], { region, organ, q = '' }: Wanted): Listed[] => {
  const text = folded(q);
  return all
    .filter(
      (unit) =>
        (region === undefined || unitIdSays(unit.unitId).regionCode === region) &&
        (organ === undefined || unit.organ === organ) &&
        [unit.unitId, unit.name, unit.nameEn ?? ''].some((said) => folded(said).includes(text)),
    )
    .sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
};

/** What an operator looks through: a unit with its people and all of its addresses. */
export type Searched = Pick<Unit, 'unitId' | 'name' | 'nameEn' | 'emails' | 'supervisors' | 'desks' | 'delegations'>;

/** All addresses that a unit is mailed at; whoever works at the desk is mailed at the desk's. */
export const mailedAt = ({
  emails,
  supervisors,
  delegations,
}: Omit<Searched, 'unitId' | 'name' | 'desks'>): string[] => [
  ...emails,
  ...[...supervisors, ...delegations.map(({ to }) => to)].map(({ email }) => email),
];

/** Whether a text stands in the id, the names, the people or the addresses of a unit, in whatever width and case. */
export const holds = (unit: Searched, q: string): boolean => {
  const text = folded(q);
  const people = [...unit.supervisors, ...unit.desks, ...unit.delegations.map(({ to }) => to)];
  return [
    ...[unit.unitId, unit.name, unit.nameEn ?? '', ...unit.emails],
    ...people.flatMap(({ name, email }) => [name, email]),
  ].some((said) => folded(said).includes(text));
};
