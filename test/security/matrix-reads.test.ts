import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { replyStatuses, statuses, supplementStatuses } from '../../functions/domain/transfer/status.ts';
import { roles } from '../../functions/domain/visibility/actor.ts';
import { routes } from '../../infra/functions.ts';
import type { Answer, TransferBody } from '../province.ts';
import { type CallerName, callers, everyone, sets, useCallers } from './matrix-callers.ts';
import { idIn, nameOfRoute, type OnRecord, type RouteName, requests, roomOf, routeNames } from './matrix-routes.ts';
import { isOffice, isWithin, namedIn, unitOf, viewersIn } from './matrix-rules.ts';
import { legend, listText, type Row, routeText } from './matrix-seen.ts';
import { type StateName, statesBy } from './matrix-states.ts';
import { earlier, type Made, marks, now } from './matrix-steps.ts';
import { type Answers, askAll, atOnce, lists, partsOf, plain, rowOf } from './matrix-world.ts';

/**
 * What is seen: every route but the commands on records (those have a file of their own), by every kind of caller, in every state.
 * The files seen-*.txt state each cell; whatever is new, a route, a caller or a state, differs from them until it is stated.
 */

/** Routes that are asked in every state here: the last one changes something. */
const inStates: readonly RouteName[] = [
  ...(['GET /v1/transfers/{id}', 'GET /v1/clues/{id}', 'GET /v1/readings'] as const),
  ...(['GET /v1/clues', 'GET /v1/transfers', 'GET /v1/transfers/{id}/documents/{kind}'] as const),
  'POST /v1/workflows/restart',
];

const ledgerOfSender = 'unit=371402-housing&limit=200';

/** What is told of a record: the paths of all that names it, but for that the clue went on in it. */
const told = (body: unknown, id: string, path = ''): string[] => {
  if (body === id) return /successors\.\d+$/.test(path) ? [] : [path];
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => told(value, id, `${path}.${key}`));
};

