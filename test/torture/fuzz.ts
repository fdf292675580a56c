import fc from 'fast-check';
import { discipline, housing, police } from '../client.ts';
import { operations, requestOf } from '../security/described-requests.ts';
import { type Attack, findings, sizeOf, tenths } from './attack.ts';
import { type Besieged, besiege } from './besieged.ts';

/**
 * Requests that the description of the API allows, nearly allows, or not at all, of every operation as every role, by fast-check: no
 * answer is a 5xx, and none is of a status or shape that the description does not have. `npm run test:api` does the same by schemathesis.
 */

const roles = [
  { as: housing, role: 'clerk' },
  { as: police, role: 'clerk' },
  { as: discipline, role: 'supervisor' },
  { as: '371402-leading-group-office', role: 'supervisor' },
  { as: 'operator', role: 'operator' },
  { as: 'auditor', role: 'auditor' },
] as const;

/** Requests under way at once. */
const together = 4;

interface Sent {
  method: string;
  target: string;
  body?: unknown;
  raw?: string;
  headers: Record<string, string>;
  caller: (typeof roles)[number];
}

/** A value of a header: printable ASCII. */
const header = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 80,
});

/** That value once in so many times, and else none. */
const oneIn = <T>(times: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

/** Beside what its operation takes: the headers that all take, bodies that are none, and methods that it has not. */
const requests = (ids: readonly string[]): fc.Arbitrary<Sent> =>
  fc.constantFrom(...operations).chain((one) =>
    fc
      .record({
        described: requestOf(one, ids),
        caller: fc.constantFrom(...roles),
        key: oneIn(3, fc.oneof(header, fc.constantFrom('a', 'b'))),
        match: oneIn(4, fc.oneof(header, fc.constantFrom('"1"', '"2"', '*'))),
        language: oneIn(4, fc.oneof(header, fc.constantFrom('zh-CN', 'en;q=0.1'))),
        accept: oneIn(6, fc.oneof(header, fc.constantFrom('text/csv', 'text/html', '*/*'))),
        type: oneIn(20, fc.oneof(header, fc.constantFrom('text/plain', 'application/json; charset=gbk'))),
        raw: oneIn(10, fc.oneof(fc.string({ unit: 'binary' }), fc.constant('{"a":'), fc.json())),
        method: oneIn(30, fc.constantFrom('PUT', 'DELETE', 'PATCH', 'POST', 'GET')),
      })
      .map(({ described: { target, sent }, caller, key, match, language, accept, type, raw, method }) => {
        const used = method ?? one.method;
        const headers = {
          ...(key === null ? {} : { 'idempotency-key': key }),
          ...(match === null ? {} : { 'if-match': match }),
          ...(language === null ? {} : { 'accept-language': language }),
          ...(accept === null ? {} : { accept }),
          ...(type === null ? {} : { 'content-type': type }),
        };
        const takesBody = used !== 'GET';
        return {
          ...{ method: used, target, headers, caller },
          ...(takesBody && raw !== null ? { raw: raw.toWellFormed() } : takesBody ? { body: sent } : {}),
        };
      }),
  );

/** Ids of records in several states, by which requests find something. */
const plant = async (province: Besieged): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { body } = await province.submit({ kinds: ['organised-crime', 'misconduct'] });
    const [crime, misconduct] = body.transfers;
    if (!crime || !misconduct) throw new Error('two transfers');
    if (n > 0) await province.command('acknowledge', crime.transferId);
    const asked = await province.command('extension', crime.transferId, { workingDays: 2, reason: '需核查' });
    ids.push(body.clueId, crime.transferId, misconduct.transferId, String(asked.body.extensionId ?? crime.transferId));
  }
  return ids;
};

export const fuzz: Attack = {
  title: 'requests made from the description of the API, as six callers, by fast-check',
  run: async (progress) => {
    const found = findings();
    const count = sizeOf('FUZZ', 20_000);
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    const told = tenths(count, progress);
    const province = await besiege(found);
    const statuses = new Map<number, number>();
    try {
      const ids = await plant(province);
      const left = fc.sample(requests(ids), { numRuns: count, seed });
      await Promise.all(
        Array.from({ length: together }, async () => {
          for (let one = left.pop(); one; one = left.pop()) {
            const { method, target, body, raw, headers, caller } = one;
            const options = { ...caller, headers, ...(raw === undefined ? {} : { raw }) };
            const answer = await province.send(method, target, body, options).catch((error: Error) => error);
            const what = `${method} ${target} as ${caller.role}`;
            if (answer instanceof Error) found.unhandled.push(`${what}: ${answer.message}`);
            else {
              statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
              if (answer.status >= 500) {
                found.unhandled.push(`${what}: ${answer.status} to ${JSON.stringify(raw ?? body)?.slice(0, 500)}`);
              }
            }
            found.rounds += 1;
            told(found.rounds);
          }
        }),
      );
      await province.advance('PT0S');
      const counted = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${times} × ${status}`);
      found.said.push(`seed ${seed}: ${counted.join(', ')}`);
    } finally {
      await province.end();
    }
    return found;
  },
};
