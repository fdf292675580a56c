import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Authorizer, Listener, Schedule, Site, Task } from '../functions/adapters/declarations.ts';
import { type Grant, gets, looksUp, type Rights } from '../functions/adapters/rights.ts';
import type { Route } from '../functions/http/route.ts';

/**
 * What runs in Lambda, and what calls it: found in the rooms of functions/ that something calls, and taken from what each file
 * says of its function. Stack, description, local runtime and tests are made from this.
 *
 * Infra knows functions by name and uses none of their code, but a declaration has one place, beside the code that it is about;
 * so this file, and no other of infra outside local/, loads them, and of each reads only what it says of itself.
 */

/** How a Lambda function is called, whatever the event. */
type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** What a function is known by. */
interface Placed {
  /** Its file's, without the ending. */
  name: string;
  file: URL;
  /** Id of its construct. */
  constructId: string;
  grants: readonly Grant[];
  handler: Handler;
}

export type RouteFunction = Route & Placed;
type TaskFunction = Task & Placed;
type ScheduleFunction = Schedule & Placed;
type ListenerFunction = Listener & Placed;
type AuthorizerFunction = Authorizer & Placed;
type SiteFunction = Site & Placed;
export type DeclaredFunction =
  | RouteFunction
  | TaskFunction
  | ScheduleFunction
  | ListenerFunction
  | AuthorizerFunction
  | SiteFunction;

export interface Functions {
  routes: readonly RouteFunction[];
  tasks: readonly TaskFunction[];
  schedules: readonly ScheduleFunction[];
  listeners: readonly ListenerFunction[];
  authorizers: readonly AuthorizerFunction[];
  sites: readonly SiteFunction[];
}

/** What a function's file exports: its type says so where it is written. */
interface Module {
  handler?: Handler;
  route?: Route;
  task?: Task;
  schedule?: Schedule;
  listener?: Listener;
  authorizer?: Authorizer;
  site?: Site;
}

/** What the files of a room say of their functions. */
type Says = Exclude<keyof Module, 'handler'>;

const grantsOf = (rights: Rights): Grant[] => rights.flatMap((one) => ('on' in one ? [one] : grantsOf(one)));

/**
 * What is done for a function before its handler is asked: all but open routes, authorizers and sites read the settings. Of a
 * route http/ reads the unit of whoever carries a token, and of what is answered the names.
 */
const beforeHandler = (says: Says, declaration: object): Rights => {
  if (says === 'authorizer' || says === 'site') return [];
  if (says !== 'route') return [gets];
  return 'open' in declaration ? [] : [gets, looksUp];
};

/** The functions of one room, by name; files without a handler are others' helpers. @throws Error for one that does not say what it is. */
const room = async <D extends Says>(folder: URL, says: D): Promise<(NonNullable<Module[D]> & Placed)[]> => {
  // What runs in a browser stands beside the function that serves it, a folder below.
  const found = says === 'site' ? await readdir(folder) : await readdir(folder, { recursive: true });
  const files = found.filter((path) => path.endsWith('.ts')).sort();
  const placed = await Promise.all(
    files.map(async (path) => {
      const file = new URL(path, folder);
      const module: Module = await import(file.href);
      const { handler, [says]: declaration } = module;
      if (!handler && !declaration) return [];
      if (!handler || !declaration) {
        throw new Error(`${file.pathname} exports ${handler ? `no \`${says}\`` : 'no `handler`'}: a function has both`);
      }
      const name = basename(path, '.ts');
      const { constructId = name, rights } = declaration;
      const grants = grantsOf([beforeHandler(says, declaration), rights]);
      return [{ ...declaration, name, file, constructId, grants, handler }];
    }),
  );
  return placed.flat() as (NonNullable<Module[D]> & Placed)[];
};

/** @throws Error that names the second of two files that say the same of themselves. */
const requireDistinct = <T extends Placed>(all: readonly T[], what: string, of: (one: T) => string): void => {
  const first = new Map<string, T>();
  for (const one of all) {
    const other = first.get(of(one));
    if (other) throw new Error(`${one.file.pathname} has the same ${what} as ${other.file.pathname}: ${of(one)}`);
    first.set(of(one), one);
  }
};

/**
 * All functions under a folder that is laid out as functions/ is, by their rooms and names.
 * @throws Error that names the file which lacks a part, or takes the name, the construct or the route of another.
 */
export const functionsIn = async (root: URL): Promise<Functions> => {
  const [routes, tasks, schedules, listeners, authorizers, sites] = await Promise.all([
    room(new URL('api/', root), 'route'),
    room(new URL('workflow/', root), 'task'),
    room(new URL('schedules/', root), 'schedule'),
    room(new URL('events/', root), 'listener'),
    room(new URL('edge/', root), 'authorizer'),
    room(new URL('console/', root), 'site'),
  ]);
  const all: readonly Placed[] = [...routes, ...tasks, ...schedules, ...listeners, ...authorizers, ...sites];
  requireDistinct(all, 'name', ({ name }) => name);
  requireDistinct(all, 'construct id', ({ constructId }) => constructId);
  requireDistinct(routes, 'route', ({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
  return { routes, tasks, schedules, listeners, authorizers, sites };
};

export const { routes, tasks, schedules, listeners, authorizers, sites } = await functionsIn(
  new URL('../functions/', import.meta.url),
);

/** All that do a province's work; authorizers stand before them, where the province pins its issuer's keys, and sites beside, where it has the console. */
export const functions: readonly DeclaredFunction[] = [...routes, ...tasks, ...schedules, ...listeners];
