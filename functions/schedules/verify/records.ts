import type { Fault } from './fault.ts';
import { headOf, type Stood } from './heads.ts';
import { type Look, lookAtTable } from './look.ts';
import { verifyPartition } from './partition.ts';

/** Many partitions, some at a time; what does not fit is looked at once more. */

export interface Found {
  faults: Fault[];
  unproven: Set<string>;
  /** Where each record stood, by its partition. */
  heads: Map<string, Stood>;
}

export const nothingFound = (): Found => ({ faults: [], unproven: new Set(), heads: new Map() });

export const addTo = (all: Found, { faults, unproven, heads }: Found): void => {
  all.faults.push(...faults);
  for (const one of unproven) all.unproven.add(one);
  for (const [pk, head] of heads) all.heads.set(pk, head);
};

/** Partitions at once. */
const atOnce = 20;

/** Milliseconds after which what was being written is surely written, and an index has followed its table. */
const settled = 3_000;
export const untilSettled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, settled));

const verify = async (
  partitions: readonly string[],
  look: Look,
): Promise<Omit<Found, 'faults'> & { wrong: Map<string, Fault[]> }> => {
  const wrong = new Map<string, Fault[]>();
  const { unproven, heads } = nothingFound();
  for (let from = 0; from < partitions.length; from += atOnce) {
    await Promise.all(
      partitions.slice(from, from + atOnce).map(async (pk) => {
        const items = await look.partition(pk);
        const found = await verifyPartition(pk, items, look);
        const head = headOf(pk, items);
        if (head) heads.set(pk, head);
        if (found.faults.length > 0) wrong.set(pk, found.faults);
        for (const record of found.unproven) unproven.add(record);
      }),
    );
  }
  return { wrong, unproven, heads };
};

/** What is wrong with them still after a while: several items of one transaction may have been read as it came about. */
export const verifyPartitions = async (
  partitions: Iterable<string>,
  timeZone: string,
  opening = true,
): Promise<Found> => {
  const { wrong, unproven, heads } = await verify([...new Set(partitions)], lookAtTable(timeZone, opening));
  if (wrong.size === 0) return { faults: [], unproven, heads };
  await untilSettled();
  const again = await verify([...wrong.keys()], lookAtTable(timeZone, opening));
  return { faults: [...again.wrong.values()].flat(), unproven, heads: new Map([...heads, ...again.heads]) };
};
