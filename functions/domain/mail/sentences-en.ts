import type { DutyName } from '../windows.ts';
import { amount, correction, date, left, rules, thing, toDo, until } from './terms-en.ts';
import type { About, Party, Sentences, Words } from './wording.ts';

/** What an English mail about one transfer says in its subject, and in its first paragraph. */

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

const ways = {
  elsewhere: ', in another region',
  elevate: ' one level up',
  designate: ', the designated unit',
  joint: ' jointly',
};

const handled = ({ handling, units }: About) =>
  units.length > 0 ? `${handlings[handling]} (${units.join(', ')})` : handlings[handling];

const you = ({ name, isReader }: Party) => (isReader ? 'you' : name);

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** The clue as a mail speaks of it, with its article behind. */
const clue = ({ kind, reference }: About) =>
  kind === 'reply' ? `real-name report (reference ${reference})` : `${lower(rules[kind])} (reference ${reference})`;

/** Behind "by" and "on". */
const by = ({ due, provisional }: About) => (due ? `${until(due)}${provisional ? ' (provisional)' : ''}` : '');

const before = (about: About) => (about.due ? ` by ${by(about)}` : '');

/** What is to be done, and towards whom. */
const act = (about: About): string => {
  const { duty, kind, sender, receiver } = about;
  switch (duty) {
    case null:
      return 'act';
    case 'dispatch':
      return `dispatch ${thing(about)} to ${receiver.name}`;
    case 'correct':
      return correction(about, thing(about), ` to ${receiver.name}`);
    case 'supplement':
      return `supply ${receiver.name} with what it lacks`;
    case 'feedback':
      return `report back to ${sender.name}`;
    default:
      return toDo(duty, kind);
  }
};

/** What has not been done. */
const open: Readonly<Record<DutyName, (about: About) => string>> = {
  dispatch: (about) =>
    `the ${clue(about)} that ${you(about.owner)} registered has not been dispatched to ${about.receiver.name} yet`,
  acknowledge: (about) =>
    `the ${clue(about)} that ${about.sender.name} dispatched to ${you(about.owner)} has not been acknowledged yet`,
  correct: (about) =>
    `the ${clue(about)} that ${about.receiver.name} returned to ${you(about.owner)} has not been ${about.reason === 'not-jurisdiction' ? 'dispatched again' : 'corrected'} yet`,
  supplement: (about) =>
    `what ${about.receiver.name} asked ${you(about.owner)} to supply for the ${clue(about)} has not been supplied yet`,
  feedback: (about) =>
    `the ${clue(about)} that ${about.sender.name} dispatched to ${you(about.owner)} has had no final feedback yet`,
  acceptance: (about) =>
    `the person who made the ${clue(about)} that ${you(about.owner)} took has not been told yet that it was accepted`,
  outcome: (about) =>
    `the person who made the ${clue(about)} that ${you(about.owner)} took has not been told the outcome yet`,
};

const stands = (about: About) => (about.duty ? open[about.duty](about) : `the ${clue(about)} has yet to be dealt with`);

const asked = (about: About): string => {
  const { capacity, owner } = about;
  if (capacity === 'owner') return `Please ${act(about)} now`;
  const now = `${owner.name} is to ${act(about)} now`;
  return capacity === 'supervisor' ? `${now}: please see to it` : `${now}: please supervise it`;
};

const remains = ({ left: time }: About) => (time ? left(time) : '');

const began = ({ kind }: About) =>
  kind === 'case-notice' ? 'filed a case on' : kind === 'reply' ? 'took' : 'discovered';

const decider = ({ decidedBy }: About) => decidedBy ?? 'the leading group office';

/** What was to be done by when, and what became of it. */
const missed = ({ missed: end, duty, amount: late, sentOn, stillOwed }: About): string => {
  if (!end) return '';
  const due = `was to be ${duty === 'correct' ? 'corrected and dispatched again' : 'dispatched'} by ${until(end)}`;
  if (sentOn !== '') return `${due}, and was dispatched on ${date(sentOn)}, ${amount(late)} late`;
  return stillOwed
    ? `${due}, has not been dispatched yet and is ${amount(late)} overdue`
    : `${due} and was ${amount(late)} overdue`;
};

const askedOfLate = ({ sentOn, stillOwed, sender }: About): string => {
  const inFuture = `see to it that ${sender.name} dispatches in time from now on`;
  if (sentOn !== '') return `Please find out why, and ${inFuture}`;
  return stillOwed ? 'Please see to it that it is dispatched now' : `Please ${inFuture}`;
};

/** What the sender of what came back is asked to do by when. */
const askedOfReturned = (about: About): string => {
  const what = correction(about, 'it');
  // The notice of a case is owed, and cannot be taken back.
  if (about.kind === 'case-notice') return `please ${what}${before(about)}`;
  return `please ${what}, or withdraw it${about.due ? `,${before(about)}` : ''}`;
};

