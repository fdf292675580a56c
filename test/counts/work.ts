import { clueWith, discipline, housing, only, police } from '../client.ts';
import type { useProvince } from '../province.ts';

/** The work whose cost is pinned: lives from submission to closing, and each command once. */

export type Province = Pick<
  ReturnType<typeof useProvince>,
  'local' | 'send' | 'submit' | 'command' | 'advanceTo' | 'schedulesAtRest'
>;

const office = '371402-leading-group-office';
const above = '371400-leading-group-office';

/** Gives what a piece needs before it begins, which is not counted, and the piece. */
export interface Piece<T = unknown> {
  name: string;
  before?: (province: Province) => Promise<T>;
  work: (province: Province, given: T) => Promise<unknown>;
}

/** @throws Error for an answer that refuses: what was refused was not counted as what it should have been. */
export const done = async <T extends { status: number; body: unknown }>(asked: Promise<T>): Promise<T> => {
  const answer = await asked;
  if (answer.status < 300) return answer;
  throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
};

const found = ({ local }: Province) => ({ discoveredAt: new Date(local().now().getTime() - 60_000).toISOString() });

export const submitted = async (province: Province, different: object = {}) => {
  const { body } = await done(province.submit({ ...found(province), ...different }));
  return { clueId: body.clueId, transferId: only(body.transfers).transferId };
};

const feedback = (province: Province, transferId: string, final: boolean) =>
  done(province.command('feedback', transferId, { final, outcome: final ? '已立案' : '核查中', text: '已走访工地。' }));

/** Instants of a life: a transfer is acknowledged, fed back on, and closed. */
interface Times {
  acknowledged: string;
  fedBack: string;
  closed: string;
}

/** A transfer that is acknowledged in five working days, reminded of at three, one and none before the end, and escalated one after. */
const life = (name: string, { acknowledged, fedBack, closed }: Times): Piece => ({
  name,
  work: async (province) => {
    const { transferId } = await submitted(province);
    await province.advanceTo(acknowledged);
    await done(province.command('acknowledge', transferId));
    await province.advanceTo(fedBack);
    await feedback(province, transferId, false);
    await province.advanceTo(closed);
    await feedback(province, transferId, true);
  },
});

export const begin = '2026-03-02T10:00:00+08:00';

/** One after the other on the one clock: nothing else is open meanwhile. */
export const lives: readonly Piece[] = [
  life('on time', {
    acknowledged: '2026-03-03T10:00:00+08:00',
    fedBack: '2026-03-05T10:00:00+08:00',
    closed: '2026-03-09T10:00:00+08:00',
  }),
  life('reminded twice', {
    acknowledged: '2026-03-13T10:00:00+08:00',
    fedBack: '2026-03-17T10:00:00+08:00',
    closed: '2026-03-19T10:00:00+08:00',
  }),
  life('four milestones', {
    acknowledged: '2026-03-27T10:00:00+08:00',
    fedBack: '2026-03-30T10:00:00+08:00',
    closed: '2026-04-01T10:00:00+08:00',
  }),
];

const on = (name: Parameters<Province['command']>[0], body?: object, as = police) => ({
  before: (province: Province) => submitted(province),
  work: (province: Province, { transferId }: { transferId: string }) =>
    done(province.command(name, transferId, body, { as })),
});

const acknowledged = async (province: Province, different: object = {}) => {
  const made = await submitted(province, different);
  await province.schedulesAtRest();
  await done(province.command('acknowledge', made.transferId));
  return made;
};

const onAcknowledged = (name: Parameters<Province['command']>[0], body?: object) => ({
  ...on(name, body),
  before: (province: Province) => acknowledged(province),
});

const post = (province: Province, path: string, body: object, as: string, role = 'clerk') =>
  done(province.send('POST', path, body, { as, role }));

const get = (path: string, as: string) => (province: Province) => done(province.send('GET', path, undefined, { as }));

export const piece = <T>(name: string, rest: Omit<Piece<T>, 'name'>): Piece => ({ name, ...rest }) as Piece;

