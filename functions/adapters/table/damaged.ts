import { unseal } from '../seal.ts';
import type { Key } from './schema.ts';

/** A record that cannot be used as it stands in the table. Nothing secret: it is logged. */
export class Damaged extends Error {
  override name = 'Damaged';
  /** Key of the record. */
  readonly record: string;

  constructor(record: string, fault: string, options?: ErrorOptions) {
    super(fault, options);
    this.record = record;
  }
}

/** A sealed text of a record. KMS: one Decrypt. @throws Damaged where it does not open; KMS's error where it gives no answer. */
export const opened = async ({ pk }: Key, clueId: string, field: string, sealed: Uint8Array): Promise<unknown> => {
  try {
    return await unseal(clueId, field, sealed);
  } catch (error) {
    if (isService(error)) throw error;
    throw new Damaged(pk, `its ${field} does not open where it stands`, { cause: error });
  }
};

/** Of errors of the network, as Node names them. */
const unreachable = /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_)/;

/** What KMS says of a data key that was changed, or that another key or context sealed: the record is at fault. */
const ofSeal = /^(InvalidCiphertext|IncorrectKey)Exception$/;

/** Whether a service failed: that says nothing of a record. */
export const isService = (error: unknown): boolean =>
  error instanceof Error &&
  !ofSeal.test(error.name) &&
  ('$metadata' in error ||
    '$fault' in error ||
    error.name === 'TimeoutError' ||
    ('code' in error && unreachable.test(String(error.code))));
