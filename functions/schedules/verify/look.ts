import { unseal } from '../../adapters/seal.ts';
import { isService } from '../../adapters/table/damaged.ts';
import { type Key, keys } from '../../adapters/table/schema.ts';
import { readItems, readPartition } from '../../adapters/table/table.ts';

/** What a verification reads beside what it looks at. */

export type Item = Readonly<Record<string, unknown>>;

export interface Look {
  /** Those of the items that there are. */
  items: (wanted: readonly Key[]) => Promise<readonly Item[]>;
  partition: (pk: string) => Promise<readonly Item[]>;
  /** Whether a sealed text opens where it stands. @throws Error where KMS gives no answer. */
  opens: (clueId: string, field: string, sealed: Uint8Array) => Promise<boolean>;
  /** Of the province. */
  timeZone: string;
}

export const keyOf = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) });

/** Whether a sealed text opens. One KMS Decrypt. @throws Error where KMS gives no answer. */
const opens = async (clueId: string, field: string, sealed: Uint8Array): Promise<boolean> => {
  try {
    await unseal(clueId, field, sealed);
    return true;
  } catch (error) {
    if (isService(error)) throw error;
    return false;
  }
};

/** Partitions that many records are held against: read once a round. */
const shared = keys.audit('', '').pk;

/**
 * The table as it is. The log of audit is read once a day of it.
 * @param opening Whether sealed texts are opened, which takes a call of KMS each; where not, their digests alone prove them.
 */
export const lookAtTable = (timeZone: string, opening = true): Look => {
  const known = new Map<string, Promise<readonly Item[]>>();
  const partition = (pk: string): Promise<readonly Item[]> => {
    if (!pk.startsWith(shared)) return readPartition(pk);
    const read = known.get(pk) ?? readPartition(pk);
    known.set(pk, read);
    return read;
  };
  return { items: readItems, partition, opens: opening ? opens : async () => true, timeZone };
};
