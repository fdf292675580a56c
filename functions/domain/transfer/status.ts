import { Refusal } from '../errors.ts';
import type { Text } from '../languages.ts';
import { type ActionName, actionNames, statusIn, type statusNames, stepOf } from '../names.ts';

/** Where a transfer stands, or what the same machine keeps beside it: the reply to a reporter (R6), a supplement. */

/** What a side should know that asked for something else, and what it can do instead. */
interface Turn extends Text {
  steps?: readonly ActionName[];
}

interface Standing {
  of: 'transfer' | 'reply' | 'supplement';
  /** Nothing is owed any more, nor will be. */
  ended: boolean;
  from: Turn;
  /** Where it is another turn than the sender's. */
  to?: Turn;
}

const table = {
  registered: {
    of: 'transfer',
    ended: false,
    from: { zh: '线索尚未移送', en: 'it was not dispatched yet', steps: ['dispatch', 'withdraw'] },
    to: { zh: '须由移送单位先行移送', en: 'its sender must dispatch it first' },
  },
  dispatched: {
    of: 'transfer',
    ended: false,
    from: {
      zh: '线索已移送，接收单位尚未签收',
      en: 'its receiver has it, and must acknowledge it first',
      steps: ['supplied', 'recall'],
    },
    to: { zh: '须先签收', en: 'its receiver must acknowledge it first', steps: ['acknowledge'] },
  },
  returned: {
    of: 'transfer',
    ended: false,
    from: { zh: '线索已被退回', en: 'it came back to its sender', steps: ['dispatch', 'withdraw'] },
    to: { zh: '须由移送单位补正后重新移送', en: 'its sender must correct it and dispatch it again first' },
  },
  acknowledged: {
    of: 'transfer',
    ended: false,
    from: {
      zh: '接收单位已签收并在办理，有误或有新情况的，请告知接收单位，由其在反馈中说明',
      en: 'its receiver has acknowledged it and deals with it. Tell the receiver what is wrong or new: its feedback says so',
      steps: ['supplied'],
    },
    to: {
      zh: '接收单位已签收',
      en: 'its receiver has acknowledged it already',
      steps: ['feedback', 'proposals', 'supplement'],
    },
  },
  closed: {
    of: 'transfer',
    ended: true,
    from: {
      zh: '已经办结，无须再办；有新情况的，请另行登记线索',
      en: 'it is closed, and nothing more is owed. Submit what is new as a clue of its own',
    },
  },
  withdrawn: {
    of: 'transfer',
    ended: true,
    from: {
      zh: '已经撤回，无须再办；仍需移送的，请重新登记线索',
      en: 'it was withdrawn, and nothing more is owed. Submit the clue anew where it is to be transferred all the same',
    },
    to: { zh: '移送单位已撤回，无须再办', en: 'its sender took it back, and nothing more is owed' },
  },
  rerouted: {
    of: 'transfer',
    ended: true,
    from: {
      zh: '已改派其他单位，请在后续移送件（successors）上办理',
      en: 'it was rerouted; its successor goes on: act on that (successors)',
    },
    to: { zh: '已改派其他单位，本单位无须再办', en: 'it was rerouted, and nothing more is owed here' },
  },
  'owed-acceptance': {
    of: 'reply',
    ended: false,
    from: {
      zh: '这是对举报人的答复，应先告知受理情况',
      en: 'it is the reply to a reporter, who must be told of the acceptance first',
      steps: ['acceptance'],
    },
  },
  waiting: {
    of: 'reply',
    ended: false,
    from: {
      zh: '这是对举报人的答复，受理情况已告知，待线索的各项移送全部办结后再告知结果',
      en: 'it is the reply to a reporter, who was told of the acceptance and hears of the outcome once every transfer of the clue has ended',
    },
  },
  'owed-outcome': {
    of: 'reply',
    ended: false,
    from: {
      zh: '这是对举报人的答复，受理情况已告知，现应告知办理结果',
      en: 'it is the reply to a reporter, who was told of the acceptance and must be told of the outcome',
      steps: ['outcome'],
    },
  },
  done: {
    of: 'reply',
    ended: true,
    from: { zh: '已答复举报人，无须再办', en: 'the reporter has had the answer, and nothing more is owed' },
  },
  'owed-supplement': {
    of: 'supplement',
    ended: false,
    from: {
      zh: '这是补充材料的记录，请在其所属的移送件（about）上办理',
      en: 'it is a supplement; act on the transfer that it is for (about)',
    },
  },
  supplied: {
    of: 'supplement',
    ended: true,
    from: { zh: '材料已经补充，无须再办', en: 'the supplement was supplied, and nothing more is owed' },
  },
  lapsed: {
    of: 'supplement',
    ended: true,
    from: {
      zh: '移送件已继续办理，无须再补充',
      en: 'the transfer went on without the supplement, and nothing more is owed',
    },
  },
} as const satisfies Readonly<Record<keyof typeof statusNames, Standing>>;

