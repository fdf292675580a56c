import { type Answer, clueWith, discipline, housing, police, type TransferWithTimeline } from '../client.ts';
import type { Findings } from './attack.ts';
import { type Besieged, persist } from './besieged.ts';

/** Lives of clues with every command in them, played one command after the other, and what is there of them in the end. */

const office = '371402-leading-group-office';
const above = '371400-leading-group-office';
const policeAbove = '371400-public-security';

/** Ids that answers gave, by what they are of. */
type Known = Record<
  'clueId' | 'transferId' | 'extensionId' | 'proposalId' | 'noticeId' | 'successorId' | 'now',
  string
>;

interface Command {
  method?: 'POST' | 'PATCH' | 'GET';
  path: (known: Known) => string;
  as: string;
  role?: 'supervisor';
  body?: object | ((known: Known) => object);
  status: number;
  learn?: (body: Record<string, unknown>) => Partial<Known>;
}

const on = (transfer: 'transferId' | 'noticeId' | 'successorId', command: string, as: string, body?: Command['body']) =>
  ({
    path: (known) => `/v1/transfers/${known[transfer]}/${command}`,
    as,
    status: 200,
    ...(body === undefined ? {} : { body }),
  }) satisfies Command;

const firstOf = (body: Record<string, unknown>) => (body.transfers as { transferId: string }[])[0]?.transferId ?? '';

const submit = (different: object = {}): Command => ({
  path: () => '/v1/clues',
  as: housing,
  body: ({ now }) => clueWith({ discoveredAt: now, ...different }),
  status: 201,
  learn: (body) => ({ clueId: String(body.clueId), transferId: firstOf(body) }),
});
const readClue = (as: string): Command => ({
  method: 'GET',
  path: ({ clueId }) => `/v1/clues/${clueId}`,
  as,
  status: 200,
});
const correct: Command = {
  method: 'PATCH',
  path: ({ clueId }) => `/v1/clues/${clueId}`,
  as: housing,
  body: {
    text: '巡查中发现有人以暴力相威胁，强揽土方运输；现附照片三张。',
    annexes: [{ name: '现场照片', copies: 3 }],
  },
  status: 200,
};
const final = { final: true, outcome: '已办结', text: '已核查。' };
const reply = (kind: 'acceptance' | 'outcome'): Command => ({
  path: ({ clueId }) => `/v1/clues/${clueId}/reply`,
  as: housing,
  body: { kind, note: '已电话告知举报人' },
  status: 200,
});

const stories: readonly (readonly Command[])[] = [
  [
    submit(),
    readClue(police),
    on('transferId', 'return', police, { reason: 'incomplete', note: '缺少涉案地点' }),
    correct,
    on('transferId', 'dispatch', housing),
    on('transferId', 'acknowledge', police),
    {
      ...on('transferId', 'extension', police, { workingDays: 5, reason: '需跨县核查' }),
      status: 201,
      learn: ({ extensionId }) => ({ extensionId: String(extensionId) }),
    },
    {
      path: ({ extensionId }) => `/v1/extensions/${extensionId}/decision`,
      as: office,
      role: 'supervisor',
      body: { approve: true, note: '同意' },
      status: 200,
    },
    on('transferId', 'feedback', police, { final: false, outcome: '正在核查', text: '正在走访。' }),
    on('transferId', 'feedback', police, final),
  ],
  [
    submit({ dispatch: false, reporter: { anonymous: false, name: '张实名', phone: '13800000000' } }),
    on('transferId', 'dispatch', housing),
    { ...on('transferId', 'supplement', police, { items: ['涉案人员名单'] }), status: 201 },
    correct,
    on('transferId', 'supplied', housing, { note: '已补充' }),
    on('transferId', 'acknowledge', police),
    reply('acceptance'),
    {
      ...on('transferId', 'case', police, ({ now }: Known) => ({
        filedAt: now.slice(0, 10),
        caseNumber: '德公立字100号',
      })),
      status: 201,
      learn: ({ noticeId }) => ({ noticeId: String(noticeId) }),
    },
    on('noticeId', 'acknowledge', discipline, { officers: ['李介入'] }),
    on('noticeId', 'feedback', discipline, final),
    on('transferId', 'feedback', police, final),
    reply('outcome'),
  ],
  [
    submit(),
    on('transferId', 'acknowledge', police),
    {
      ...on('transferId', 'proposals', police, { kind: 'elevate', units: [], reason: '嫌疑人与本地干部关系密切' }),
      status: 201,
      learn: ({ proposalId }) => ({ proposalId: String(proposalId) }),
    },
    {
      path: ({ proposalId }) => `/v1/proposals/${proposalId}/decision`,
      as: above,
      role: 'supervisor',
      body: { approve: true, note: '同意' },
      status: 200,
      learn: ({ successors }) => ({ successorId: String((successors as string[])[0]) }),
    },
    on('successorId', 'acknowledge', policeAbove),
    on('successorId', 'feedback', policeAbove, final),
  ],
  [submit(), on('transferId', 'recall', housing, { reason: '误报' })],
];

