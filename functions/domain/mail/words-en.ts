import { notices } from './notices-en.ts';
import { capital } from './page.ts';
import { sentences, undecided } from './sentences-en.ts';
import {
  amount,
  began,
  correction,
  count,
  date,
  duties,
  left,
  many,
  moment,
  rules,
  thing,
  toDo,
  until,
} from './terms-en.ts';
import type { Party, Step, Words } from './wording.ts';

const some = (owner: Party | null) => (owner?.isReader ? 'you' : (owner?.name ?? 'several units'));
const has = (owner: Party | null) => `${some(owner)} ${owner && !owner.isReader ? 'has' : 'have'}`;

/** Behind a sentence, where there is anything to say of the first of many. */
const withWorst = (worst: string) => (worst === '' ? '' : ` (${worst})`);

const why = ({ duty, step, level, overdue, sinceOnRecord }: Step): string => {
  const [whom, are] = level === 'supervisor' ? ['the unit’s supervisors', 'are'] : ['the leading group office', 'is'];
  if (step === 0 || overdue.count === 0) return `it is overdue: ${whom} ${are} told at once`;
  return sinceOnRecord
    ? `it was overdue when it ${duty === 'outcome' ? 'came to be owed' : 'was registered'}, ${many(sinceOnRecord, 'working day')} ago: ${whom} ${are} told`
    : `it is ${amount(overdue)} overdue: ${whom} ${are} told`;
};

export const en: Words = {
  language: 'en',
  tag: 'en',
  stop: '.',
  colon: ': ',
  and: ', ',
  indent: { plain: '', css: '0' },
  system: 'Clue transfer system',
  foot: 'Sent by the clue transfer system. This message contains no details of the clue.',
  addressee: {
    unit: (unit) => `${unit}:`,
    supervisor: (unit) => `To the supervisors of ${unit}:`,
    'stand-in': (unit) => `To the stand-in for a supervisor of ${unit}:`,
  },
  duties,
  rules,
  labels: {
    reference: 'Reference',
    rule: 'Kind',
    matter: 'Matter',
    heldBy: 'Unit',
    from: 'Sender',
    to: 'Receiver',
    formerTo: 'Receiver before',
    duty: 'Duty',
    due: 'Due',
    grace: 'Since the date was moved forward',
    count: 'How it was counted',
    basis: 'Basis',
    missed: 'To be dispatched by',
    overdue: 'Overdue by',
    units: 'Units named',
    said: 'What it is about',
    why: 'Why it comes to you',
    informed: 'Told before',
    instead: 'Why you',
    again: 'Sent again',
    rest: 'Others',
    act: 'Sign in to act',
    read: 'Sign in to read',
    contact: 'Contact',
    office: 'Supervising office',
    address: 'Address',
    mend: 'What to do',
    effect: 'Until then',
  },
  ...sentences,
  began,
  subject: (tag, references, line, kind) => {
    const named = references.length > 0 ? `Clue transfer ${references.join(', ')}${kind ? ` (${kind})` : ''}: ` : '';
    return `[${tag}] ${named}${named === '' ? capital(line) : line}`;
  },
  date,
  moment,
  owed: (one) => `${one.duty === 'correct' ? correction(one, thing(one)) : toDo(one.duty, one.kind)} (${one.owner})`,
  amount,
  dueDate: (written, provisional) => `${written}${provisional ? ' (provisional)' : ''}`,
  provisional: ' (provisional: a year’s holiday notice is not out yet)',
  standsStill: ' (the clock stands still until the supplement is there)',
  isOver: ' (has passed, act now)',
  grace: (end) => `not overdue if done by ${until(end)}`,
  count,
  asked: {
    owner: () => 'please act on the overdue items now',
    supervisor: (owner) => `please see to it that ${owner} acts on the overdue items now`,
    office: (owner) => `please direct ${owner} to act on the overdue items now`,
  },
  several: 'the units',
  why,
  undecided,
  informed: (unit, as, days, times) => {
    const who = as === 'supervisor' ? ', supervisor' : as === 'stand-in' ? ', stand-in' : '';
    return `${unit}${who} (${days.map(date).join(', ')}${times === null ? '' : `; ${times} times in all`})`;
  },
  standsIn: (absent) => `you stand in for ${absent}, who is absent`,
  secondCopy: 'nobody knows whether it was sent before, so that this may be a second copy',
  call: (unit, phone) => `${unit}, telephone ${phone}`,
  many: {
    reminder: (n, owner, worst) =>
      `${has(owner)} ${many(n, 'item')} to complete${withWorst(worst)}, please complete ${n === 1 ? 'it' : 'them'} in time`,
    escalation: (n, owner, worst, asks) => `${has(owner)} ${many(n, 'overdue item')}${withWorst(worst)}, ${asks}`,
    undecided: (n) => `${many(n, 'extension')} ${n === 1 ? 'has' : 'have'} not been decided, please decide`,
    late: (n, owner) => `${some(owner)} made ${many(n, 'transfer')} late, please see to it`,
    dispatched: (n) => `${many(n, 'transfer')} dispatched to you, please acknowledge in time`,
    recalled: (n) => `${many(n, 'transfer')} recalled, nothing is to be acknowledged any more`,
    'supplement-asked': (n) => `${many(n, 'supplement')} asked for, please supply in time`,
    supplied: (n) => `${many(n, 'supplement')} supplied, please sign in to read`,
    recounted: (n) => `${many(n, 'due date')} changed`,
    'extension-asked': (n) => `${many(n, 'extension')} asked for, please decide`,
    'extension-approved': (n) => `${many(n, 'extension')} approved`,
    'extension-refused': (n) => `${many(n, 'extension')} refused`,
    returned: (n) => `${many(n, 'transfer')} returned, please act in time`,
    feedback: (n) => `feedback on ${many(n, 'transfer')}, please sign in to read`,
    'proposal-made': (n) => `${many(n, 'proposal')} made, please decide`,
    'proposal-approved': (n) => `${many(n, 'proposal')} approved`,
    'proposal-refused': (n) => `${many(n, 'proposal')} refused, please sign in to read`,
  },
  asks: 'please see to it',
  earliest: ({ due, left: time }) => {
    if (!due) return '';
    return `the first at ${until(due)}${time ? `, ${left(time)}` : ''}`;
  },
  longest: (overdue) => `${amount(overdue)} at most`,
  ...notices,
};
