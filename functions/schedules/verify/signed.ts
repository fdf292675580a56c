import { getHeads, listHeads, type Opened, putHeads } from '../../adapters/heads.ts';
import { keys } from '../../adapters/table/schema.ts';
import { readItems, readPartition, tableName } from '../../adapters/table/table.ts';
import { addDays } from '../../domain/calendar/time.ts';
import { type Heads, type HeadsFile, nameOf, toRows } from '../../domain/transfer/heads.ts';
import { type Fault, of } from './fault.ts';

/** The files of signed heads: those of before read and held to each other, and the one of a round put. */

/** Heads in one file. */
const together = 50_000;

/** Numbers from 1 that are not there. */
const gapsIn = (numbers: readonly number[]): Fault[] => {
  const there = new Set(numbers);
  return Array.from({ length: numbers.at(-1) ?? 0 }, (_, n) => n + 1)
    .filter((number) => !there.has(number))
    .flatMap((number) => of(nameOf(number), ['this file of signed heads is missing']));
};

/**
 * Files of signed heads, held to each other, the newest first. What is wrong with them comes into `faults`: a file that is missing, is not
 * what was signed, or does not lead on from the one before it.
 * @param numbers Of the files that there are, in their order.
 * @param open Undefined of a file that is not what was signed.
 */
export const held = async function* (
  numbers: readonly number[],
  open: (number: number) => Promise<Opened | undefined>,
  faults: Fault[],
): AsyncGenerator<Opened> {
  faults.push(...gapsIn(numbers));
  let after: HeadsFile | undefined;
  for (const number of numbers.toReversed()) {
    const opened = await open(number);
    if (opened?.file.number !== number) {
      faults.push(...of(nameOf(number), ['this file of signed heads is not what was signed']));
      after = undefined;
      continue;
    }
    if (after?.number === number + 1 && after.previous !== opened.hash)
      faults.push(...of(nameOf(number), ['the file of signed heads after it leads on from another']));
    after = opened.file;
    yield opened;
  }
};

/** The files of this table since an instant (UTC). */
export const filesSince = async function* (
  numbers: readonly number[],
  since: string,
  faults: Fault[],
): AsyncGenerator<HeadsFile> {
  for await (const { file } of held(numbers, getHeads, faults)) {
    if (file.at < since) return;
    if (file.table === tableName()) yield file;
  }
};

/** Puts the heads of a round into files of their own, signed. Another round that is at it at the same time only puts its own between. */
export const signHeads = async (heads: Heads, at: string): Promise<number> => {
  const rows = toRows(heads);
  let files = 0;
  do {
    const some = rows.slice(files * together, (files + 1) * together);
    for (let tries = 1; ; tries += 1) {
      const last = (await listHeads()).at(-1) ?? 0;
      const before: Opened | undefined = last === 0 ? undefined : await getHeads(last);
      const file: HeadsFile = {
        ...{ format: 1, table: tableName(), number: last + 1, previous: before?.hash ?? null, at, heads: some },
      };
      if (await putHeads(file)) break;
      if (tries === 5) throw new Error(`heads of ${at} were put in the way of others five times`);
    }
    files += 1;
  } while (files * together < rows.length);
  return files;
};

/** Partitions of what people acted on from a day on until an instant (UTC), by the log of audit; its days as well. */
export const touchedSince = async (from: string, until: string): Promise<string[]> => {
  // The day before the first: it may not have been over when it was last looked at.
  const touched = new Set<string>([keys.audit(addDays(from.slice(0, 10), -1), '').pk]);
  const clues = new Set<string>();
  for (let day = from.slice(0, 10); day <= until.slice(0, 10); day = addDays(day, 1)) {
    const { pk } = keys.audit(day, '');
    touched.add(pk);
    for (const { about } of await readPartition(pk)) {
      const { clueId, transferId, unitId, regionCode } = (about ?? {}) as Record<string, string | undefined>;
      if (clueId !== undefined) clues.add(clueId);
      if (transferId !== undefined) touched.add(keys.transfer(transferId).pk);
      if (unitId !== undefined) touched.add(keys.unit(unitId).pk);
      if (regionCode !== undefined) touched.add(keys.region(regionCode).pk);
    }
  }
  for (const { pk, transferIds, replyId } of await readItems([...clues].map(keys.clue))) {
    touched.add(String(pk));
    for (const id of [...(Array.isArray(transferIds) ? transferIds : []), replyId]) {
      if (typeof id === 'string') touched.add(keys.transfer(id).pk);
    }
  }
  return [...touched];
};
