import { date, many, until } from './terms-en.ts';
import type { NoticeWords } from './wording.ts';

/** What English mails say that are about no transfer, or about many by one cause. */

const returned = { bounced: 'takes no mails', complained: 'complained of our mails' };

export const notices: NoticeWords = {
  recount: {
    line: (n) => ['New due dates', `${many(n, 'due date')} changed after a change of holidays or time limits`],
    moves: (from, to) => `from ${from} to ${to}`,
    stays: (due) => `${due} again, whatever an earlier mail said`,
    definite: (due) => `${due}, no longer provisional`,
    inTimeUntil: (end) => `the new date has passed: done by ${until(end)} it is in time`,
    more: (n) => `${n} more, please sign in and read the ledger`,
  },
  operators: 'To the operators of the system:',
  addressReturned: {
    line: (unit, reason) => ['Address', `an address of ${unit} ${returned[reason]}; reminders may not reach the unit`],
    mend: (unitId) =>
      `ask the unit, then correct it in the register of units (${unitId}); where the address is right, save the unit again as it is`,
  },
  calendarMissing: {
    line: (years) => [
      'Calendar',
      `the holiday notice of ${years.join(', ')} is not in, and due dates that reach into that year are provisional`,
    ],
    mend: (years) =>
      `once the General Office of the State Council has published it, put the holidays and make-up days of ${years.join(', ')} into the calendar`,
    effect: 'counted Monday to Friday; afterwards every open due date is counted again, and the units are told',
  },
  standInNamed: {
    line: (from, until) => [
      'Stand-in',
      `you are absent from ${date(from)} to ${date(until)}, and somebody else gets your escalations`,
    ],
    labels: { unit: 'Unit', standIn: 'Stand-in', days: 'Days', saidBy: 'Said by', wrong: 'Where this is wrong' },
    days: (from, until) => `${date(from)} to ${date(until)}, both included`,
    saidBy: { supervisor: (unit) => `a supervisor of ${unit}`, operator: () => 'an operator of the system' },
    wrong: (operators) => `ask the operators of the system at once (${operators.join(', ')})`,
  },
};
