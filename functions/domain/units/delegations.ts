import { type Issue, Refusal, requireNoFaults } from '../errors.ts';
import { fieldAt } from '../fields.ts';
import type { Text } from '../languages.ts';
import type { Delegation, Person, Unit } from './forms.ts';
import { folded, formsOfId, type WhoIsWho } from './recusal.ts';

/** Who stands in for an absent supervisor, and who may say so (domain.md, "Who may know": people). */

const sameText = (one: string, other: string): boolean => folded(one) === folded(other);

export const sameAddress = sameText;

/** Whether both say the same of the same people. */
const sameDelegation = (one: Delegation, other: Delegation): boolean =>
  sameAddress(one.absent, other.absent) &&
  sameAddress(one.to.email, other.to.email) &&
  sameText(one.to.name, other.to.name) &&
  one.from === other.from &&
  one.until === other.until;

const isAmong = (one: Delegation, all: readonly Delegation[]): boolean =>
  all.some((other) => sameDelegation(one, other));

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

const faultsOfOne = (n: number, all: readonly Delegation[], supervisors: readonly Person[]): Issue[] => {
  const one = all[n];
  if (!one) return [];
  const at = (field: string, message: Text): Issue[] => [{ path: `delegations.${n}.${field}`, message }];
  if (one.from > one.until) {
    return at('until', {
      zh: '早于开始日期，请填写不在岗的最后一日',
      en: 'lies before from: write the last day of the absence',
    });
  }
  const known = [...supervisors, ...all.map(({ to }) => to)];
  if (!known.some(({ email }) => sameAddress(email, one.absent))) {
    return at('absent', {
      zh: `${one.absent} 不是本单位负责人的邮箱，请填写负责人的邮箱，或先行登记`,
      en: `${one.absent} is no supervisor of this unit: write the address of one, or register it first`,
    });
  }
  const before = all.findIndex((other) => sameAddress(other.absent, one.absent) && shared(other, one) !== undefined);
  if (before < n) {
    return at('from', {
      zh: `与同一负责人的代行安排第${before + 1}项（delegations.${before}）期间重叠，请改为先后衔接`,
      en: `overlaps delegations.${before} of the same supervisor: let one end before the other begins`,
    });
  }
  return leadsTo(one.absent, one.to.email, one, all)
    ? at('to', {
        zh: `代行人又由 ${one.absent} 代行，请指定当日在岗的人员`,
        en: `leads back to ${one.absent}: name somebody who is not absent on these days`,
      })
    : [];
};

/** What does not fit in the delegations of a unit: every fault by the path of the entry that has it. */
export const faultsOfDelegations = (delegations: readonly Delegation[], supervisors: readonly Person[]): Issue[] =>
  delegations.flatMap((_, n) => faultsOfOne(n, delegations, supervisors));

/**
 * Who stands in for somebody on a date of the province: the person itself where nobody does. `absent`: whoever stands in for them must not
 * hear of it, so that it reaches somebody who is not there.
 */
