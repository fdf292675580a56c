import { isUnanswered, unseal } from '../seal.ts';
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

/** A sealed text of a record. KMS: one Decrypt. @throws Damaged where it does not open; the library's error where KMS gives no answer. */
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

/** Whether a service failed: that says nothing of a record. */
export const isService = (error: unknown): boolean =>
  error instanceof Error &&
  ('$metadata' in error ||
    '$fault' in error ||
    error.name === 'TimeoutError' ||
    ('code' in error && unreachable.test(String(error.code))) ||
    isUnanswered(error));
