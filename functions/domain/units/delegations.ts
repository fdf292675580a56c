import type { Issue } from '../errors.ts';
import type { Delegation, Person } from './forms.ts';

/** Who stands in for an absent supervisor. */

export const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Days that both last; undefined where they share none. */
const shared = (a: Pick<Delegation, 'from' | 'until'>, b: Pick<Delegation, 'from' | 'until'>) => {
  const from = a.from > b.from ? a.from : b.from;
  const until = a.until < b.until ? a.until : b.until;
  return from <= until ? { from, until } : undefined;
};

/** Whether on one of those days the stand-ins of `email` lead back to `origin`. */
const leadsTo = (
  origin: string,
  email: string,
  days: Pick<Delegation, 'from' | 'until'>,
  all: readonly Delegation[],
): boolean =>
  sameAddress(origin, email) ||
  all.some((one) => {
    const both = sameAddress(one.absent, email) ? shared(one, days) : undefined;
    return (
      both !== undefined &&
      leadsTo(
        origin,
        one.to.email,
        both,
        all.filter((other) => other !== one),
      )
    );
  });

/** What does not fit in the delegations of a unit: every fault by the path of the entry that has it. */
export const faultsOfDelegations = (delegations: readonly Delegation[], supervisors: readonly Person[]): Issue[] => {
  const known = [...supervisors, ...delegations.map(({ to }) => to)].map(({ email }) => email);
  return delegations.flatMap((one, n): Issue[] => {
    const at = (field: string, message: string): Issue[] => [{ path: `delegations.${n}.${field}`, message }];
    if (one.from > one.until) return at('until', 'lies before from: write the last day of the absence');
    if (!known.some((email) => sameAddress(email, one.absent))) {
      return at(
        'absent',
        `${one.absent} is no supervisor of this unit: write the address of one, or register it first`,
      );
    }
    const before = delegations.findIndex(
      (other) => sameAddress(other.absent, one.absent) && shared(other, one) !== undefined,
    );
    if (before < n) {
      return at('from', `overlaps delegations.${before} of the same supervisor: let one end before the other begins`);
    }
    return leadsTo(one.absent, one.to.email, one, delegations)
      ? at('to', `leads back to ${one.absent}: name somebody who is not absent on these days`)
      : [];
  });
};

/** Who stands in for somebody on a date of the province; the person itself where nobody does, or where the stand-in must not hear of it. */
export const standInOf = (
  person: Person,
  delegations: readonly Delegation[],
  today: string,
  mustNotHear: (person: Person) => boolean,
): Person => {
  const valid = delegations.find(
    ({ absent, from, until }) => sameAddress(absent, person.email) && from <= today && today <= until,
  );
  if (!valid || mustNotHear(valid.to)) return person;
  return standInOf(
    valid.to,
    delegations.filter((one) => one !== valid),
    today,
    mustNotHear,
  );
};

/** Whether a delegation is still of one of these people, or of somebody who stands in for one. */
const isOf = ({ absent }: Delegation, all: readonly Delegation[], supervisors: readonly Person[]): boolean =>
  supervisors.some(({ email }) => sameAddress(email, absent)) ||
  all.some(
    (other) =>
      sameAddress(other.to.email, absent) &&
      isOf(
        other,
        all.filter((one) => one !== other),
        supervisors,
      ),
  );

/** Those delegations that are still of one of these supervisors, or of somebody who stands in for one. */
export const stillOf = (delegations: readonly Delegation[], supervisors: readonly Person[]): Delegation[] =>
  delegations.filter((one) => isOf(one, delegations, supervisors));
