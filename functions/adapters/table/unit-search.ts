import type * as z from 'zod';
import type { Searched } from '../../domain/units/directory.ts';
import { unitSchema } from '../../domain/units/forms.ts';
import { keys, listedUnitIdOf } from './schema.ts';
import { readItems, readPartition } from './table.ts';
import { readRegister, type UnitList } from './units.ts';

/** Units that are looked for by what stands in them: the list of all units holds enough of each. */

const entry = unitSchema
  .pick({
    unitId: true,
    name: true,
    nameEn: true,
    organ: true,
    emails: true,
    supervisors: true,
    desks: true,
    delegations: true,
  })
  .strip();

/** Those whose entry is older than what it holds today are read one by one. */
const readEntries = async (prefix: string): Promise<z.infer<typeof entry>[]> => {
  const all = await readPartition(keys.unitEntry('').pk, prefix);
  const complete = all.filter(({ name }) => name !== undefined);
  const bare = all.filter(({ name }) => name === undefined);
  const records = await readItems(bare.map(({ sk }) => keys.unit(listedUnitIdOf(sk))));
  return [...complete.map(({ sk, ...one }) => ({ ...one, unitId: listedUnitIdOf(sk) })), ...records]
    .map((one) => entry.parse(one))
    .sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
};

/** One page, by id, of the units that are wanted; `next` is set where more follow. */
export const searchUnits = async ({ prefix, organ, limit, after }: UnitList, wanted: (unit: Searched) => boolean) => {
  const found = (await readEntries(prefix))
    .filter((one) => (organ === undefined || one.organ === organ) && wanted(one))
    .map(({ unitId }) => unitId)
    .filter((id) => after === undefined || id > after.unitId);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  const { units } = await readRegister(shown, []);
  return {
    units: shown.flatMap((id) => units.get(id) ?? []),
    next: last === undefined ? undefined : { unitId: last },
  };
};
