import type { Language } from '../languages.ts';
import type { Settings } from '../settings.ts';
import type { By } from '../transfer/events.ts';
import { namedBy, sameAddress } from '../units/delegations.ts';
import type { Delegation, Person, Unit } from '../units/forms.ts';
import { type Letter, page } from './page.ts';
import { wordsOf } from './words.ts';

/** What absent supervisors are told: that somebody stands in for them (domain.md, "Who may know": people). */

/** In which capacity somebody said who stands in; nothing that a token says of a person is mailed. */
type SaidAs = 'supervisor' | 'operator';

/** One delegation of which the absent supervisor is to hear. */
export interface Absence {
  delegation: Delegation;
  /** The supervisor's own address, as the register has it. */
  email: string;
  /** Of the unit's record that it came with; 0 where that is not known. Who is named again is told again. */
  version: number;
  saidAs: SaidAs;
}

/** Whether it is in force on that date of the province, or will be. */
export const lasts = ({ until }: Delegation, today: string): boolean => today <= until;

const addressOf = ({ absent }: Delegation, { supervisors, delegations }: Pick<Unit, 'supervisors' | 'delegations'>) =>
  [...supervisors, ...delegations.map(({ to }): Person => to)].find(({ email }) => sameAddress(email, absent))?.email ??
  absent;

/** Whoever changed the table by hand is an operator, in effect. */
const saidAs = (by: By | undefined): SaidAs =>
  by !== undefined && by !== 'clock' && by.role === 'supervisor' ? 'supervisor' : 'operator';

/** A unit's absences that last on that date of the province. `history`: its changes, the first one first. */
export const absencesOf = (
  unit: Pick<Unit, 'supervisors' | 'delegations'>,
  history: readonly { version: number; by: By; delegations?: readonly Delegation[] | undefined }[],
  today: string,
): Absence[] =>
  unit.delegations
    .filter((one) => lasts(one, today))
    .map((delegation) => {
      const change = namedBy(delegation, history);
      return {
        delegation,
        email: addressOf(delegation, unit),
        version: change?.version ?? 0,
        saidAs: saidAs(change?.by),
      };
    });

/**
 * To the absent supervisor: who stands in, when, who said so, and whom to ask where that is wrong. `unitName`: of their unit, in their
 * language; `today`: of the province.
 */
export const standInNamed = (
  { delegation: { to, from, until }, saidAs: capacity }: Absence,
  unitName: string,
  { operators }: Pick<Settings, 'operators'>,
  language: Language,
  today: string,
): Letter => {
  const words = wordsOf(language);
  const { standInNamed: said } = words;
  const [tag, line] = said.line(from, until);
  return page({
    words,
    subject: words.subject(tag, [], line),
    addressee: words.addressee.supervisor(unitName),
    paragraphs: [line],
    rows: [
      [said.labels.unit, unitName],
      [said.labels.standIn, `${to.name} <${to.email}>`],
      [said.labels.days, said.days(from, until)],
      [said.labels.saidBy, said.saidBy[capacity](unitName)],
      [said.labels.wrong, said.wrong(operators)],
    ],
    signedBy: null,
    on: today,
  });
};