const why = ({ reason, suggested }: About) => `${reasons[reason]}${suggested ? `; it suggests ${suggested}` : ''}`;

export const undecided: Words['undecided'] = ({ asked: more, askedOn }) =>
  more ? `an extension of ${amount(more)}, asked for on ${date(askedOn)}, has not been decided yet` : '';

const andUndecided = (about: About): string => (about.asked ? ` ${upper(undecided(about))}.` : '');

const sent = (about: About): string => {
  const { goesOn, sender, receiver, kind, reference, corrected } = about;
  const isNotice = kind === 'case-notice';
  const please = `Please acknowledge ${isNotice ? 'the notice' : 'it'}${before(about)}${isNotice ? ' and name the officers assigned' : ''}`;
  if (goesOn) {
    const { handling, former } = goesOn;
    const joint = handling === 'joint';
    const beside = former ? (joint ? ` with ${former}, which leads` : `; ${former} handled it before`) : '';
    return `with the approval of ${decider(about)}, the ${clue(about)} is to be handled by ${you(receiver)}${ways[handling]}${beside}. ${please}`;
  }
  return isNotice
    ? `${sender.name} notifies ${you(receiver)}${corrected ? ' again, now corrected,' : ''} of a case filed on the clue with reference ${reference}. ${please}`
    : `${sender.name} dispatches the ${clue(about)} to ${you(receiver)}${corrected ? ' again, now corrected' : ''}. ${please}`;
};

const sentLine = (about: About): string => {
  const { goesOn, sender, receiver, corrected } = about;
  if (goesOn) {
    const { handling, former } = goesOn;
    const leader = handling === 'joint' && former ? ` with ${former}, which leads` : '';
    return `to be handled by ${receiver.name}${ways[handling]}${leader}, approved by ${decider(about)}`;
  }
  return corrected ? `${sender.name} again to ${receiver.name}, corrected` : `${sender.name} to ${receiver.name}`;
};

/** Whether the reader neither asked for an extension nor owes what it is about. */
const isBystander = ({ capacity, duty }: About): boolean => capacity === 'office' && duty !== null;

const taken = (about: About): string =>
  about.due ? `, now to be acknowledged by ${about.units.join(', ')} by ${by(about)}` : '';

const ended = ({ receiver, handling }: About): string =>
  receiver.isReader && handling !== 'joint' ? '. Your handling ends: please hand over the material' : '';

const goesOnWithIt = ({ receiver }: About): string =>
  receiver.isReader ? 'Please continue to handle the clue' : `${receiver.name} continues to handle the clue`;

const instead = ({ movedFrom }: About) => (movedFrom ? ` instead of ${until(movedFrom)}` : '');

