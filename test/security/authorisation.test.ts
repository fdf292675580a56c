import { describe, expect, it } from 'vitest';
import { routes } from '../../infra/functions.ts';
import { year2027 } from '../calendar-2027.ts';
import { requireDescribed } from '../functions/http/answers.ts';
import { clueWith, only, useProvince } from '../province.ts';

/** Who may do what: every route, by every kind of caller, written out by hand; each answer is what its route says that it is. */

const callers = {
  sender: ['371402-housing', 'clerk'],
  'sender’s supervisor': ['371402-housing', 'supervisor'],
  receiver: ['371402-public-security', 'clerk'],
  'receiver’s supervisor': ['371402-public-security', 'supervisor'],
  office: ['371402-leading-group-office', 'clerk'],
  'office’s supervisor': ['371402-leading-group-office', 'supervisor'],
  'office above': ['371400-leading-group-office', 'clerk'],
  'office above’s supervisor': ['371400-leading-group-office', 'supervisor'],
  'office at the top’s supervisor': ['370000-leading-group-office', 'supervisor'],
  neighbour: ['371402-land', 'clerk'],
  'same organ elsewhere': ['371403-public-security', 'supervisor'],
  'office elsewhere': ['371403-leading-group-office', 'supervisor'],
  'another province': ['110000-leading-group-office', 'supervisor'],
  operator: [undefined, 'operator'],
  'operator of a unit': ['371402-housing', 'operator'],
} as const;
type Caller = keyof typeof callers;
const everyone = Object.keys(callers) as Caller[];

const sending: Caller[] = ['sender', 'sender’s supervisor'];
const receiving: Caller[] = ['receiver', 'receiver’s supervisor'];
const parties = [...sending, ...receiving];
const offices: Caller[] = [
  'office',
  'office’s supervisor',
  'office above',
  'office above’s supervisor',
  'office at the top’s supervisor',
];
const supervising: Caller[] = ['office’s supervisor', 'office above’s supervisor', 'office at the top’s supervisor'];
const operators: Caller[] = ['operator', 'operator of a unit'];
const units = everyone.filter((caller) => !operators.includes(caller));
const here = units.filter((caller) => caller !== 'another province');

