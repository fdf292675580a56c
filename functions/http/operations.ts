import type * as z from 'zod';
import * as shapes from './shapes.ts';

/** What each function answers when all is well, and what it is for: the part of the API's description that no request schema says. */

export interface Described {
  summary: string;
  status: number;
  answer: z.ZodType;
  example?: unknown;
}

const transfer = (summary: string, example?: unknown): Described => ({
  summary,
  status: 200,
  answer: shapes.transferShape,
  ...(example === undefined ? {} : { example }),
});

export const described: Readonly<Record<string, Described>> = {
  'submit-clue': {
    summary: 'Registers a clue and, unless dispatch is false, hands it to the organs of its level and region (R1, R2)',
    status: 201,
    answer: shapes.submitted,
    example: {
      title: '某工地强揽土方工程',
      text: '巡查中发现有人以暴力相威胁，强揽土方运输。',
      kinds: ['organised-crime'],
      channel: 'daily-enforcement',
      discoveredAt: '2026-09-24T09:00:00+08:00',
    },
  },
  'submit-clues': {
    summary: 'Registers up to 100 clues; each is answered for itself, in its place',
    status: 200,
    answer: shapes.batchAnswers,
  },
  'read-clue': {
    summary: 'A clue with its secret part; the reading goes on its record',
    status: 200,
    answer: shapes.clueShape,
  },
  'reply-to-reporter': {
    summary: 'What a real-name reporter was told (R6)',
    status: 200,
    answer: shapes.replyShape,
    example: { kind: 'acceptance', note: '已电话告知举报人线索已受理' },
  },
  'read-transfer': {
    summary: 'A transfer with its timeline, its mails and the explanation of its deadline',
    status: 200,
    answer: shapes.transferWithTimeline,
  },
  'dispatch-transfer': transfer('Hands a registered or returned clue over', {}),
  'acknowledge-transfer': transfer('Takes the clue (R4); a case notice with the officers assigned (R7)', {}),
  'return-transfer': transfer('Sends the clue back to its sender', { reason: 'incomplete', note: '缺少涉案地点' }),
  'give-feedback': transfer('Tells the sender what came of it (R5)', {
    final: true,
    outcome: '已立案',
    text: '已立案侦查。',
  }),
  'withdraw-transfer': transfer('Takes a clue back that nobody has in hand', { reason: '重复登记' }),
  'file-case': {
    summary: 'Files a case: its notice to the discipline inspection organ is made and dispatched (R3)',
    status: 201,
    answer: shapes.caseFiled,
    example: { filedAt: '2026-09-28', caseNumber: '德公（刑）立字〔2026〕100号' },
  },
  'file-case-on-clue': {
    summary: 'Files a case on a clue that public security found itself, and of which no transfer was made (R3)',
    status: 201,
    answer: shapes.caseFiledOnClue,
    example: { filedAt: '2026-09-28', caseNumber: '德公（刑）立字〔2026〕101号' },
  },
  'make-proposal': {
    summary: 'Proposes that others deal with the clue (R8)',
    status: 201,
    answer: shapes.proposalMade,
    example: { kind: 'elevate', units: [], reason: '嫌疑人与本地干部关系密切' },
  },
  'decide-proposal': transfer('The leading group office decides a proposal', { approve: true, note: '同意' }),
  'ask-extension': {
    summary: 'Asks for a longer window, before the deadline',
    status: 201,
    answer: shapes.extensionAsked,
    example: { workingDays: 5, reason: '需跨县核查' },
  },
  'decide-extension': transfer('The leading group office decides an extension', { approve: true, note: '同意' }),
  'read-sent-ledger': {
    summary: 'What a unit sent (R9), as JSON, text/csv or XLSX by Accept',
    status: 200,
    answer: shapes.ledgerPage,
  },
  'read-received-ledger': {
    summary: 'What a unit received (R9), as JSON, text/csv or XLSX by Accept',
    status: 200,
    answer: shapes.ledgerPage,
  },
  'read-overdue': { summary: 'What is overdue in a region, or with a unit', status: 200, answer: shapes.overduePage },
  'read-statistics': {
    summary: 'Counts, on-time rates and times of a region or a unit',
    status: 200,
    answer: shapes.statisticsShape,
  },
  'read-calendar': { summary: 'A year of the calendar in force', status: 200, answer: shapes.calendarShape },
  'publish-calendar': {
    summary: 'Puts a year into the calendar; every open deadline is counted again',
    status: 200,
    answer: shapes.calendarShape,
    example: {
      holidays: ['2027-01-01'],
      workdays: [],
      notice: { number: '国办发明电〔2026〕1号', issued: '2026-11-10' },
    },
  },
  'list-units': { summary: 'The register of units, by id', status: 200, answer: shapes.unitPage },
  'read-unit': { summary: 'A unit of the register', status: 200, answer: shapes.unitShape },
  'put-unit': {
    summary: 'Registers a unit (201), or changes one',
    status: 200,
    answer: shapes.unitShape,
    example: {
      name: '德城区住房和城乡建设局',
      organ: 'housing',
      regionCode: '371402',
      emails: ['housing@371402.example'],
      supervisors: [{ name: '分管负责人', email: 'supervisor.housing@371402.example' }],
    },
  },
  'put-delegations': {
    summary: 'Says who stands in for absent supervisors of a unit, and when',
    status: 200,
    answer: shapes.unitShape,
    example: {
      delegations: [
        {
          absent: 'supervisor.housing@371402.example',
          to: { name: '代管负责人', email: 'deputy.housing@371402.example' },
          from: '2026-10-08',
          until: '2026-10-16',
        },
      ],
    },
  },
  'restart-workflow': {
    summary: 'Gives one transfer a new workflow',
    status: 202,
    answer: shapes.restartedShape,
  },
  'check-health': { summary: 'Answers that the functions run', status: 200, answer: shapes.health },
};