export type Status = keyof typeof table;

type StatusOf<Kind> = { [S in Status]: (typeof table)[S]['of'] extends Kind ? S : never }[Status];

const statusesOf = <Kind extends 'transfer' | 'reply' | 'supplement'>(kind: Kind) =>
  Object.entries(table).flatMap(([status, { of }]) => (of === kind ? [status as StatusOf<Kind>] : []));

/** Those of a transfer, of a reply, and of a supplement. */
export const statuses = statusesOf('transfer');
export const replyStatuses = statusesOf('reply');
export const supplementStatuses = statusesOf('supplement');

/** Nothing is owed any more, nor will be. */
export const hasEnded = ({ status }: { status: Status }): boolean => table[status].ended;

/** What of a record its next step goes by. */
interface Stands {
  status: Status;
  rule?: string;
  proposal?: object | null;
  supplement?: object | null;
  dispatchedAt?: string | null;
  returned?: object | null;
}

/** The side that does it. */
const sides = {
  dispatch: 'from',
  redirect: 'from',
  withdraw: 'from',
  recall: 'from',
  supplied: 'from',
  acceptance: 'from',
  outcome: 'from',
  acknowledge: 'to',
  return: 'to',
  feedback: 'to',
  supplement: 'to',
  case: 'to',
  proposals: 'to',
} as const satisfies Readonly<Record<ActionName, 'from' | 'to'>>;

/** Where a step of the table is not to be had after all. */
const barred: { readonly [A in ActionName]?: (stands: Stands) => boolean } = {
  // The notice of a filed case is owed (R3).
  withdraw: ({ rule }) => rule === 'case-notice',
  recall: ({ rule }) => rule === 'case-notice',
  proposals: ({ proposal }) => Boolean(proposal),
  supplement: ({ supplement }) => Boolean(supplement),
  supplied: ({ supplement }) => !supplement,
};

const subjects = {
  transfer: { zh: '该移送件', en: 'A transfer' },
  reply: { zh: '该答复', en: 'A reply' },
  supplement: { zh: '该补充材料事项', en: 'A supplement' },
} as const satisfies Readonly<Record<Standing['of'], Text>>;

const whose = {
  from: { zh: '移送单位', en: 'Its sender' },
  to: { zh: '接收单位', en: 'Its receiver' },
  // Of a reply, which has one side only.
  unit: { zh: '登记该线索的单位', en: 'The unit that registered the clue' },
} as const satisfies Readonly<Record<'from' | 'to' | 'unit', Text>>;

/** What stands in the way, and the steps that the side can take now; with their routes. */
const mendOf = (stands: Stands, side: 'from' | 'to'): Text => {
  const { of, from, to = from }: Standing = table[stands.status];
  const { zh, en, steps = [] } = side === 'from' ? from : to;
  const who = whose[of === 'transfer' ? side : 'unit'];
  const open = steps.filter((step) => !barred[step]?.(stands)).map(stepOf);
  if (open.length === 0) return { zh: `${zh}。`, en: `${en}.` };
  return {
    zh: `${zh}。${who.zh}现在可以${open.map((step) => step.zh).join('，或者')}。`,
    en: `${en}. ${who.en} can ${open.map((step) => step.en).join(', or ')} now.`,
  };
};

/** @throws Refusal `wrong-status` that says what stands in the way of an action, and what its side can do instead. */
export const requireStatus = (stands: Stands, wanted: readonly Status[], action: ActionName): void => {
  const { status } = stands;
  if (wanted.includes(status)) return;
  const subject = subjects[table[status].of];
  const mend = mendOf(stands, sides[action]);
  throw new Refusal('wrong-status', {
    zh: `${subject.zh}现为“${statusIn(stands).zh}”，不能${actionNames[action].zh}：${mend.zh}`,
    en: `${subject.en} that is ${statusIn(stands).en} cannot be ${actionNames[action].done}: ${mend.en}`,
  });
};
