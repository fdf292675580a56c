import type * as z from 'zod';
import type { Declaration } from '../adapters/declarations.ts';

/** Schemas of what a caller sends: what `endpoint` checks, and what the API's description shows. */
export interface Checks<
  B extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  P extends z.ZodType = z.ZodType,
> {
  /** Form of the path parameter `id`, where that is no UUID. */
  id?: z.ZodType;
  /** Form of the path parameters that are neither `id` nor `year`, by their names: what does not fit is not there. */
  parameters?: P;
  body?: B;
  query?: Q;
  /** The handler checks the items of the body each for itself, so that a bad one stops no other. */
  itemwise?: boolean;
}

interface Described extends Declaration {
  /** HTTP API path, parameters in braces. */
  path: `/${string}`;
  /** Answered without a token. */
  open?: true;
  /** Stands in no description: it is the description itself. */
  undescribed?: true;
  summary: string;
  request: Checks;
  /** What is answered as JSON when all is well, by status. */
  answers: Readonly<Record<number, z.ZodType>>;
  /** Media types in which it is answered as well, by `Accept`. */
  files?: Readonly<Record<string, 'text' | 'binary'>>;
  /** Ids that an answer gives, by the path of the routes that take them: as JSON pointers into the body. */
  leadsTo?: Readonly<Record<`/${string}`, `/${string}`>>;
  /** Refusals beside those that any route may give, by status. */
  refusals?: Readonly<Record<number, string>>;
}

interface Reading extends Described {
  method: 'GET';
}

interface Removal extends Described {
  method: 'DELETE';
}

interface Command extends Described {
  method: 'POST' | 'PUT' | 'PATCH';
  /** A body that is taken; undefined where the description shows none. */
  example: unknown;
}

/**
 * `route` of a file under api/: all that is said of the route, from which gateway, description, roles and local gateway are made.
 * A plain literal, without calls and spreads: a bundler leaves it out of what runs only if evaluating it does nothing.
 */
export type Route = Reading | Removal | Command;
