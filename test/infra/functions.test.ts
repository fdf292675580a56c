import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { functions, functionsIn, routes } from '../../infra/functions.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A folder that is laid out as functions/ is, with these files. */
const laidOut = async (files: Readonly<Record<string, string>>): Promise<URL> => {
  const folder = await mkdtemp(join(tmpdir(), 'functions-'));
  folders.push(folder);
  for (const room of ['api', 'workflow', 'schedules', 'events', 'edge', 'console']) await mkdir(join(folder, room));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return pathToFileURL(`${folder}/`);
};

const handler = 'export const handler = async () => ({});\n';
const routeOn = (path: string) =>
  `${handler}export const route = { method: 'GET', path: '${path}', summary: '', request: {}, answers: {}, rights: [] };\n`;

describe('the functions', () => {
  it('have the construct ids that they were first deployed with, where their files are called otherwise', () => {
    const renamed = functions.filter(({ name, constructId }) => constructId !== name);
    expect(Object.fromEntries(renamed.map(({ name, constructId }) => [name, constructId]))).toEqual({
      watchdog: 'revive-workflows',
      'ask-for-calendar': 'watch-calendar',
      'mark-bounced-address': 'mark-address',
    });
  });

  it('log under the names of their files', async () => {
    for (const { name, file } of routes) {
      const [, logged = name] = /endpoint\('([\w-]+)'/.exec(await readFile(file, 'utf8')) ?? [];
      expect(logged).toBe(name);
    }
  });
});

describe('a folder of functions', () => {
  it('gives those with a handler, by room, with all their rights in one list', async () => {
    const gets = `{ on: 'table', actions: ['dynamodb:GetItem'] }`;
    const root = await laidOut({
      'api/notes/read-note.ts': routeOn('/v1/notes/{id}'),
      'api/notes/views.ts': 'export const view = 1;\n',
      'workflow/wait.ts': `${handler}export const task = { placeholder: 'WaitFunctionArn', rights: [[${gets}, [${gets}]], ${gets}] };\n`,
    });
    const found = await functionsIn(root);
    expect(found.routes.map(({ name, constructId, path }) => [name, constructId, path])).toEqual([
      ['read-note', 'read-note', '/v1/notes/{id}'],
    ]);
    // Its own, and the reading of the settings.
    expect(found.tasks[0]?.grants).toHaveLength(4);
    expect([found.schedules, found.listeners]).toEqual([[], []]);
  });

  it('lets all but open routes, authorizers and sites read the settings, and each route the unit of its caller and the names of those in its answer', async () => {
    const root = await laidOut({
      'api/a.ts': routeOn('/a'),
      'api/b.ts': routeOn('/b').replace("method: 'GET',", "method: 'GET', open: true,"),
      'schedules/c.ts': `${handler}export const schedule = { everyMinutes: 1, rights: [] };\n`,
      'edge/d.ts': `${handler}export const authorizer = { rights: [] };\n`,
      'console/e.ts': `${handler}export const site = { paths: ['/console'], rights: [] };\n`,
      'console/pages/f.ts': `throw new Error('it runs in a browser');\n`,
    });
    const { routes: found, schedules, authorizers, sites } = await functionsIn(root);
    expect(found.map(({ name, grants }) => [name, grants])).toEqual([
      [
        'a',
        [
          { on: 'table', actions: ['dynamodb:GetItem'] },
          { on: 'table', actions: ['dynamodb:BatchGetItem'] },
        ],
      ],
      ['b', []],
    ]);
    expect(schedules[0]?.grants).toEqual([{ on: 'table', actions: ['dynamodb:GetItem'] }]);
    expect(authorizers.map(({ name, grants }) => [name, grants])).toEqual([['d', []]]);
    expect(sites.map(({ name, grants }) => [name, grants])).toEqual([['e', []]]);
  });

  it.each([
    ['a handler that says nothing', { 'api/a.ts': handler }, /api\/a\.ts exports no `route`/],
    [
      'a handler that says what another room says',
      { 'schedules/a.ts': routeOn('/a') },
      /schedules\/a\.ts exports no `schedule`/,
    ],
    [
      'a declaration of nothing',
      { 'events/a.ts': 'export const listener = { rights: [] };\n' },
      /events\/a\.ts exports no `handler`/,
    ],
    [
      'two of one name',
      { 'api/a/x.ts': routeOn('/a'), 'api/b/x.ts': routeOn('/b') },
      /api\/b\/x\.ts has the same name as .*api\/a\/x\.ts: x/,
    ],
    [
      'two of one route',
      { 'api/a.ts': routeOn('/v1/{id}'), 'api/b.ts': routeOn('/v1/{other}') },
      /api\/b\.ts has the same route as .*api\/a\.ts: GET \/v1\/\{\}/,
    ],
    [
      'two of one construct',
      {
        'api/a.ts': routeOn('/a'),
        'workflow/b.ts': `${handler}export const task = { constructId: 'a', placeholder: 'BFunctionArn', rights: [] };\n`,
      },
      /workflow\/b\.ts has the same construct id as .*api\/a\.ts: a/,
    ],
  ])('with %s is refused by the name of the file', async (_what, files, message) => {
    await expect(functionsIn(await laidOut(files as Record<string, string>))).rejects.toThrow(message);
  });
});