export const commandsOf = Object.assign((story: number) => stories[story] ?? [], { all: stories });

/**
 * All that began has come to rest, tasks that were tried again included, and a workflow whose start was lost, which the watchdog makes up
 * for within 25 minutes: a notice is void once its duty is done, and not sent any more.
 */
const settle = (province: Besieged) => province.advance('PT26M');

interface Ended {
  known: Known;
  reference: string;
}

export interface Played {
  /** What each record is in the end, in one line each: without ids, times and the order in which the clock told of things. */
  parts: Record<string, string>;
  /** To whom which mails went, second copies left out. */
  mails: string[];
  secondCopies: number;
  /** Mails of which nobody knows whether they went out, as the records say. */
  uncertain: number;
}

const summary = ({ status, version, timeline, duty }: TransferWithTimeline): string => {
  const done = timeline.flatMap(({ event, by }) => (by === 'clock' ? [] : [event]));
  const told = timeline.flatMap(({ event, by }) => (by === 'clock' && event !== 'told' ? [event] : []));
  return [status, version, duty?.name ?? 'nothing owed', done.join(' '), `clock: ${told.sort().join(' ')}`].join('; ');
};

/** Of every record that came of a life, as those read it who may. */
export const look = async (province: Besieged, { known, reference }: Ended): Promise<Played> => {
  const readers: [keyof Known, string][] = [
    ['transferId', housing],
    ['noticeId', discipline],
    ['successorId', policeAbove],
  ];
  const parts: Record<string, string> = {};
  let uncertain = 0;
  const read = async (name: string, id: string, as: string): Promise<void> => {
    const { status, body } = await province.read(id, as);
    parts[name] = status === 200 ? summary(body) : String(status);
    uncertain += (body.mails ?? []).filter(({ state }) => state !== 'sent').length;
    for (const [n, supplement] of (body.supplements ?? []).entries()) await read(`supplement ${n}`, supplement, as);
  };
  for (const [name, as] of readers) if (known[name] !== '') await read(name, known[name], as);
  const clue = await province.send('GET', `/v1/clues/${known.clueId}`, undefined, { as: housing });
  parts.clue = `${clue.status}, version ${clue.body.version}`;
  const about = (await province.everyMail()).filter(({ subject, text }) => (subject + text).includes(reference));
  const first = about.filter(({ text }) => !text.includes('重发说明'));
  return {
    parts,
    mails: first.map(({ to, subject }) => `${to} ${subject.slice(0, subject.indexOf('】') + 1)}`).sort(),
    secondCopies: about.length - first.length,
    uncertain,
  };
};

/** Plays a life to its end, and an hour longer for whatever is tried again. Gives undefined where a command is refused. */
export const play = async (
  province: Besieged,
  commands: readonly Command[],
  key: string,
  found: Findings,
  what: string,
): Promise<Ended | undefined> => {
  const { now } = (await province.send<{ now: string }>('GET', '/_local/clock')).body;
  const empty = { clueId: '', transferId: '', extensionId: '', proposalId: '', noticeId: '', successorId: '' };
  const known: Known = { ...empty, now };
  let reference = '';
  for (const [index, { method = 'POST', path, as, role = 'clerk', body, status, learn }] of commands.entries()) {
    const sent = typeof body === 'function' ? body(known) : body;
    const headers: Record<string, string> = method === 'GET' ? {} : { 'idempotency-key': `${key}-${index}` };
    const asked = `${what}: ${method} ${path(known)}`;
    const answer: Answer | undefined = await persist(province, found, asked, () =>
      province.send(method, path(known), sent, { as, role, headers }),
    );
    if (answer?.status !== status) {
      found.wrong.push(`${asked}: ${answer?.status} ${JSON.stringify(answer?.body).slice(0, 300)}`);
      return undefined;
    }
    Object.assign(known, learn?.(answer.body));
    reference ||= String(answer.body.reference);
    await settle(province);
  }
  await province.advance('PT1H');
  return { known, reference };
};
