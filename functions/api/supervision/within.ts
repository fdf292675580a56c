import { readRegister } from '../../adapters/table/units.ts';
import { regionPath } from '../../domain/units/units.ts';

/** Those of the acts whose place is the region or lies below it, as the register has it. `placeOf`: null where no place would do. */
export const within = async <Act>(
  region: string,
  acts: readonly Act[],
  placeOf: (act: Act) => string | null,
): Promise<Act[]> => {
  const placed = acts.flatMap((act) => {
    const place = placeOf(act);
    return place === null ? [] : [{ act, place }];
  });
  if (placed.length === 0) return [];
  const { regions } = await readRegister([], [...new Set(placed.map(({ place }) => place))]);
  const isWithin = (code: string) => regionPath(regions, code).some((one) => one.code === region);
  return placed.flatMap(({ act, place }) => (isWithin(place) ? [act] : []));
};
