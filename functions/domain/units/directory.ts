import type { Unit } from './forms.ts';
import { unitIdSays } from './forms.ts';
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
