import type { Telling } from '../transfer/telling.ts';

/** Which of all that is due goes into one mail (domain.md, "Life of a transfer"): what one address is to be told, of one kind. */

/** Something due, and the people whom it is told. */
interface Due {
  telling: Pick<Telling, 'kind'>;
  people: { recipients: readonly { email: string }[] };
}

const isFor =
  (email: string) =>
  ({ people }: Due): boolean =>
    people.recipients.some((recipient) => recipient.email === email);

/**
 * Of all that is due now, what goes into one mail to `email` with `own`, that itself included; `own` alone where it is fewer than
 * `digestFrom` of its kind.
 */
export const gathered = <D extends Due>(own: D, others: readonly D[], email: string, digestFrom: number): D[] => {
  const all = [own, ...others.filter((one) => one.telling.kind === own.telling.kind).filter(isFor(email))];
  return all.length < digestFrom ? [own] : all;
};
