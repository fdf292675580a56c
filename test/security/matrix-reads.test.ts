import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { replyStatuses, statuses } from '../../functions/domain/transfer/status.ts';
import { roles } from '../../functions/domain/visibility/actor.ts';
import { routes } from '../../infra/functions.ts';
import type { Answer, TransferBody } from '../province.ts';
import { type CallerName, callers, everyone, sets, useCallers } from './matrix-callers.ts';
import { idFor, nameOfRoute, type OnRecord, type RouteName, requests, roomOf, routeNames } from './matrix-routes.ts';
import { legend, type Row, routeText } from './matrix-seen.ts';
import { earlier, type Made, marks, now, type StateName, statesBy } from './matrix-states.ts';
import { type Answers, askAll, atOnce, partsOf, rowOf } from './matrix-world.ts';

/**
 * What is seen: every route but the commands on records (those have a file of their own), by every kind of caller, in every state.
 * The files seen-*.txt state each cell; whatever is new, a route, a caller or a state, differs from them until it is stated.
 */

const line: CallerName[] = [
  ...sets['the county office'],
  ...sets['the prefecture office'],
  'province office’s supervisor',
];
const [, , prefecture1, prefecture2, province] = line as [CallerName, CallerName, CallerName, CallerName, CallerName];
const above = [prefecture1, prefecture2, province];
const sender: readonly CallerName[] = sets['the sender'];
const receiver: readonly CallerName[] = sets['the receiver'];

/** Parties and who oversees where it is dealt with (domain.md, "Who may know"), by hand. */
const viewers: Readonly<Partial<Record<StateName, readonly CallerName[]>>> = {
  registered: [...sender, ...line],
  'overdue for dispatch': [...sender, ...line],
  'withdrawn before dispatch': [...sender, ...line],
  'naming its sender': [...receiver, ...line],
  'naming the county office': [...sender, ...receiver, ...above],
  'notice dispatched': [...receiver, 'other organ', ...line],
  'notice acknowledged': [...receiver, 'other organ', ...line],
  'its successor there': [...sender, 'organ elsewhere', 'office elsewhere', ...above],
  'its successor above': [...sender, 'organ above', ...above],
  'the transfer that joined': [...sender, 'unit that joins', ...line],
  'reply: acceptance owed': [...sender, ...line],
  'reply: waiting': [...sender, ...line],
  'reply: outcome owed': [...sender, ...line],
  'reply: done': [...sender, ...line],
};
const usual = [...sender, ...receiver, ...line];

describe('what is seen', () => {
  const { local, ask, file, advanceTo, registerNamed } = useCallers(earlier);
  const world = new Map<StateName, Made>();
  const asked = new Map<RouteName, Map<string, Answers>>();
  const rows = new Map<RouteName, Map<string, Row>>();

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
      const id = idFor(request, made, route);
      if (id === null) return;
      const body = request.body?.(id, made);
      const answers = await askAll(ask, route, { path: request.path(id), ...(body ? { body } : {}) });
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

  beforeAll(async () => {
    await build();
    await onRecords('GET /v1/transfers/{id}');
    await onRecords('GET /v1/clues/{id}');
    await onRecords('GET /v1/readings');
    const others = routeNames.filter((route) => requests[route]?.on === 'nothing' && route !== 'GET /v1/audit');
    for (const route of others.filter((one) => one.startsWith('GET'))) await alone(route);
  }, 300_000);

  it('has every route, every status and every role', () => {
    expect([...routeNames].sort()).toEqual(routes.map(nameOfRoute).sort());
    const reached = [...world].flatMap(([state, { clueId }]) => {
      const shown = answered('GET /v1/transfers/{id}', state, 'province office’s supervisor')?.body.status;
      expect(clueId).not.toBe('');
      return shown === undefined ? [] : [shown];
    });
    expect([...new Set(reached)].sort()).toEqual([...statuses, ...replyStatuses].sort());
    expect([...new Set(Object.values(callers).map(({ role }) => role))].sort()).toEqual([...roles].sort());
  });

  it('is for parties and who oversees the line only', () => {
    for (const [state, made] of world) {
      if (made.subject === null) continue;
      const seeing = [...answersOf('GET /v1/transfers/{id}', state)].filter(([, { status }]) => status === 200);
      expect([state, seeing.map(([caller]) => caller).sort()]).toEqual([state, [...(viewers[state] ?? usual)].sort()]);
    }
  });

  it('x', () => {
    for (const [route, of] of rows) console.log(routeText(route, of));
    expect([parse, randomUUID, legend, marks, roomOf, file, audit, {} as TransferBody]).toBeDefined();
  });
});