describe('every route', () => {
  const { local, send } = useProvince('2026-09-17T10:00:00+08:00');
  const as = async (caller: Caller) => {
    const [unitId, role] = callers[caller];
    return { authorization: `Bearer ${await local().token(unitId, role)}` };
  };
  const request = async (caller: Caller, method: string, path: string, body?: unknown) =>
    send<Record<string, unknown>>(method, path, body, { headers: await as(caller) });
  const fresh = async (more: object = {}) => {
    const clue = clueWith({ discoveredAt: '2026-09-17T09:00:00+08:00', ...more });
    const { body } = await send<{ clueId: string; transfers: { transferId: string }[] }>('POST', '/v1/clues', clue, {
      headers: await as('sender'),
    });
    return { clueId: body.clueId, transferId: only(body.transfers).transferId };
  };
  const reporter = { anonymous: false, name: '赵某', phone: '1' };
  const reason = '需核查';
  const taken = async () => {
    const made = await fresh();
    await request('receiver', 'POST', `/v1/transfers/${made.transferId}/acknowledge`, {});
    return made;
  };
  const asked = async (transferId: string, what: string, body: object) =>
    (await request('receiver', 'POST', `/v1/transfers/${transferId}/${what}`, body)).body;

  /** The request of each route on a transfer of its own, and who is not told 403. */
  const matrix: Record<string, { allowed: Caller[]; to: () => Promise<[path: string, body?: unknown]> }> = {
    'POST /v1/clues': { allowed: here, to: async () => ['/v1/clues', clueWith({ discoveredAt: '2026-09-17' })] },
    'POST /v1/clues/batch': {
      allowed: units,
      to: async () => ['/v1/clues/batch', { clues: [clueWith({ discoveredAt: '2026-09-17' }), {}] }],
    },
    'GET /v1/clues/{id}': {
      allowed: [...parties, ...offices],
      to: async () => [`/v1/clues/${(await fresh()).clueId}`],
    },
    'POST /v1/clues/{id}/reply': {
      allowed: sending,
      to: async () => [`/v1/clues/${(await fresh({ reporter })).clueId}/reply`, { kind: 'acceptance', note: '已告知' }],
    },
    'GET /v1/transfers/{id}': {
      allowed: [...parties, ...offices],
      to: async () => [`/v1/transfers/${(await fresh()).transferId}`],
    },
    'POST /v1/transfers/{id}/dispatch': {
      allowed: sending,
      to: async () => [`/v1/transfers/${(await fresh({ dispatch: false })).transferId}/dispatch`, {}],
    },
    'POST /v1/transfers/{id}/acknowledge': {
      allowed: [...receiving, ...supervising],
      to: async () => [`/v1/transfers/${(await fresh()).transferId}/acknowledge`, {}],
    },
    'POST /v1/transfers/{id}/return': {
      allowed: [...receiving, ...supervising],
      to: async () => [`/v1/transfers/${(await fresh()).transferId}/return`, { reason: 'incomplete', note: reason }],
    },
    'POST /v1/transfers/{id}/feedback': {
      allowed: receiving,
      to: async () => [`/v1/transfers/${(await taken()).transferId}/feedback`, { final: false, outcome: '核查中' }],
    },
    'POST /v1/transfers/{id}/withdraw': {
      allowed: sending,
      to: async () => [`/v1/transfers/${(await fresh({ dispatch: false })).transferId}/withdraw`, { reason }],
    },
    'POST /v1/transfers/{id}/case': {
      allowed: receiving,
      to: async () => [`/v1/transfers/${(await taken()).transferId}/case`, { filedAt: '2026-09-17', caseNumber: '1' }],
    },
    'POST /v1/clues/{id}/case': {
      allowed: receiving,
      to: async () => {
        const own = clueWith({ discoveredAt: '2026-09-17T09:00:00+08:00' });
        const { clueId } = (await request('receiver', 'POST', '/v1/clues', own)).body;
        return [`/v1/clues/${clueId}/case`, { filedAt: '2026-09-17', caseNumber: '1' }];
      },
    },
    'POST /v1/transfers/{id}/proposals': {
      allowed: receiving,
      to: async () => [`/v1/transfers/${(await fresh()).transferId}/proposals`, { kind: 'elevate', reason }],
    },
    'POST /v1/proposals/{id}/decision': {
      // One level up.
      allowed: ['office above', 'office above’s supervisor'],
      to: async () => {
        const { proposalId } = await asked((await fresh()).transferId, 'proposals', { kind: 'elevate', reason });
        return [`/v1/proposals/${proposalId}/decision`, { approve: true }];
      },
    },
    'POST /v1/transfers/{id}/extension': {
      allowed: receiving,
      to: async () => [`/v1/transfers/${(await fresh()).transferId}/extension`, { workingDays: 1, reason }],
    },
    'POST /v1/extensions/{id}/decision': {
      allowed: ['office', 'office’s supervisor'],
      to: async () => {
        const { extensionId } = await asked((await fresh()).transferId, 'extension', { workingDays: 1, reason });
        return [`/v1/extensions/${extensionId}/decision`, { approve: true }];
      },
    },
    'GET /v1/ledgers/sent': {
      allowed: [...sending, ...offices],
      to: async () => ['/v1/ledgers/sent?unit=371402-housing'],
    },
    'GET /v1/ledgers/received': {
      allowed: [...receiving, ...offices],
      to: async () => ['/v1/ledgers/received?unit=371402-public-security'],
    },
    // Every unit of the region watches itself; the offices watch the region.
    'GET /v1/overdue': {
      allowed: [...parties, ...offices, 'neighbour'],
      to: async () => ['/v1/overdue?region=371402'],
    },
    'GET /v1/statistics': {
      allowed: [...parties, ...offices, 'neighbour'],
      to: async () => ['/v1/statistics?region=371402'],
    },
    'GET /v1/calendar/{year}': { allowed: operators, to: async () => ['/v1/calendar/2026'] },
    'PUT /v1/calendar/{year}': { allowed: operators, to: async () => ['/v1/calendar/2027', year2027] },
    'GET /v1/units': { allowed: operators, to: async () => ['/v1/units'] },
    'GET /v1/units/{id}': { allowed: operators, to: async () => ['/v1/units/371402-housing'] },
    'PUT /v1/units/{id}': {
      allowed: operators,
      to: async () => [
        '/v1/units/371402-court',
        { name: '法院', organ: 'court', regionCode: '371402', emails: ['c@u.example'], supervisors: [] },
      ],
    },
    'PUT /v1/units/{id}/delegations': {
      allowed: [...operators, 'sender’s supervisor'],
      to: async () => ['/v1/units/371402-housing/delegations', { delegations: [] }],
    },
    'POST /v1/workflows/restart': {
      allowed: operators,
      to: async () => ['/v1/workflows/restart', { transferId: (await fresh()).transferId }],
    },
    'GET /v1/openapi.json': { allowed: everyone, to: async () => ['/v1/openapi.json'] },
    'GET /healthz': { allowed: everyone, to: async () => ['/healthz'] },
  };

  it('stands in the matrix', () => {
    expect(Object.keys(matrix).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it.each(Object.entries(matrix))('%s', async (route, { allowed, to }) => {
    const [method = ''] = route.split(' ');
    const described = routes.find((one) => `${one.method} ${one.path}` === route);
    const [path, body] = await to();
    // Those who may not, first: who may changes what the others would find.
    const order = [...everyone.filter((caller) => !allowed.includes(caller)), ...allowed];
    const statuses: number[] = [];
    for (const caller of order) {
      const answer = await request(caller, method, path, body);
      const { status } = answer;
      expect(status, `${caller}: ${status}`).toBeLessThan(500);
      expect(status !== 403, `${caller}: ${status}`).toBe(allowed.includes(caller));
      requireDescribed(described, answer, `${route} as ${caller}`);
      statuses.push(status);
    }
    // What nobody was ever answered says nothing about its description: the first who may must get what they ask for.
    expect(statuses[order.length - allowed.length], `${route}: ${statuses}`).toBeLessThan(300);
  });

  it('hides a clue from those it names, whatever they are', async () => {
    const office = '371402-leading-group-office';
    const recuse = [office, '371400-leading-group-office'];
    const { transferId, clueId } = await fresh({ kinds: ['misconduct'], recuse });
    for (const caller of ['office', 'office’s supervisor', 'office above', 'office above’s supervisor'] as const) {
      for (const [method, path, body] of [
        ['GET', `/v1/transfers/${transferId}`],
        ['GET', `/v1/clues/${clueId}`],
        ['POST', `/v1/transfers/${transferId}/acknowledge`, {}],
        ['POST', `/v1/transfers/${transferId}/return`, { reason: 'incomplete', note: reason }],
      ] as const) {
        expect((await request(caller, method, path, body)).status, `${caller} ${path}`).toBe(403);
      }
      const ledger = await request(caller, 'GET', '/v1/ledgers/sent?unit=371402-housing&limit=200');
      expect(JSON.stringify(ledger.body)).not.toContain(transferId);
    }
    expect((await request('office at the top’s supervisor', 'GET', `/v1/transfers/${transferId}`)).status).toBe(200);
  });

  it('asks for a token, but for what is open', async () => {
    for (const { method, path, open } of routes) {
      const url = `${local().url}${path.replace(/\{\w+\}/g, '1')}`;
      const { status } = await fetch(url, { method, ...(method === 'GET' ? {} : { body: '{}' }) });
      expect(status, `${method} ${path}`).toBe(open ? 200 : 401);
    }
  });
});
