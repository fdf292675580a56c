import * as z from 'zod';
import { roles } from '../../functions/domain/actor.ts';
import { withOffset } from '../../functions/domain/time.ts';
import type { Clock } from './clock.ts';
import type { Engine } from './engine.ts';
import { type LocalRequest, problem, type Reply } from './gateway.ts';
import type { Issuer } from './issuer.ts';
import type { Mailbox } from './mailbox.ts';

/** The `_local` routes: tokens, the virtual clock and the mailbox. Never deployed. */

const tokenRequest = z.strictObject({
  role: z.enum(roles),
  unitId: z.string().optional(),
  sub: z.string().min(1).optional(),
});

const units: Record<string, number> = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 };

/** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds: months and years have no fixed length. */
const duration = z
  .string()
  .regex(
    /^P(?=.)(?:\d+W)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/,
    'write a duration as P5D, PT1H or P1DT2H30M',
  )
  .transform((text) =>
    [...text.matchAll(/(\d+)([WDHMS])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * (units[unit ?? ''] ?? 0), 0),
  );

const clockRequest = z.union([
  z.strictObject({ advanceTo: z.iso.datetime({ offset: true }).transform((text) => new Date(text)) }),
  z.strictObject({ advanceBy: duration }),
]);

const json = (body: unknown): Reply => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const parsed = <T extends z.ZodType>(schema: T, text: string): z.output<T> | Reply => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return problem(400, 'The body is not JSON.');
  }
  const read = schema.safeParse(body);
  return read.success ? read.data : problem(422, z.prettifyError(read.error));
};

const isReply = (value: unknown): value is Reply =>
  value !== null && typeof value === 'object' && 'statusCode' in value;

export interface LocalParts {
  issuer: Issuer;
  clock: Clock;
  engine: Engine;
  mailbox: Pick<Mailbox, 'list'>;
  isRegistered: (unitId: string) => Promise<boolean>;
}

export const localRoutes = ({ issuer, clock, engine, mailbox, isRegistered }: LocalParts) => {
  const now = () => withOffset('Asia/Shanghai', clock.now());

  const token = async (text: string): Promise<Reply> => {
    const asked = parsed(tokenRequest, text);
    if (isReply(asked)) return asked;
    const { role, unitId } = asked;
    if (unitId === undefined && role !== 'operator')
      return problem(422, `unitId: a token of a ${role} names its unit.`);
    if (unitId !== undefined && !(await isRegistered(unitId))) {
      return problem(
        422,
        `unitId: there is no unit ${unitId}. The seed has city and counties of Dezhou, as 371402-housing.`,
      );
    }
    const sub = asked.sub ?? `${role}@${unitId ?? 'operations'}`;
    return json({ token: await issuer.sign({ sub, role, ...(unitId === undefined ? {} : { unitId }) }) });
  };

  const advance = async (text: string): Promise<Reply> => {
    const asked = parsed(clockRequest, text);
    if (isReply(asked)) return asked;
    const target = 'advanceTo' in asked ? asked.advanceTo : new Date(clock.now().getTime() + asked.advanceBy);
    try {
      await engine.advanceTo(target);
    } catch (error) {
      if (error instanceof RangeError) return problem(422, error.message);
      throw error;
    }
    return json({ now: now() });
  };

  return async ({ method, path, query, body }: LocalRequest): Promise<Reply | undefined> => {
    switch (`${method} ${path}`) {
      case 'POST /_local/token':
        return token(body);
      case 'GET /_local/clock':
        return json({ now: now() });
      case 'POST /_local/clock':
        return advance(body);
      case 'GET /_local/mail':
        return json(mailbox.list(query.get('to') ?? undefined));
      default:
        return undefined;
    }
  };
};
