import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { actions } from '../../functions/domain/visibility/acts.ts';
import type { Answer } from '../province.ts';
import { type CallerName, everyone, sets, useCallers } from './matrix-callers.ts';
import { idFor, type OnRecord, type RouteName, requests, roomOf, routeNames } from './matrix-routes.ts';
import { namedIn, viewersIn } from './matrix-rules.ts';
import { legend, type Row, routeText } from './matrix-seen.ts';
import { type StateName, statesBy } from './matrix-states.ts';
import { earlier, type Made, marks, now } from './matrix-steps.ts';
import { askAll, atOnce, partsOf, plain, rowOf } from './matrix-world.ts';

/**
 * What is done: every command on a record, by every kind of caller, in every state. Those who must be refused try it on one record;
 * then each who may, by what the record allows them, on a record of their own. The files done-*.txt state each cell.
 */

const commands = routeNames.filter(
  (route) =>
    /^(POST|PATCH) /.test(route) && requests[route]?.on !== 'nothing' && route !== 'POST /v1/workflows/restart',
);

/** To commands these are what `acknowledged`, `closed`, a withdrawn one and a lapsed supplement are: they are there for what is seen. */
const onlySeen: readonly StateName[] = [
  ...(['acknowledged by the office', 'closed and answered'] as const),
  ...(['supplied', 'recalled', 'the supplement: supplied'] as const),
];

const onClue = (route: RouteName): boolean => requests[route]?.on === 'clue';

/** The route of an allowed action. */
const routeOf = (action: string): string => {
  if (action === 'reply') return 'POST /v1/clues/{id}/reply';
  if (action === 'correct') return correction;
  const [, of = ''] = /^(.*)-decision$/.exec(action) ?? [];
  return of ? `POST /v1/${of}s/{id}/decision` : `POST /v1/transfers/{id}/${action}`;
};

/** States of which there is something to do on the clue itself: they are about its reply, or about none of its records. What it says, all are about. */
const asksClue = (route: RouteName, { subject }: Made): boolean =>
  subject === null || subject === 'reply' || route === correction;

const correction: RouteName = 'PATCH /v1/clues/{id}';

/** Who corrects what a clue says where the record that the state is about does not say so: its transfer does, or there is none. */
const corrects: Readonly<Partial<Record<StateName, readonly CallerName[]>>> = {
  'the supplement: owed': sets['the sender'],
  'kept by its unit': sets['the receiver'],
};

type Tried = ReadonlyMap<CallerName, Answer>;

