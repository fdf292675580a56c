import type { HolidayName } from '../calendar/calendar-year.ts';
import { countedFacts, type Run } from '../calendar/count.ts';
import type { Amount, Words } from './wording.ts';

/** As a thing to do: "please …", "has not been done: …". */
const duties: Words['duties'] = {
  dispatch: 'dispatch the clue',
  acknowledge: 'acknowledge the clue',
  correct: 'correct the clue and dispatch it again',
  supplement: 'supply what the receiver lacks',
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

const units = { 'working-days': 'working day', 'calendar-days': 'calendar day', hours: 'hour' };

const amount = ({ count, unit }: Amount) => (count > 0 ? many(count, units[unit]) : `less than one ${units[unit]}`);

const counts = {
  'working-days': (n: number) => `due on working day ${n}`,
  'calendar-days': (n: number) => `due on calendar day ${n}`,
  hours: (n: number) => `due after ${many(n, 'hour')}`,
};

const runs = {
  always: 'nights and days off count',
  'working-days': 'only working days count',
  'office-hours': 'only office hours of working days count',
};

const stretch = ({ first, last }: Run) => (first === last ? first : `${first} to ${last}`);

const run = (one: Run) => `${holiday(one.name)} ${stretch(one)}`;

const count: Words['count'] = (days, { unit, run: hoursRun, extended }) => {
  const facts = countedFacts(days);
  const { start, counted, weekends, holidays: off, paused, makeUpDays, movedOn, provisional } = facts;
  const left = [...(weekends > 0 ? [`${many(weekends, 'day')} of weekends`] : []), ...off.map(run)];
  const leaves = unit === 'working-days' || (unit === 'hours' && hoursRun !== 'always');
  return [
    `counted from ${start}${unit === 'hours' ? '' : ' (that day left out)'}, ${counts[unit](counted)}`,
    ...(unit === 'hours' ? [runs[hoursRun]] : []),
    ...(leaves && left.length > 0 ? [`not counted: ${left.join(', ')}`] : []),
    ...(makeUpDays.length > 0 ? [`make-up working days counted: ${makeUpDays.join(', ')}`] : []),
    ...(paused.length > 0 ? [`paused: ${paused.map(stretch).join(', ')}`] : []),
    ...(extended > 0 ? [`with an extension of ${amount({ count: extended, unit })}`] : []),
    ...(movedOn ? ['the last day is a day off, so it ends on the next working day'] : []),
    ...(provisional ? ['years without a holiday notice are counted Monday to Friday'] : []),
  ].join('; ');
};

const began = {
  'organised-crime': 'Discovered on',
  misconduct: 'Discovered on',
  'case-notice': 'Case filed on',
  reply: 'Reported on',
  supplement: 'Discovered on',
};

const handled = (handling: keyof typeof handlings, named: readonly string[]) =>
  named.length > 0 ? `${handlings[handling]} (${named.join(', ')})` : handlings[handling];

const some = (owner: string | null) => owner ?? 'several units';

const now = (duty: keyof typeof duties | null) => `does now what is overdue${duty ? ` (${duties[duty]})` : ''}`;

const toDo = (duty: keyof typeof duties | null) => (duty ? duties[duty] : 'act');

export const en: Words = {
  language: 'en',
  tag: 'en',
  stop: '.',
  colon: ': ',
  comma: ', ',
  and: ', ',
  foot: 'Sent by the clue transfer system. It holds nothing of the clue itself.',
  duties,
  rules: {
    'organised-crime': 'Clue on organised crime',
    misconduct: 'Clue on misconduct',
    'case-notice': 'Notice of a filed case',
    reply: 'Reply to a real-name report',
    supplement: 'Supplement',
  },
  labels: {
    reference: 'Reference',
    rule: 'Kind',
    heldBy: 'Unit',
    from: 'Sender',
    to: 'Receiver',
    duty: 'Duty',
    due: 'Due',
    grace: 'Since the date was moved forward',
    count: 'How it was counted',
    basis: 'Basis',
    missed: 'To be dispatched by',
    overdue: 'Overdue by',
    units: 'Units named',
    asked: 'What is asked of you',
    why: 'Why it comes to you',
    informed: 'Told before',
    instead: 'Why you',
    again: 'Sent again',
    rest: 'Others',
    act: 'Sign in to act',
    address: 'Address',
    mend: 'What to do',
    effect: 'Until then',
  },
  headlines: {
    'due-today': ({ duty }) => ['Reminder', `due today, please ${toDo(duty)}`],
    due: ({ duty, dueDate }) => ['Reminder', `due on ${dueDate}, please ${toDo(duty)}`],
    'was-due': ({ duty, dueDate }) => ['Reminder', `was due on ${dueDate}, please ${toDo(duty)}`],
    overdue: ({ duty, owner, amount: by }) => [
      'Escalation',
      `${owner} is ${amount(by)} overdue and has yet to ${toDo(duty)}`,
    ],
    late: ({ late, rule, discovered, missed, amount: by }) => [
      'Escalation',
      missed
        ? `${began[rule].toLowerCase()} ${discovered}, to be dispatched by ${missed}, ${amount(by)} overdue, please see to the sender`
        : `registered or dispatched${late ? ' late' : ''}, please see to the sender`,
    ],
    dispatched: ({ sender, until }) => [
      'Dispatched',
      `${sender} dispatched a clue to you, please acknowledge it by ${until}`,
    ],
    recalled: ({ sender }) => ['Recalled', `${sender} recalled the clue, nothing is to be acknowledged any more`],
    'supplement-asked': ({ receiver, until }) => [
      'Supplement',
      `${receiver} asks for a supplement, please supply it by ${until}`,
    ],
    supplied: ({ sender }) => ['Supplement', `${sender} supplied what was asked for, please sign in to read it`],
    undecided: ({ owner, askedOn, amount: by }) => [
      'Undecided',
      `the extension that ${owner} asked for on ${askedOn} has not been decided for ${amount(by)}, please decide`,
    ],
    recounted: ({ movedFrom, due }) => ['New due date', `due on ${due}${movedFrom ? ` instead of ${movedFrom}` : ''}`],
    'extension-asked': ({ owner, amount: by }) => [
      'Extension asked',
      `${owner} asks for ${amount(by)} more, please decide`,
    ],
    'extension-approved': ({ amount: by, due }) => ['Extension approved', `${amount(by)} more, now due on ${due}`],
    'extension-refused': ({ amount: by, due }) => [
      'Extension refused',
      `the ${amount(by)} asked for were refused, still due on ${due}`,
    ],
    returned: ({ receiver, reason, suggested, until }) => [
      'Returned',
      `${receiver} returned the clue (${reasons[reason]}${suggested ? `; it names ${suggested}` : ''}), please correct it by ${until}`,
    ],
    feedback: ({ receiver, final }) => [
      'Feedback',
      `${receiver} gave ${final ? 'final' : 'interim'} feedback, please sign in to read it`,
    ],
    'proposal-made': ({ receiver, handling, units: named }) => [
      'Proposal',
      `${receiver} proposes ${handled(handling, named)}, please decide`,
    ],
    'proposal-approved': ({ handling, units: named, dueDate }) => [
      'Proposal',
      `${handled(handling, named)} was approved${dueDate ? `, now to be acknowledged by ${dueDate}` : ''}`,
    ],
    'proposal-refused': ({ handling, units: named }) => [
      'Proposal',
      `${handled(handling, named)} was refused, please go on`,
    ],
  },
  began,
  subject: (tag, references, line) =>
    `[${tag}] ${references.length > 0 ? `Clue transfer ${references.join(', ')}: ` : ''}${line}`,
  owed: (duty, owner) => `${duties[duty]} (${owner})`,
  amount,
  overdue: (by) => `${amount(by)} overdue`,
  several: 'the units',
  dueDate: (date, provisional) => `${date}${provisional ? ' (provisional)' : ''}`,
  dueAt: (date, time, provisional) =>
    `${date} ${time}${provisional ? ' (provisional: a year’s holiday notice is not out yet)' : ''}`,
  standsStill: ' (the clock stands still until the supplement is there)',
  isOver: ' (has passed, act now)',
  grace: (date) => `not overdue if done by ${date}`,
  count,
  asked: {
    owner: (_, duty) => `please ${toDo(duty)} now`,
    supervisor: (owner, duty) => `please see to it that ${owner} ${now(duty)}`,
    office: (owner, duty) =>
      `please supervise ${owner}: what is overdue is to be done now${duty ? ` (${duties[duty]})` : ''}`,
  },
  why: (step, level, wasLate) => {
    const whom = level === 'supervisor' ? 'the unit’s supervisors are' : 'the leading group office is';
    if (step === 0) return `it is overdue: ${whom} told at once`;
    return wasLate
      ? `it was overdue when it was registered: ${whom} told ${many(step, 'working day')} after that`
      : `${whom} told when it is ${many(step, 'working day')} overdue`;
  },
  informed: (unit, as, date) => {
    const who = as === 'supervisor' ? ', supervisor' : as === 'stand-in' ? ', stand-in' : '';
    return `${unit}${who} (${date})`;
  },
  standsIn: (absent) => `you stand in for ${absent}, who is absent`,
  secondCopy: 'nobody knows whether it was sent before, so that this may be a second copy',
  many: {
    reminder: (n, owner) => `${some(owner)} ${owner ? 'has' : 'have'} ${many(n, 'duty', 'duties')} to do in time`,
    escalation: (n, owner) =>
      `${some(owner)} ${owner ? 'has' : 'have'} ${many(n, 'duty', 'duties')} overdue, please see to it`,
    undecided: (n) => `${many(n, 'extension')} not decided, please decide`,
    late: (n, owner) => `${some(owner)} registered or dispatched ${many(n, 'clue')} late, please see to it`,
    dispatched: (n) => `${many(n, 'clue')} dispatched to you, please acknowledge in time`,
    recalled: (n) => `${many(n, 'clue')} recalled, nothing is to be acknowledged any more`,
    'supplement-asked': (n) => `${many(n, 'supplement')} asked for, please supply in time`,
    supplied: (n) => `${many(n, 'supplement')} supplied, please sign in to read`,
    recounted: (n) => `${many(n, 'due date')} changed`,
    'extension-asked': (n) => `${many(n, 'extension')} asked for, please decide`,
    'extension-approved': (n) => `${many(n, 'extension')} approved`,
    'extension-refused': (n) => `${many(n, 'extension')} refused`,
    returned: (n) => `${many(n, 'clue')} returned, please correct in time`,
    feedback: (n) => `feedback on ${many(n, 'clue')}, please sign in to read`,
    'proposal-made': (n) => `${many(n, 'proposal')} made, please decide`,
    'proposal-approved': (n) => `${many(n, 'proposal')} approved`,
    'proposal-refused': (n) => `${many(n, 'proposal')} refused, please go on`,
  },
  recount: {
    line: (n) => ['New due dates', `calendar or windows have changed: ${many(n, 'due date')} counted again`],
    stays: (due) => `${due} again, whatever an earlier mail said`,
    definite: (date) => `${date}, no longer provisional`,
    inTimeUntil: (date) => `the new date has passed: done by the end of ${date} it is in time`,
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
    line: (years) => [
      'Calendar',
      `the holiday notice of ${years.join(', ')} is not in, and due dates that reach into that year are provisional`,
    ],
    mend: (years) =>
      `once the General Office of the State Council has published it, put its holidays and make-up days in with ${years.map((year) => `PUT /v1/calendar/${year}`).join(', ')}`,
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
