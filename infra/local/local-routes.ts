import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Unit } from '../../functions/domain/units/forms.ts';
import { roles } from '../../functions/domain/visibility/actor.ts';
import { mendOf, unknownField } from '../../functions/http/mends.ts';
import type { Engine } from './aws/engine.ts';
import type { LocalRequest } from './aws/gateway.ts';
import type { Reply } from './aws/gateway-event.ts';
import type { Issuer } from './aws/issuer.ts';
import type { Mailbox } from './aws/mailbox.ts';
import { problem } from './aws/refusals.ts';
import { claimsFor } from './claims.ts';
import type { Clock } from './clock.ts';
import { localTime } from './local-time.ts';
import { signInPath } from './sign-in.ts';

/** The `_local` routes: tokens, the virtual clock and the mailbox. Never deployed. */

const claim = z.string().min(1).max(200).optional();

const tokenRequest = z
  .strictObject({
    role: z.enum(roles),
    unitId: z.string().optional(),
    sub: claim,
    name: claim,
    email: claim,
  })
  .refine(({ role, unitId }) => role === 'operator' || role === 'auditor' || unitId !== undefined, {
    path: ['unitId'],
    message: 'a token of a clerk or a supervisor names its unit, as 371402-housing',
  });

const unitMs: Record<string, number> = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 };

/** Milliseconds of an ISO 8601 duration; months and years have no fixed length, so there are none. */
const duration = z
  .string()
  .regex(
    /^P(?=.)(?:\d{1,5}W)?(?:\d{1,5}D)?(?:T(?=.)(?:\d{1,6}H)?(?:\d{1,7}M)?(?:\d{1,9}S)?)?$/,
    'write a duration in weeks, days, hours, minutes and seconds, as P5D, PT1H or P1DT2H30M',
  )
  .transform((text) =>
    [...text.matchAll(/(\d+)([WDHMS])/g)].reduce((sum, [, n, unit = '']) => sum + Number(n) * (unitMs[unit] ?? 0), 0),
  );

const instant = z.iso
  .datetime({ offset: true, error: 'write an RFC 3339 time with offset, as 2026-09-24T10:00:00+08:00' })
  .transform((text) => new Date(text));

const clockRequest = z
  .strictObject({ advanceTo: instant.optional(), advanceBy: duration.optional() })
  .refine(({ advanceTo, advanceBy }) => (advanceTo === undefined) !== (advanceBy === undefined), {
    message: 'send either advanceTo, an instant, or advanceBy, a duration',
  });

const asJson = { 'content-type': 'application/json', 'cache-control': 'no-store' };

const json = (body: unknown) => ({ statusCode: 200, headers: asJson, body: JSON.stringify(body) }) satisfies Reply;

/** Milliseconds after which whoever waits for the clock sees that it goes on. */
const sign = 5_000;

/** Whether it ends before the next sign of life is due. */
const isOver = async (work: Promise<unknown>): Promise<boolean> => {
  const stop = new AbortController();
  try {
    const late = pause(sign, false, { signal: stop.signal }).catch(() => false);
    return await Promise.race([work.then(() => true), late]);
  } finally {
    stop.abort();
  }
};

/** Blanks, which may stand before any JSON, for as long as it lasts; then the answer. A client that gives up after minutes of silence waits on. */
async function* signsOfLife(work: Promise<unknown>, answer: () => string): AsyncGenerator<string> {
  do yield ' ';
  while (!(await isOver(work)));
  yield answer();
}

const unprocessable = (path: string, message: string): Reply =>
  problem(422, `${path ? `${path}: ` : ''}${message}`, { errors: [{ path, message }] });

type Parsed<T> = { input: T; refusal?: undefined } | { input?: undefined; refusal: Reply };

const parsed = <T extends z.ZodType>(schema: T, text: string): Parsed<z.output<T>> => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { refusal: problem(400, 'The body is not JSON: check quotes, commas and braces.') };
  }
  const read = schema.safeParse(body, { error: (issue) => mendOf(issue).en });
  if (read.success) return { input: read.data };
  const errors = read.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: unknownField.en }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
  const detail = errors.map(({ path, message }) => `${path ? `${path}: ` : ''}${message}`).join('; ');
  return { refusal: problem(422, detail, { errors }) };
};

export interface LocalParts {
  issuer: Pick<Issuer, 'sign'>;
  clock: Pick<Clock, 'now'>;
  engine: Pick<Engine, 'advanceTo'>;
  mailbox: Pick<Mailbox, 'list'>;
  findUnit: (unitId: string) => Promise<Unit | undefined>;
  /** Answers what stands below `signInPath`. */
  signIn: (request: LocalRequest) => Promise<Reply | undefined>;
}

/** What answers a request for such a route, and undefined for any other path. */
export const localRoutes = ({ issuer, clock, engine, mailbox, findUnit, signIn }: LocalParts) => {
  const now = () => json({ now: localTime(clock.now()) });

  const token = async ({ body }: LocalRequest): Promise<Reply> => {
    const { input, refusal } = parsed(tokenRequest, body);
    if (refusal) return refusal;
    const { role, unitId, ...who } = input;
    const unit = unitId === undefined ? undefined : await findUnit(unitId);
    if (unitId !== undefined && !unit) {
      return unprocessable('unitId', `there is no unit ${unitId}; the register has such as 371402-housing`);
    }
    return json({ token: await issuer.sign(claimsFor(unitId, role, unit, who)) });
  };

  const advance = async ({ body }: LocalRequest): Promise<Reply> => {
    const { input, refusal } = parsed(clockRequest, body);
    if (refusal) return refusal;
    const { advanceTo, advanceBy = 0 } = input;
    const from = clock.now();
    const target = advanceTo ?? new Date(from.getTime() + advanceBy);
    const past = `the clock stands at ${localTime(from)} and does not go back`;
    if (target < from) return unprocessable('advanceTo', past);
    const advanced = engine.advanceTo(target);
    try {
      if (await isOver(advanced)) return now();
    } catch (error) {
      // Another request moves the clock past the target.
      if (error instanceof RangeError) return unprocessable('advanceTo', error.message);
      throw error;
    }
    return { statusCode: 200, headers: asJson, parts: signsOfLife(advanced, () => now().body) };
  };

  const paths: Record<string, Record<string, (request: LocalRequest) => Reply | Promise<Reply>>> = {
    '/_local/token': { POST: token },
    '/_local/clock': { GET: now, POST: advance },
    '/_local/mail': { GET: ({ query }) => json(mailbox.list(query.get('to') ?? undefined)) },
  };

  return async (request: LocalRequest): Promise<Reply | undefined> => {
    if (request.path.startsWith(signInPath)) return signIn(request);
    const methods = paths[request.path];
    if (!methods) return undefined;
    const allow = Object.keys(methods).join(', ');
    const answer = methods[request.method];
    return answer ? answer(request) : problem(405, `${request.path} takes ${allow}.`, { headers: { allow } });
  };
};