/** In this order: what the pages list is what those before have left. */
export const commands: readonly Piece[] = [
  piece('submit', { work: submitted }),
  piece('submit, kept back', { work: (province) => submitted(province, { dispatch: false }) }),
  piece('acknowledge', on('acknowledge')),
  piece('return', on('return', { reason: 'incomplete', note: '材料不全' })),
  piece('dispatch', {
    ...on('dispatch', undefined, housing),
    before: (province) => submitted(province, { dispatch: false }),
  }),
  piece('feedback', onAcknowledged('feedback', { final: false, outcome: '核查中', text: '已走访工地。' })),
  piece('close', onAcknowledged('feedback', { final: true, outcome: '已立案', text: '已立案侦查。' })),
  piece('case', onAcknowledged('case', { filedAt: '2026-04-01', caseNumber: '德公刑立字〔2026〕1号' })),
  piece('extension', onAcknowledged('extension', { workingDays: 2, reason: '需跨县核查' })),
  piece('decide extension', {
    before: async (province) => {
      const { transferId } = await acknowledged(province);
      const { body } = await done(province.command('extension', transferId, { workingDays: 2, reason: '需核查' }));
      return String(body.extensionId);
    },
    work: (province, id) =>
      post(province, `/v1/extensions/${id}/decision`, { approve: true, note: '同意' }, office, 'supervisor'),
  }),
  piece('proposal', onAcknowledged('proposals', { kind: 'elevate', units: [], reason: '嫌疑人与本地干部相识' })),
  piece('decide proposal', {
    before: async (province) => {
      const { transferId } = await acknowledged(province);
      const proposal = { kind: 'elevate', units: [], reason: '嫌疑人与本地干部相识' };
      const { body } = await done(province.command('proposals', transferId, proposal));
      return String(body.proposalId);
    },
    work: (province, id) =>
      post(province, `/v1/proposals/${id}/decision`, { approve: true, note: '同意' }, above, 'supervisor'),
  }),
  piece('supplement', on('supplement', { items: ['涉案人员名单'] })),
  piece('supplied', {
    before: async (province) => {
      const made = await submitted(province);
      await done(province.command('supplement', made.transferId, { items: ['涉案人员名单'] }));
      return made;
    },
    work: (province, { transferId }) =>
      done(province.command('supplied', transferId, { note: '已补充' }, { as: housing })),
  }),
  piece('recall', on('recall', { reason: '误移送' }, housing)),
  piece('reply', {
    before: (province) =>
      acknowledged(province, { reporter: { anonymous: false, name: '赵某', phone: '13800000000' } }),
    work: (province, { clueId }) =>
      post(province, `/v1/clues/${clueId}/reply`, { kind: 'acceptance', note: '已电话告知举报人' }, housing),
  }),
  piece('correct clue', {
    before: async (province) => {
      const made = await submitted(province);
      await done(province.command('return', made.transferId, { reason: 'incomplete', note: '材料不全' }));
      return made;
    },
    work: (province, { clueId }) =>
      done(province.send('PATCH', `/v1/clues/${clueId}`, { text: `${clueWith().text}现附照片。` }, { as: housing })),
  }),
  piece('page of the ledger', { work: get('/v1/ledgers/sent?limit=10', housing) }),
  piece('page of tasks', { work: get('/v1/tasks?limit=10', police) }),
  piece('statistics of a month', { work: get('/v1/statistics?month=2026-04', office) }),
  piece('read clue', {
    before: (province) => submitted(province),
    work: (province, { clueId }) => get(`/v1/clues/${clueId}`, police)(province),
  }),
  piece('read transfer', {
    before: (province) => submitted(province),
    work: (province, { transferId }) => get(`/v1/transfers/${transferId}`, housing)(province),
  }),
  piece('read case notice', {
    before: async (province) => {
      const { transferId } = await acknowledged(province);
      const filing = { filedAt: '2026-04-01', caseNumber: '德公刑立字〔2026〕2号' };
      return String((await done(province.command('case', transferId, filing))).body.noticeId);
    },
    work: (province, id) => get(`/v1/transfers/${id}`, discipline)(province),
  }),
];
