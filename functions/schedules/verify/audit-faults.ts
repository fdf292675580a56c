import { digestAttribute } from '../../adapters/table/digest.ts';
import { keys } from '../../adapters/table/schema.ts';
import { type Fault, lacking, of } from './fault.ts';
import type { Item, Look } from './look.ts';

/** The log of audit against the records: each act of a person stands in both. */

/** Whether an event has an entry: what people did, once both were written by this code. */
export const isAudited = ({ by, [digestAttribute]: digest }: Item): boolean => by !== 'clock' && digest !== undefined;

const aboutOf = ({ about }: Item): { clueId?: string; transferId?: string; unitId?: string; regionCode?: string } =>
  (about ?? {}) as object;

/** Of events that people made happen to a record: each has an entry of its own, of the same instant. */
export const auditFaults = async (
  record: string,
  events: readonly Item[],
  about: Readonly<Record<string, string>>,
  look: Look,
): Promise<Fault[]> => {
  const faults: Fault[] = [];
  const alike = Map.groupBy(events, ({ at, event }) => `${at} ${event}`);
  for (const [what, some] of alike) {
    const [{ at, event } = {}] = some;
    const entries = (await look.partition(keys.audit(String(at), '').pk)).filter(
      (entry) =>
        entry.at === at &&
        entry.event === event &&
        Object.entries(about).every(([name, id]) => Reflect.get(aboutOf(entry), name) === id),
    );
    faults.push(
      ...of(record, lacking(entries.length >= some.length, `the log of audit does not show what was done: ${what}`)),
    );
  }
  return faults;
};

/** Of a day of the log: what its entries are about is there. */
export const entryFaults = async (entries: readonly Item[], look: Look): Promise<Fault[]> => {
  const named = entries.flatMap((entry) => {
    const { clueId, transferId, unitId, regionCode } = aboutOf(entry);
    return [
      ...(clueId === undefined ? [] : [keys.clue(clueId)]),
      ...(transferId === undefined ? [] : [keys.transfer(transferId)]),
      ...(unitId === undefined || clueId !== undefined ? [] : [keys.unit(unitId)]),
      ...(regionCode === undefined || clueId !== undefined ? [] : [keys.region(regionCode)]),
    ].map(({ pk }) => pk);
  });
  const wanted = [...new Set(named)];
  const found = new Set((await look.items(wanted.map((pk) => ({ pk, sk: 'RECORD' })))).map(({ pk }) => pk));
  return wanted.flatMap((pk) => of(pk, lacking(found.has(pk), 'the log of audit tells of it, and it is missing')));
};