describe('what is done', () => {
  const { local, ask, advanceTo, registerNamed } = useCallers(earlier);
  const world = new Map<StateName, Made>();
  /** What each who sees a record was shown of it, before and after those who must be refused tried what they liked. */
  const shown = new Map<StateName, { before: Tried; after: Tried }>();
  const tried = new Map<RouteName, Map<StateName, Tried>>();
  const rows = new Map<RouteName, Map<string, Row>>();
  let build: Readonly<Record<StateName, (whole: boolean) => Promise<Made>>>;

  const look = async (state: StateName, { ids, subject, clueId }: Made): Promise<Tried> => {
    const route = subject === null ? 'GET /v1/clues/{id}' : 'GET /v1/transfers/{id}';
    const path = subject === null ? `/v1/clues/${clueId}` : `/v1/transfers/${ids[subject]}`;
    return askAll(ask, route, { path }, viewersIn(state));
  };
  const allows = (route: RouteName, state: StateName, caller: CallerName, body?: Record<string, unknown>): boolean => {
    // Of a clue that its unit keeps, no record says what is allowed on it.
    if (route === 'POST /v1/clues/{id}/case') {
      return state === 'kept by its unit' && (sets['the receiver'] as readonly CallerName[]).includes(caller);
    }
    if (route === correction && corrects[state]) return corrects[state].includes(caller);
    const { allowedActions = [] } = ((body?.transfers ? body.reply : body) ?? {}) as { allowedActions?: string[] };
    return allowedActions.some((action) => routeOf(action) === route);
  };
  const requestOn = (route: RouteName, made: Made): { path: string; body: object } | null => {
    const request = requests[route] as OnRecord;
    const id = idFor(request, made, route);
    return id === null ? null : { path: request.path(id, made), body: request.body?.(id, made) ?? {} };
  };
  const tryOn = async (route: RouteName, state: StateName, made: Made, may: readonly CallerName[]) => {
    const request = requestOn(route, made);
    if (!request || (onClue(route) && !asksClue(route, made))) return;
    const answers = new Map(
      await askAll(
        ask,
        route,
        request,
        everyone.filter((caller) => !may.includes(caller)),
      ),
    );
    for (const caller of may) {
      const own = await build[state](false);
      const answer = await askAll(ask, route, requestOn(route, own) ?? request, [caller]);
      answers.set(caller, [...answer.values()][0] as Answer);
    }
    tried.set(route, (tried.get(route) ?? new Map<StateName, Tried>()).set(state, answers));
  };

  beforeAll(async () => {
    await registerNamed();
    const settled = () => local().engine.settled();
    const { all, begin } = statesBy(ask, settled);
    build = all;
    await begin(20);
    await advanceTo(now);
    const names = (Object.keys(all) as StateName[]).filter((state) => !onlySeen.includes(state));
    for (const state of names) world.set(state, { clueId: '', ids: {}, subject: null });
    await atOnce(4, names, async (state) => {
      const made = await all[state](false);
      world.set(state, made);
      const before = await look(state, made);
      for (const route of commands) {
        await tryOn(
          route,
          state,
          made,
          [...before].flatMap(([caller, { body }]) => (allows(route, state, caller, body) ? [caller] : [])),
        );
      }
      shown.set(state, { before, after: await look(state, made) });
    });
    for (const route of commands) {
      const of = new Map<string, Row>();
      for (const [state, made] of world) {
        const answers = tried.get(route)?.get(state);
        if (answers) of.set(state, rowOf(route, answers, partsOf(made)));
      }
      rows.set(route, of);
    }
  }, 900_000);

  const cells = function* () {
    for (const [route, of] of tried) {
      for (const [state, answers] of of) {
        for (const [caller, answer] of answers) yield { route, state, caller, answer };
      }
    }
  };

  it('has every action', () => {
    expect([...new Set(actions.map(routeOf))].filter((route) => !commands.includes(route as RouteName))).toEqual([]);
    const allowed = [...shown.values()].flatMap(({ before }) =>
      [...before.values()].flatMap(({ body }) => (body.allowedActions as string[] | undefined) ?? []),
    );
    expect([...new Set(allowed)].sort()).toEqual([...actions].sort());
  });

  it.each([...new Set(commands.map(roomOf))])('is stated, cell by cell: %s', async (room) => {
    const texts = [...rows].flatMap(([route, of]) => (roomOf(route) === room ? [routeText(route, of, true)] : []));
    await expect([legend, ...texts, ''].join('\n\n')).toMatchFileSnapshot(`done-${room}.txt`);
  });

  it('is what the record allows, and nothing else', () => {
    for (const { route, state, caller, answer } of cells()) {
      const body = shown.get(state)?.before.get(caller)?.body;
      const cell = `${route} of ${state} by ${caller}: ${answer.status}`;
      expect([cell, answer.status < 300]).toEqual([cell, allows(route, state, caller, body)]);
    }
    // Nobody who was refused changed anything.
    for (const [state, { before, after }] of shown) {
      for (const [caller, { body }] of before)
        expect([state, caller, after.get(caller)?.body]).toEqual([state, caller, body]);
    }
  });

  it('is for who sees the record, and never for the clerk of an office', () => {
    for (const { route, state, caller, answer } of cells()) {
      if (answer.status >= 300) continue;
      expect([route, state, viewersIn(state)]).toEqual([route, state, expect.arrayContaining([caller])]);
      expect(caller, `${route} of ${state}`).not.toMatch(/office’s clerk$/);
    }
  });

  it('tells in a refusal nothing beyond what the record shows', () => {
    for (const { route, state, caller, answer } of cells()) {
      if (answer.status < 300) continue;
      const { ids = {}, subject = null } = world.get(state) ?? {};
      const others = Object.entries(ids).flatMap(([part, id]) => (part === subject ? [] : [id]));
      const [said, seen] = [answer.body, shown.get(state)?.before.get(caller)?.body ?? {}].map((body) =>
        JSON.stringify(body),
      );
      const told = [...Object.values(marks), ...others].filter((text) => said?.includes(text) && !seen?.includes(text));
      expect([route, state, caller, told]).toEqual([route, state, caller, []]);
    }
  });

  it.each(commands)('is to the named what there is not: %s', async (route) => {
    for (const [state, answers] of tried.get(route) ?? []) {
      const made = world.get(state) as Made;
      const request = requests[route] as OnRecord;
      const [id, none] = [idFor(request, made, route) ?? '', randomUUID()];
      for (const caller of namedIn(state)) {
        const invented = await ask(
          caller,
          route.split(' ')[0] ?? '',
          request.path(none, made),
          request.body?.(none, made),
        );
        const answer = answers.get(caller) as Answer;
        expect([state, caller, plain(answer, id)]).toEqual([state, caller, plain(invented, none)]);
        expect(answer.status).toBe(404);
      }
    }
  });

  it('opens nothing to those who administer, and to a unit that nobody registered', () => {
    for (const { route, state, caller, answer } of cells()) {
      const none: readonly CallerName[] = [...sets.operators, ...sets.auditors, 'unit that nobody registered'];
      if (none.includes(caller) && !namedIn(state).includes(caller))
        expect([route, state, answer.status]).toEqual([route, state, 403]);
    }
  });
});
