import { type CountedDay, countedFacts, type Run } from '../calendar/calendar.ts';
import type { HolidayName } from '../calendar/calendar-year.ts';
import type { Words } from './wording.ts';

/** As a thing to do: "please …", "has not been done: …". */
const duties: Words['duties'] = {
  dispatch: 'dispatch the clue',
  acknowledge: 'acknowledge the clue',
  correct: 'correct the clue and dispatch it again',
  feedback: 'report back to the sender',
  acceptance: 'tell the reporter that the report was accepted',
  outcome: 'tell the reporter the outcome',
};

const reasons = {
  'not-jurisdiction': 'not within its jurisdiction',
  incomplete: 'not complete',
  inaccurate: 'not accurate',
};

const handlings = {
  elsewhere: 'handling in another region',
  elevate: 'handling one level up',
  designate: 'handling by a designated unit',
  joint: 'joint handling',
};

const returned = { bounced: 'takes no mails', complained: 'complained of our mails' };

/** The holidays of the State Council's notices; a province's own keep their names. */
const holidays: Readonly<Record<string, string>> = {
  元旦: 'New Year’s Day',
  春节: 'Spring Festival',
  清明节: 'Qingming',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
} satisfies Record<HolidayName, string>;

const holiday = (name: string) =>
  name
    .split('、')
    .map((one) => holidays[one] ?? one)
    .join(' and ');

const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;

const run = ({ name, first, last }: Run) => `${holiday(name)} ${first === last ? first : `${first} to ${last}`}`;

const count = (days: readonly CountedDay[], calendar: string): string => {
  const { start, counted, weekends, holidays: runs, makeUpDays, provisional } = countedFacts(days);
  const left = [...(weekends > 0 ? [`${many(weekends, 'day')} of weekends`] : []), ...runs.map(run)];
  return [
    `counted from ${start} (that day left out), due on working day ${counted}`,
    ...(left.length > 0 ? [`not counted: ${left.join(', ')}`] : []),
    ...(makeUpDays.length > 0 ? [`make-up working days counted: ${makeUpDays.join(', ')}`] : []),
    ...(provisional ? ['years without a holiday notice are counted Monday to Friday'] : []),
    `calendar version ${calendar}`,
  ].join('; ');
};

const toDo = (duty: keyof typeof duties | null) => (duty ? duties[duty] : 'act');

export const en: Words = {
  tag: 'en',
  stop: '.',
  colon: ': ',
  comma: ', ',
  foot: 'Sent by the clue transfer system. It holds nothing of the clue itself.',
  duties,
  rules: {
    'organised-crime': 'Clue on organised crime',
    misconduct: 'Clue on misconduct',
    'case-notice': 'Notice of a filed case',
    reply: 'Reply to a real-name report',
  },
  labels: {
    reference: 'Reference',
    rule: 'Kind',
    heldBy: 'Unit',
    from: 'Sender',
    to: 'Receiver',
    duty: 'Duty',
    due: 'Due',
    count: 'How it was counted',
    instead: 'Why you',
    rest: 'Others',
    act: 'Sign in to act',
    look: 'Sign in to read',
    address: 'Address',
    mend: 'What to do',
    effect: 'Until then',
    home: 'The system',
  },
  headlines: {
    'due-today': ({ duty }) => ['Reminder', `due today, please ${toDo(duty)}`],
    due: ({ duty, dueDate }) => ['Reminder', `due on ${dueDate}, please ${toDo(duty)}`],
    'was-due': ({ duty, dueDate }) => ['Reminder', `was due on ${dueDate}, please ${toDo(duty)}`],
    overdue: ({ duty, owner, days }) => [
      'Escalation',
      `${owner} is ${many(days, 'working day')} overdue and has yet to ${toDo(duty)}`,
    ],
    late: ({ late }) => ['Escalation', `registered or dispatched${late ? ' late' : ''}, please see to the sender`],
    recounted: ({ movedFrom, due }) => ['New due date', `due on ${due}${movedFrom ? ` instead of ${movedFrom}` : ''}`],
    'extension-asked': ({ owner, days }) => [
      'Extension asked',
      `${owner} asks for ${many(days, 'working day')} more, please decide`,
    ],
    'extension-approved': ({ due }) => ['Extension approved', `now due on ${due}`],
    'extension-refused': ({ due }) => ['Extension refused', `still due on ${due}`],
    returned: ({ receiver, reason, suggested, due }) => [
      'Returned',
      `${receiver} returned the clue (${reasons[reason]}${suggested ? `; it names ${suggested}` : ''}), please correct it by ${due}`,
    ],
    feedback: ({ receiver, final }) => [
      'Feedback',
      `${receiver} gave ${final ? 'final' : 'interim'} feedback, please sign in to read it`,
    ],
    'proposal-made': ({ receiver, handling }) => [
      'Proposal',
      `${receiver} proposes ${handlings[handling]}, please decide`,
    ],
    'proposal-approved': ({ handling }) => ['Proposal', `${handlings[handling]} was approved`],
    'proposal-refused': ({ handling }) => ['Proposal', `${handlings[handling]} was refused, please go on`],
  },
  subject: (tag, reference, line) => `[${tag}] ${reference ? `Clue transfer ${reference}: ` : ''}${line}`,
  owed: (duty, owner) => `${duties[duty]} (${owner})`,
  dueDate: (date, provisional) => `${date}${provisional ? ' (provisional)' : ''}`,
  dueAt: (date, provisional, closeOfBusiness = '24:00') =>
    `${date} ${closeOfBusiness}${provisional ? ' (provisional: a year’s holiday notice is not out yet)' : ''}`,
  count,
  standsIn: (absent) => `you stand in for ${absent}, who is absent`,
  morning: (kind, owner, n) =>
    kind === 'reminder'
      ? ['Reminder', `${owner} has ${many(n, 'duty', 'duties')} to do in time`]
      : ['Escalation', `${owner} has ${many(n, 'duty', 'duties')} overdue`],
  recount: {
    line: (n) => ['New due dates', `calendar or windows have changed: ${many(n, 'due date')} counted again`],
    definite: (date) => `${date}, no longer provisional`,
    more: (n) => `${n} more, please sign in and read the ledger`,
  },
  addressReturned: {
    line: (unitId, reason) => [
      'Address',
      `an address of ${unitId} ${returned[reason]}; reminders may not reach the unit`,
    ],
    mend: (unitId) =>
      `ask the unit, then correct it with PUT /v1/units/${unitId}; where the address is right, put the unit again as it is`,
  },
  calendarMissing: {
    line: (year) => [
      'Calendar',
      `the holiday notice of ${year} is not in, and due dates that reach into it are provisional`,
    ],
    mend: (year) =>
      `once the General Office of the State Council has published it, put its holidays and make-up days in with PUT /v1/calendar/${year}`,
    effect: 'counted Monday to Friday; afterwards every open due date is counted again, and the units are told',
  },
  standInNamed: {
    line: (from, until) => [
      'Stand-in',
      `you are absent from ${from} to ${until}, and somebody else gets your escalations`,
    ],
    labels: { unit: 'Unit', standIn: 'Stand-in', days: 'Days', saidBy: 'Said by', wrong: 'Where this is wrong' },
    days: (from, until) => `${from} to ${until}, both included`,
    saidBy: { supervisor: (unit) => `a supervisor of ${unit}`, operator: () => 'an operator of the system' },
    wrong: (operators) => `ask the operators of the system at once (${operators.join(', ')})`,
  },
};