describe('what is seen', () => {
  const { local, ask, file, advanceTo, registerNamed } = useCallers(earlier);
  const world = new Map<StateName, Made>();
  const asked = new Map<RouteName, Map<string, Answers>>();
  const rows = new Map<RouteName, Map<string, Row>>();
  const files = new Map<CallerName, { status: number; rows: number }>();

  const keep = (route: RouteName, state: string, answers: Answers, nameOf: (id: string) => string | undefined) => {
    asked.set(route, (asked.get(route) ?? new Map<string, Answers>()).set(state, answers));
    rows.set(route, (rows.get(route) ?? new Map<string, Row>()).set(state, rowOf(route, answers, nameOf)));
  };
  const answersOf = (route: RouteName, state: string): Answers => asked.get(route)?.get(state) ?? new Map();
  const answered = (route: RouteName, state: string, caller: CallerName): Answer | undefined =>
    answersOf(route, state).get(caller);
  const anywhere = (id: string): string | undefined => {
    for (const [state, made] of world) {
      const part = partsOf(made)(id);
      if (part) return `${part}.${state}`;
    }
    return undefined;
  };

  const build = async () => {
    await registerNamed();
    const settled = () => local().engine.settled();
    const { all, begin } = statesBy(ask, settled);
    await begin(1);
    await settled();
    await advanceTo(now);
    const names = Object.keys(all) as StateName[];
    // In their order, however long each takes.
    for (const state of names) world.set(state, { clueId: '', ids: {}, subject: null });
    await atOnce(4, names, async (state) => {
      world.set(state, await all[state](true));
    });
    await settled();
  };
  const onRecords = async (route: RouteName) => {
    const request = requests[route] as OnRecord;
    await atOnce(4, [...world], async ([state, made]) => {
      const id = idIn(state, request, made, route);
      if (id === null) return;
      const body = request.body?.(id, made);
      const answers = await askAll(ask, route, { path: request.path(id, made), ...(body ? { body } : {}) });
      keep(route, state, answers, partsOf(made));
    });
    const ordered = new Map(
      [...world].flatMap(([state]) => {
        const row = rows.get(route)?.get(state);
        return row ? [[state, row] as const] : [];
      }),
    );
    rows.set(route, ordered);
  };
  const alone = async (route: RouteName) => {
    const request = requests[route];
    if (request?.on !== 'nothing') return;
    for (const [query, one] of Object.entries(request.asks)) {
      keep(route, query, await askAll(ask, route, one), anywhere);
    }
  };
  /** The log of audit, all its pages as one. */
  const audit = async () => {
    const route = 'GET /v1/audit';
    await alone(route);
    for (const [caller, answer] of answersOf(route, '')) {
      const items = answer.body.items as object[] | undefined;
      for (let { cursor } = answer.body; cursor; ) {
        const path = `/v1/audit?from=2026-09-04&to=2026-09-17&limit=200&cursor=${cursor}`;
        const page = (await ask(caller, 'GET', path)).body;
        items?.push(...(page.items as object[]));
        cursor = page.cursor;
      }
    }
    keep(route, '', answersOf(route, ''), anywhere);
  };

  /** The sender's ledger as a file: how many rows each gets. */
  const csv = async () => {
    for (const caller of everyone) {
      const { status, text } = await file(caller, '/v1/ledgers/sent?unit=371402-housing', 'text/csv');
      const found: unknown[] = status === 200 ? parse(text, { bom: true }) : [{}];
      files.set(caller, { status, rows: found.length - 1 });
    }
  };
  /** All that one caller was answered, each by its state and route. */
  const everything = (caller: CallerName): [where: string, answer: Answer, made: Made | undefined][] =>
    [...asked].flatMap(([route, of]) =>
      [...of].flatMap(([state, answers]): [string, Answer, Made | undefined][] => {
        const answer = answers.get(caller);
        return answer ? [[`${state} ${route}`, answer, world.get(state as StateName)]] : [];
      }),
    );

  beforeAll(async () => {
    await build();
    for (const route of inStates.slice(0, -1)) await onRecords(route);
    const others = routeNames.filter((route) => requests[route]?.on === 'nothing' && route !== 'GET /v1/audit');
    for (const route of others.filter((one) => one.startsWith('GET'))) await alone(route);
    await csv();
    for (const route of others.filter((one) => !one.startsWith('GET'))) await alone(route);
    for (const route of inStates.slice(-1)) await onRecords(route);
    await audit();
  }, 300_000);

  it('has every route, every status and every role', () => {
    expect([...routeNames].sort()).toEqual(routes.map(nameOfRoute).sort());
    const reached = [...world].flatMap(([state, { clueId }]) => {
      expect(clueId).not.toBe('');
      return answered('GET /v1/transfers/{id}', state, 'province office’s supervisor')?.body.status ?? [];
    });
    expect([...new Set(reached)].sort()).toEqual([...statuses, ...replyStatuses, ...supplementStatuses].sort());
    expect([...new Set(Object.values(callers).map(({ role }) => role))].sort()).toEqual([...roles].sort());
  });

  it.each([...new Set(routeNames.map(roomOf))])('is stated, cell by cell: %s', async (room) => {
    const texts = [...rows].flatMap(([route, of]) => {
      if (roomOf(route) !== room) return [];
      return [lists.includes(route) ? listText(route, of) : routeText(route, of)];
    });
    await expect([legend, ...texts, ''].join('\n\n')).toMatchFileSnapshot(`seen-${room}.txt`);
  });

  it('is for parties, and for who oversees where it is dealt with', () => {
    for (const [state, { subject }] of world) {
      const route = subject === null ? 'GET /v1/clues/{id}' : 'GET /v1/transfers/{id}';
      const seeing = everyone.filter((caller) => answered(route, state, caller)?.status === 200);
      expect([state, seeing]).toEqual([state, everyone.filter((caller) => viewersIn(state).includes(caller))]);
    }
  });

  it('is the same in lists and in counts as it is record by record', () => {
    const recordsOf = (caller: CallerName): TransferBody[] => {
      const bodies = [...world.keys()].map(
        (state) => answered('GET /v1/clues/{id}', state, caller)?.body.transfers ?? [],
      );
      return bodies.flat() as TransferBody[];
    };
    const ids = (some: readonly TransferBody[]) => some.map(({ transferId }) => transferId).sort();
    const own = everyone.filter((caller) => answered('GET /v1/ledgers/sent', 'limit=200', caller)?.status === 200);
    for (const caller of own) {
      const unitId = unitOf(caller);
      const [records, region] = [recordsOf(caller), unitId.slice(0, 6)];
      const is = (side: 'from' | 'to') => records.filter((one) => one[side] === unitId);
      for (const [route, expected] of [
        ['GET /v1/ledgers/sent', is('from')],
        ['GET /v1/ledgers/received', is('to')],
      ] as const) {
        const items = answered(route, 'limit=200', caller)?.body.items as TransferBody[];
        expect([route, caller, ids(items)]).toEqual([route, caller, ids(expected)]);
        for (const item of items)
          expect(item).toEqual(expected.find(({ transferId }) => transferId === item.transferId));
      }
      // An office has figures of what is dealt with in its region and below, a unit of all that is its own.
      const here = isOffice(caller)
        ? records.filter(({ regionCode }) => isWithin(region, String(regionCode)))
        : [...is('from'), ...is('to')];
      const { total } = (answered('GET /v1/statistics', '', caller)?.body.transfers ?? {}) as { total?: number };
      expect([caller, total]).toEqual([caller, here.length]);
    }
    for (const [caller, { status, rows: count }] of files) {
      const items = answered('GET /v1/ledgers/sent', ledgerOfSender, caller)?.body.items as unknown[] | undefined;
      expect([caller, status, count]).toEqual([caller, items ? 200 : 403, items?.length ?? 0]);
    }
  });

  it('shows a receiver nothing before dispatch', () => {
    for (const state of ['registered', 'overdue for dispatch', 'withdrawn before dispatch'] as const) {
      for (const caller of [...sets['the receiver'], 'other organ'] as const) {
        for (const [where, { status, body }] of everything(caller)) {
          const shown = Object.values(world.get(state)?.ids ?? {}).filter((id) => JSON.stringify(body).includes(id));
          expect([state, caller, where, status < 400 ? shown : []]).toEqual([state, caller, where, []]);
        }
      }
    }
  });

  it('shows to those whom the clue left that it went and where to, and nothing of its successor', () => {
    for (const state of ['elevated', 'rerouted to where its return said'] as const) {
      const { crime = '', successor = '' } = world.get(state)?.ids ?? {};
      for (const caller of [...sets['the receiver'], ...sets['the county office']]) {
        const left = answered('GET /v1/transfers/{id}', state, caller)?.body;
        expect([state, caller, left?.transferId, left?.successors]).toEqual([state, caller, crime, [successor]]);
        for (const [where, { status, body }] of everything(caller)) {
          if (status < 400) expect([where, caller, told(body, successor)]).toEqual([where, caller, []]);
        }
      }
    }
    // Nor does the sender's answer to the reporter tell them what came of it: its duty they oversee still, its texts they do not read.
    for (const caller of [...sets['the receiver'], ...sets['the county office']]) {
      for (const state of ['elevated', 'its successor above', 'reply: done after elevation'] as const) {
        const texts = inStates.map((route) => JSON.stringify(answered(route, state, caller)?.body ?? {})).join();
        const came = [marks.outcome, marks.result, marks.answer].filter((mark) => texts.includes(mark));
        expect([caller, state, came]).toEqual([caller, state, []]);
      }
    }
  });

  it('tells those who administer nothing that a clue says', () => {
    for (const caller of [
      ...sets.operators,
      ...sets.auditors,
      'named person as operator',
      'named person as auditor',
    ] as const) {
      for (const [where, { body }] of everything(caller)) {
        const marked = Object.values(marks).filter((mark) => JSON.stringify(body).includes(mark));
        expect([caller, where, marked]).toEqual([caller, where, []]);
      }
    }
  });

  it.each([...inStates])('is to the named what there is not: %s', async (route) => {
    const request = requests[route] as OnRecord;
    const [method = ''] = route.split(' ');
    const none = randomUUID();
    for (const [state, made] of world) {
      const id = idIn(state, request, made, route);
      for (const caller of id === null ? [] : namedIn(state)) {
        const invented = await ask(caller, method, request.path(none, made), request.body?.(none, made));
        const answer = answered(route, state, caller) as Answer;
        expect([state, caller, plain(answer, id ?? '')]).toEqual([state, caller, plain(invented, none)]);
      }
    }
  });

  it('tells nothing in a refusal', () => {
    for (const caller of everyone) {
      for (const [where, { status, body }, made] of everything(caller)) {
        if (status < 400) continue;
        const others = Object.entries(made?.ids ?? {}).flatMap(([part, id]) => (part === made?.subject ? [] : [id]));
        const said = [...Object.values(marks), ...others].filter((text) => JSON.stringify(body).includes(text));
        expect([caller, where, said]).toEqual([caller, where, []]);
      }
    }
  });

  it('opens nothing to a unit that nobody registered', () => {
    for (const [where, { status }] of everything('unit that nobody registered')) {
      expect([where, status]).toEqual([where, routes.find(({ path }) => where.endsWith(path))?.open ? 200 : 403]);
    }
  });
});
