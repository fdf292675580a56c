import type { Answer } from '../province.ts';
import { type Ask, type CallerName, named } from './matrix-callers.ts';

/** The commands that lead to the states of the matrix, with what is written in them. */

export const now = '2026-09-17T10:00:00+08:00';
/** When states begin that only time makes: early enough for two escalations before `now`. */
export const earlier = '2026-09-04T10:00:00+08:00';

/** What stands in texts and in fields that not everybody sees: each is found again wherever it shows. */
export const marks = {
  title: '强揽土方工程一事',
  text: '有人以拳脚相逼',
  subject: '孙某某',
  reporter: '周某某',
  phone: '13800000000',
  note: '不归本单位管辖',
  reason: '须由他人办理',
  correction: '已补正全部材料',
  outcome: '阶段性属实',
  result: '已移送起诉',
  discipline: '已立案审查',
  caseNumber: '德公立字一号',
  officer: '郑某某',
  told: '已当面告知本人',
  answer: '已书面答复办理结果',
  missing: '缺现场照片三张',
  supplied: '照片已另行送达',
};

/** What the other records of a clue are called, whatever their ids. */
export type Part = 'crime' | 'misconduct' | 'notice' | 'successor' | 'reply' | 'supplement';

/** A clue with all its records. */
export interface Made {
  clueId: string;
  reference?: string;
  ids: Partial<Record<Part, string>>;
  /** The record that the state is about; null where it is about the clue. */
  subject: Part | null;
  /** What the reporter is to be told next, where that is the outcome. */
  owes?: 'outcome';
  /** What was applied for, decided or not. */
  application?: { of: 'proposals' | 'extensions'; id: string };
}

/** `whole`: with the other organ's transfer, and what came of that. */
export type Build = (whole: boolean) => Promise<Made>;

/** Commands that must succeed. `settled`: after each, so that what is told of it stands in the timeline before what comes next. */
export const commandsBy = (ask: Ask, settled: () => Promise<void>) => {
  const must = async (answer: Promise<Answer>): Promise<Record<string, unknown>> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`a state was not reached: ${status} ${JSON.stringify(body)}`);
    await settled();
    return body;
  };
  const post = (caller: CallerName, path: string, body: object = {}) => must(ask(caller, 'POST', path, body));

  const submit = async (whole: boolean, more: object = {}, caller: CallerName = 'sender’s clerk'): Promise<Made> => {
    const body = await post(caller, '/v1/clues', {
      title: marks.title,
      text: marks.text,
      kinds: whole ? ['organised-crime', 'misconduct'] : ['organised-crime'],
      channel: 'daily-enforcement',
      discoveredAt: earlier.replace('T10', 'T09'),
      subjects: [{ name: marks.subject, kind: '人员' }],
      recuse: Object.values(named),
      reporter: { anonymous: false, name: marks.reporter, phone: marks.phone },
      ...more,
    });
    const transfers = body.transfers as { rule: string; transferId: string }[];
    const of = (rule: string) => transfers.find((one) => one.rule === rule)?.transferId;
    const [crime, misconduct] = [of('organised-crime'), of('misconduct')];
    const reply = (body.reply as { replyId: string } | undefined)?.replyId;
    return {
      clueId: String(body.clueId),
      reference: String(body.reference),
      ids: { ...(crime ? { crime } : {}), ...(misconduct ? { misconduct } : {}), ...(reply ? { reply } : {}) },
      subject: 'crime',
    };
  };
  const on = (caller: CallerName, { ids }: Made, part: Part, command: string, body: object = {}) =>
    post(caller, `/v1/transfers/${ids[part]}/${command}`, body);

  /** The other organ deals with its transfer, wherever there is one. */
  const misconductClosed = async (made: Made): Promise<Made> => {
    if (!made.ids.misconduct) return made;
    await on('other organ', made, 'misconduct', 'acknowledge');
    const outcome = marks.discipline;
    await on('other organ', made, 'misconduct', 'feedback', { final: true, outcome, text: marks.discipline });
    return made;
  };
  const proposed = async (made: Made, kind: string, units: string[] = []): Promise<Made> => {
    const { proposalId } = await on('receiver’s clerk', made, 'crime', 'proposals', {
      kind,
      units,
      reason: marks.reason,
    });
    return { ...made, application: { of: 'proposals', id: String(proposalId) } };
  };
  const approved = async (made: Made, by: CallerName): Promise<Made> => {
    const decision = { approve: true, note: marks.reason };
    const { successors } = await post(by, `/v1/proposals/${made.application?.id}/decision`, decision);
    return { ...made, ids: { ...made.ids, successor: (successors as string[])[0] ?? '' } };
  };
  const withNotice = (made: Made, noticeId: unknown): Made => ({
    ...made,
    ids: { ...made.ids, notice: String(noticeId) },
  });
  const noticeTaken = async (made: Made): Promise<Made> => {
    await on('other organ', made, 'notice', 'acknowledge', { officers: [marks.officer] });
    return made;
  };
  return { post, submit, on, misconductClosed, proposed, approved, withNotice, noticeTaken };
};

export const about = (subject: Part) => (made: Made) => ({ ...made, subject });