export const sentences: Sentences = {
  headlines: {
    'due-today': (about) => ['Reminder', `due today, please ${act(about)} by ${by(about)}`],
    due: (about) => ['Reminder', `due at ${by(about)} (${remains(about)}), please ${act(about)}`],
    'was-due': (about) => ['Reminder', `was due at ${by(about)}, please ${act(about)}`],
    overdue: (about) => [
      'Escalation',
      `${about.owner.name} is ${amount(about.amount)} overdue and has yet to ${act(about)}`,
    ],
    late: (about) => [
      'Escalation',
      about.missed
        ? `what ${about.sender.name} ${began(about)} ${missed(about)}, please see to it`
        : `${about.sender.name} registered or dispatched it${about.late ? ' late' : ''}, please see to it`,
    ],
    dispatched: (about) => [
      about.kind === 'case-notice' ? 'Case notice' : 'Dispatched',
      `${sentLine(about)}, please acknowledge it${before(about)}`,
    ],
    recalled: ({ sender }) => ['Recalled', `${sender.name} recalled it, nothing is to be acknowledged any more`],
    'supplement-asked': (about) => [
      'Supplement',
      `${about.receiver.name} asks for a supplement, please supply it${before(about)}`,
    ],
    supplied: ({ sender }) => ['Supplement', `${sender.name} supplied what was asked for, please sign in to read it`],
    undecided: (about) => [
      'Undecided',
      `the extension that ${about.owner.name} asked for on ${date(about.askedOn)} has not been decided for ${amount(about.amount)}, please decide`,
    ],
    recounted: (about) => ['New due date', `due at ${by(about)}${instead(about)}`],
    'extension-asked': (about) => [
      'Extension asked',
      `${about.owner.name} asks for ${amount(about.amount)} more, please decide`,
    ],
    'extension-approved': (about) => [
      'Extension approved',
      `${amount(about.amount)} more${isBystander(about) ? ` for ${about.owner.name}` : ''}, now due at ${by(about)}`,
    ],
    'extension-refused': (about) => [
      'Extension refused',
      `extension of ${amount(about.amount)}${isBystander(about) ? ` for ${about.owner.name}` : ''} refused, still due at ${by(about)}`,
    ],
    returned: (about) => [
      'Returned',
      `${about.receiver.name} returned ${thing(about)} (${why(about)}), ${askedOfReturned(about)}`,
    ],
    feedback: ({ receiver, final, today }) => [
      'Feedback',
      `${receiver.name} gave ${final ? 'final' : 'interim'} feedback on ${date(today)}, please sign in to read it`,
    ],
    'proposal-made': (about) => ['Proposal', `${about.receiver.name} proposes ${handled(about)}, please decide`],
    'proposal-approved': (about) => ['Proposal', `${handled(about)} was approved${taken(about)}`],
    'proposal-refused': (about) => ['Proposal', `${handled(about)} was refused. ${goesOnWithIt(about)}`],
  },
  bodies: {
    'due-today': (about) => `${stands(about)}. It is due today. Please ${act(about)} by ${by(about)}`,
    due: (about) => `${stands(about)} (${remains(about)}). Please ${act(about)} by ${by(about)}`,
    'was-due': (about) => `${stands(about)}. It was due at ${by(about)}. Please ${act(about)} now`,
    overdue: (about) =>
      `${stands(about)}. It was due at ${by(about)} and is ${amount(about.amount)} overdue.${andUndecided(about)} ${asked(about)}`,
    late: (about) =>
      about.missed
        ? `the ${clue(about)} that ${about.sender.name} ${began(about)} on ${date(about.discovered)} ${missed(about)}. ${askedOfLate(about)}`
        : `the ${clue(about)} of ${about.sender.name} was registered or dispatched${about.late ? ' late' : ''}. Please see to it that ${about.sender.name} dispatches in time`,
    dispatched: sent,
    recalled: (about) =>
      `${about.sender.name} has recalled the ${clue(about)} that it dispatched to ${you(about.receiver)}. Nothing is to be acknowledged any more`,
    'supplement-asked': (about) =>
      `the ${clue(about)} that ${you(about.sender)} dispatched to ${about.receiver.name} needs a supplement. Please supply it${before(about)}. Sign in to read what is asked for`,
    supplied: (about) =>
      `${about.sender.name} has supplied what ${you(about.receiver)} asked for on the ${clue(about)}. Please sign in to read it`,
    undecided: (about) =>
      `the extension that ${about.owner.name} asked for on ${date(about.askedOn)} for the ${clue(about)} has not been decided for ${amount(about.amount)}. Please decide`,
    recounted: (about) =>
      `the due date has changed after a change of holidays or time limits: for the ${clue(about)} the duty to ${about.duty ? toDo(about.duty, about.kind) : 'act'} is now due at ${by(about)}${instead(about)}${about.standsStill ? ' (the clock stands still until the supplement is there)' : ''}`,
    'extension-asked': (about) =>
      `${about.owner.name} asks for ${amount(about.amount)} more on the ${clue(about)}, to ${about.duty ? toDo(about.duty, about.kind) : 'act'}. Please decide. Sign in to read why`,
    'extension-approved': (about) =>
      isBystander(about)
        ? `${about.owner.name} asked for ${amount(about.amount)} more on the ${clue(about)}, to ${act(about)}, and ${decider(about)} has approved it: now due at ${by(about)}. This is for your information`
        : `${decider(about)} has approved the extension asked for on the ${clue(about)}: ${amount(about.amount)} more, now due at ${by(about)}`,
    'extension-refused': (about) =>
      isBystander(about)
        ? `${about.owner.name} asked for ${amount(about.amount)} more on the ${clue(about)}, to ${act(about)}, and ${decider(about)} has refused it: still due at ${by(about)}. This is for your information`
        : `${decider(about)} has refused the extension of ${amount(about.amount)} asked for on the ${clue(about)}: still due at ${by(about)}. Please do it in time`,
    returned: (about) =>
      `${about.receiver.name} returns the ${clue(about)} to ${you(about.sender)} (${why(about)}). ${upper(askedOfReturned(about))}. Sign in to read more`,
    feedback: (about) =>
      `${about.receiver.name} has given ${about.final ? 'final' : 'interim'} feedback on the ${clue(about)} that ${you(about.sender)} dispatched. Please sign in to read it`,
    'proposal-made': (about) =>
      `${about.receiver.name} proposes ${handled(about)} for the ${clue(about)}. Please decide. Sign in to read why`,
    'proposal-approved': (about) =>
      `${decider(about)} has approved what was proposed for the ${clue(about)}: ${handled(about)}${taken(about)}${ended(about)}`,
    'proposal-refused': (about) =>
      `${decider(about)} has refused what was proposed for the ${clue(about)}: ${handled(about)}. ${goesOnWithIt(about)}`,
  },
};
