import { housing } from '../client.ts';

/** How somebody would try every route who wants to know of a clue. */

/** Ids and reference of a clue, ids of its transfers, and of what was applied for on them. */
export interface Ids {
  clue: string;
  reference: string;
  transfers: string[];
  applications: string[];
}

type Tried = [path: string, body?: unknown];

const each = (ids: readonly string[], path: (id: string) => string, body?: unknown): Tried[] =>
  ids.map((id) => (body === undefined ? [path(id)] : [path(id), body]));
const onTransfers = (what: string, body: unknown) => (ids: Ids) =>
  each(ids.transfers, (id) => `/v1/transfers/${id}/${what}`, body);
const listed = (path: string) => (): Tried[] => [2, 200].map((limit) => [`${path}limit=${limit}`]);
const reason = '需核查';

/** Every route, as somebody would try it who wants to know. */
export const attempts: Record<string, (ids: Ids) => Tried[]> = {
  'POST /v1/clues': () => [['/v1/clues', {}]],
  'POST /v1/clues/batch': () => [['/v1/clues/batch', { clues: [{}] }]],
  'POST /v1/clues/preview': () => [['/v1/clues/preview', {}]],
  'GET /v1/clues': ({ reference }) => [[`/v1/clues?reference=${reference}`]],
  'GET /v1/transfers': ({ reference }) => [[`/v1/transfers?reference=${reference}`]],
  'GET /v1/clues/{id}': ({ clue }) => [[`/v1/clues/${clue}`], [`/v1/clues/${clue}?version=1`]],
  'PATCH /v1/clues/{id}': ({ clue }) => [
    [`/v1/clues/${clue}`, { text: '另一说法' }],
    [`/v1/clues/${clue}`, { subjects: [] }],
    [`/v1/clues/${clue}`, {}],
  ],
  'POST /v1/clues/{id}/reply': ({ clue }) =>
    ['acceptance', 'outcome'].map((kind) => [`/v1/clues/${clue}/reply`, { kind, note: '已告知' }]),
  'POST /v1/clues/{id}/case': ({ clue }) => [[`/v1/clues/${clue}/case`, { filedAt: '2026-09-01', caseNumber: '1' }]],
  'GET /v1/transfers/{id}': ({ transfers }) => each(transfers, (id) => `/v1/transfers/${id}`),
  'GET /v1/transfers/{id}/documents/{kind}': ({ transfers }) =>
    ['transfer-letter', 'receipt?content=true', 'case-notice', 'transfer-letter?content=true'].flatMap((kind) =>
      each(transfers, (id) => `/v1/transfers/${id}/documents/${kind}`),
    ),
  // Codes of papers that there are: test/scenarios/paper-codes.test.ts.
  'GET /v1/documents/{code}': () => [['/v1/documents/0123-4567-89AB-CDEF']],
  'POST /v1/transfers/{id}/dispatch': onTransfers('dispatch', {}),
  'POST /v1/transfers/{id}/acknowledge': onTransfers('acknowledge', {}),
  'POST /v1/transfers/{id}/return': onTransfers('return', { reason: 'incomplete', note: '1' }),
  'POST /v1/transfers/{id}/feedback': onTransfers('feedback', { final: true, outcome: '1' }),
  'POST /v1/transfers/{id}/withdraw': onTransfers('withdraw', { reason }),
  'POST /v1/transfers/{id}/recall': onTransfers('recall', { reason }),
  'POST /v1/transfers/{id}/supplement': onTransfers('supplement', { items: ['现场照片'] }),
  'POST /v1/transfers/{id}/supplied': onTransfers('supplied', { note: '已补充' }),
  'POST /v1/transfers/{id}/case': onTransfers('case', { filedAt: '2026-09-01', caseNumber: '1' }),
  'POST /v1/transfers/{id}/proposals': onTransfers('proposals', { kind: 'elevate', reason }),
  'POST /v1/transfers/{id}/extension': onTransfers('extension', { workingDays: 1, reason }),
  'POST /v1/proposals/{id}/decision': ({ applications }) =>
    each(applications, (id) => `/v1/proposals/${id}/decision`, { approve: true }),
  'POST /v1/extensions/{id}/decision': ({ applications }) =>
    each(applications, (id) => `/v1/extensions/${id}/decision`, { approve: true }),
  'GET /v1/ledgers/sent': () => [
    ...listed('/v1/ledgers/sent?')(),
    ...listed(`/v1/ledgers/sent?unit=${housing}&`)(),
    ...listed(`/v1/ledgers/sent?unit=${housing}&status=closed&`)(),
    [`/v1/ledgers/sent?unit=${housing}&month=2026-09`],
  ],
  'GET /v1/ledgers/received': () => [
    ...listed('/v1/ledgers/received?')(),
    ...listed('/v1/ledgers/received?unit=371402-public-security&')(),
    ...listed('/v1/ledgers/received?unit=371400-discipline-inspection&overdue=true&')(),
  ],
  'GET /v1/overdue': () => [...listed('/v1/overdue?')(), ...listed('/v1/overdue?region=371402&')()],
  'GET /v1/tasks': () => listed('/v1/tasks?')(),
  'GET /v1/statistics': () => [['/v1/statistics'], ['/v1/statistics?region=371402'], ['/v1/statistics?month=2026-09']],
  'GET /v1/readings': ({ clue }) => [[`/v1/readings?clue=${clue}`]],
  'GET /v1/audit': () => listed('/v1/audit?from=2026-09-01&to=2026-09-30&')(),
  'GET /v1/calendar/{year}': () => [['/v1/calendar/2026']],
  // Nothing that is tried here may change what others find: so these are refused. (What a recount counts is of the whole province.)
  'PUT /v1/calendar/{year}': () => [['/v1/calendar/2027', {}]],
  'PUT /v1/calendar': () => [['/v1/calendar', {}]],
  'POST /v1/calendar/preview': () => [['/v1/calendar/preview', {}]],
  'GET /v1/calendar/{year}/versions/{id}': () => [['/v1/calendar/2026/versions/0']],
  'DELETE /v1/calendar/{year}': () => [['/v1/calendar/2028']],
  'GET /v1/directory': () => [['/v1/directory?region=371402']],
  'GET /v1/units': () => [['/v1/units']],
  'POST /v1/units/import': () => [['/v1/units/import', { csv: 'unitId\n', apply: true }]],
  'GET /v1/units/{id}': () => [[`/v1/units/${housing}`]],
  'PUT /v1/units/{id}': () => [[`/v1/units/${housing}`, {}]],
  'PUT /v1/units/{id}/delegations': () => [[`/v1/units/${housing}/delegations`, {}]],
  'POST /v1/workflows/restart': ({ transfers }) =>
    transfers.map((transferId): Tried => ['/v1/workflows/restart', { transferId }]),
  // Its times go on; what it tells of a clue, test/scenarios/status.test.ts asks.
  'GET /v1/status': () => [],
  'GET /v1/openapi.json': () => [['/v1/openapi.json']],
  'GET /healthz': () => [['/healthz']],
};