export const standInOf = (
  person: Person,
  delegations: readonly Delegation[],
  today: string,
  mustNotHear: (person: Person) => boolean,
): { person: Person; absent: boolean } => {
  const valid = delegations.find(
    ({ absent, from, until }) => sameAddress(absent, person.email) && from <= today && today <= until,
  );
  if (!valid || mustNotHear(valid.to)) return { person, absent: valid !== undefined };
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

/** Of a unit: those who work with it. Whoever is only named as a stand-in does not. */
type Staffed = Pick<Unit, 'unitId' | 'supervisors' | 'desks'>;

/**
 * Who stands in and is not registered: with no unit at all, or under another name. What was said `before` stays. `unit`: as it will
 * be, whatever the register has of it.
 */
export const faultsOfStandIns = (
  delegations: readonly Delegation[],
  before: readonly Delegation[],
  unit: Staffed,
  register: readonly WhoIsWho[],
): Issue[] => {
  const units: Staffed[] = [unit, ...register.filter(({ unitId }) => unitId !== unit.unitId)];
  const people = units.flatMap(({ supervisors, desks }) => [...supervisors, ...desks]);
  return delegations.flatMap((one, n): Issue[] => {
    if (isAmong(one, before)) return [];
    const { name, email } = one.to;
    const found = people.filter((person) => sameAddress(person.email, email));
    if (found.some((person) => sameText(person.name, name))) return [];
    const path = `delegations.${n}.to`;
    // The registered name is not for whoever asks.
    return found.length > 0
      ? [
          {
            path: `${path}.name`,
            message: {
              zh: `与 ${email} 登记的姓名不一致，请填写登记的姓名`,
              en: `is not the name that ${email} is registered with: write that one`,
            },
          },
        ]
      : [
          {
            path: `${path}.email`,
            message: {
              zh: `${email} 不是已登记人员的邮箱，请填写某单位负责人或经办人的邮箱，或由系统管理员先行登记`,
              en: `${email} is the address of no registered person: name a supervisor or somebody of the desk of a unit, or have an operator register them first`,
            },
          },
        ];
  });
};

/** Who says who stands in: an operator, for anyone; a supervisor, for themselves, known by these forms (`formsOfCaller`). */
export type Namer = 'operator' | { forms: readonly string[] };

/** Whether the absent supervisor is the caller. */
export const isOwn = ({ absent }: Pick<Delegation, 'absent'>, { forms }: { forms: readonly string[] }): boolean =>
  formsOfId(absent).some((form) => forms.includes(form));

/**
 * A supervisor's list, with those of the unit's others as they were, whether it has them or not: a supervisor is not shown them. Those
 * that nobody leads to any more go.
 * @throws Refusal `forbidden` for one of somebody else that is new, or changed.
 */
const besideOthers = (
  { delegations, supervisors }: Pick<Unit, 'delegations' | 'supervisors'>,
  said: readonly Delegation[],
  caller: { forms: readonly string[] },
): Delegation[] => {
  const others = delegations.filter((one) => !isOwn(one, caller));
  const issues = said.flatMap((one, n): Issue[] =>
    isOwn(one, caller) || isAmong(one, others)
      ? []
      : [
          {
            path: `delegations.${n}.absent`,
            message: {
              zh: `${one.absent} 不是本人的邮箱，请删去该项或保持原样；为他人指定代行人的，由系统管理员办理`,
              en: `${one.absent} is no address of yours: leave the entry out, or as it was; an operator may name a stand-in for anyone`,
            },
          },
        ],
  );
  if (issues[0]) {
    const { path, message } = issues[0];
    const text = {
      zh: `负责人只能为本人指定代行人。${fieldAt(path).zh}：${message.zh}。`,
      en: `Supervisors name a stand-in for themselves only. ${fieldAt(path).en}: ${message.en}.`,
    };
    throw new Refusal('forbidden', text, issues);
  }
  const list = said.map((one) => others.find((other) => !isOwn(one, caller) && sameDelegation(one, other)) ?? one);
  const left = others.filter((one) => !isAmong(one, list));
  const still = stillOf([...list, ...left], supervisors);
  return [...list, ...left.filter((one) => still.includes(one))];
};

/**
 * The delegations of a unit after its list was said anew. `register`: all units with their people.
 * @throws Refusal `forbidden` where a supervisor speaks for somebody else, `bad-input` with every fault by its path in what was said.
 */
export const saidAnew = (
  unit: Unit,
  said: readonly Delegation[],
  by: Namer,
  register: readonly WhoIsWho[],
): Delegation[] => {
  const list = by === 'operator' ? [...said] : besideOthers(unit, said, by);
  const faults = [
    ...said.flatMap((_, n) => faultsOfOne(n, list, unit.supervisors)),
    ...faultsOfStandIns(list, unit.delegations, unit, register),
  ];
  requireNoFaults({ zh: `单位 ${unit.unitId} `, en: unit.unitId }, faults);
  return list;
};

/** The change of a unit by which a delegation came to be as it is; undefined where none of these is that. `history`: the first one first. */
export const namedBy = <C extends { delegations?: readonly Delegation[] | undefined }>(
  delegation: Delegation,
  history: readonly C[],
): C | undefined => {
  const lacks = history.findLastIndex(({ delegations = [] }) => !isAmong(delegation, delegations));
  return history[lacks + 1];
};
