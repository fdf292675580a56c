import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceOf } from '../../functions/domain/clue/reference.ts';
import { routes } from '../../infra/functions.ts';
import { clueWith, housing, type Submitted, type TransferBody, useProvince } from '../province.ts';
import { attempts, type Ids } from './attempts.ts';
import { life, type Named, person, type steps } from './hidden-lives.ts';

/**
 * Whatever somebody whom a clue names can fetch, by any route, is byte for byte what it would be if there were no such clue: lists,
 * pages, cursors, counts, files, mails and errors. Only how long an answer takes is left out.
 */

/** What came of a step beside the transfers: ids of what was applied for, and of what is owed on a record of its own. */
interface Came {
  applications: string[];
  supplements: string[];
}

type Meetings = { recusals: { met: string[] }[] };

const reason = '需核查';

/** UNSEEN_RUNS=60 looks longer than every test run can. */
const runs = Number(process.env.UNSEEN_RUNS ?? 6);

/** Within a map the store gives its fields in any order, of itself: that order is no news. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, inOrder(one)] as const)
      .sort(),
  );
};

const plainJson = (text: string): string => {
  try {
    return JSON.stringify(inOrder(JSON.parse(text)));
  } catch {
    return text;
  }
};

describe('for whoever a clue names', () => {
  const { local, send, schedulesAtRest } = useProvince('2026-09-01T10:00:00+08:00');

  const headersOf = async ({ unitId, role, by }: Named) => {
    const { name, email, subject } = person(unitId, role);
    const whole = by === 'unit' || by === 'unit name';
    const claims = whole
      ? {}
      : by === 'name'
        ? { sub: 'opaque', name }
        : { sub: by === 'email' ? 'opaque' : subject, email };
    return { authorization: `Bearer ${await local().token(unitId, role, claims)}` };
  };

  const registered = async (unitId: string) => {
    const read = await send('GET', `/v1/units/${unitId}`, undefined, { as: 'operator', role: 'operator' });
    return read.body as { name: string; supervisors: object[]; emails: string[] };
  };

  const register = async ({ unitId, role }: Named) => {
    const unit = await registered(unitId);
    const { email } = person(unitId, role);
    const supervisors = [
      ...unit.supervisors.filter((one) => Reflect.get(one, 'email') !== email),
      person(unitId, role),
    ];
    const put = await send(
      'PUT',
      `/v1/units/${unitId}`,
      { ...unit, supervisors },
      { as: 'operator', role: 'operator' },
    );
    expect(put.status).toBe(200);
  };

  /** What one caller gets: every route, every page of every list, the mails to their addresses. */
  const fetched = async (caller: Named, ids: Ids): Promise<string[]> => {
    const headers = await headersOf(caller);
    const known = [ids.clue, ids.reference, ...ids.transfers, ...ids.applications];
    const plain = (text: string) => known.reduce((left, id, n) => left.replaceAll(id, `<id ${n}>`), text);
    const seen: string[] = [];
    const ask = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
      const response = await fetch(`${local().url}${path}`, {
        method,
        headers: { ...headers, ...more, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const kept = ['content-type', 'content-length', 'etag', 'content-disposition', 'location'];
      const shown = kept.map((name) => `${name}: ${response.headers.get(name)}`).join(', ');
      seen.push(plain(`${method} ${path}\n${response.status} ${shown}\n${plainJson(text)}`));
      return text;
    };
    for (const [route, paths] of Object.entries(attempts)) {
      const [method = ''] = route.split(' ');
      for (const [path, body] of paths(ids)) {
        let text = await ask(method, path, body);
        if (method !== 'GET') continue;
        for (let cursor = cursorIn(text); cursor; cursor = cursorIn(text)) {
          text = await ask('GET', `${path}&cursor=${encodeURIComponent(cursor)}`);
        }
        if (path.startsWith('/v1/ledgers/') && path.endsWith('limit=200'))
          await ask('GET', path, undefined, { accept: 'text/csv' });
      }
    }
    const { emails, supervisors, name } = await registered(caller.unitId);
    const whole = caller.by === 'unit' || caller.by === 'unit name';
    const own = whole
      ? [...emails, ...supervisors.map((one) => String(Reflect.get(one, 'email')))]
      : [person(caller.unitId, caller.role).email];
    for (const email of own)
      seen.push(`${name} ${email}: ${JSON.stringify((await send('GET', `/_local/mail?to=${email}`)).body)}`);
    return seen;
  };

  const cursorIn = (text: string): string | undefined => {
    try {
      return JSON.parse(text).cursor;
    } catch {
      return undefined;
    }
  };

  /** What others do with the clue; what does not fit is refused, and no matter. */
  const play = async (step: (typeof steps)[number], transfers: TransferBody[]): Promise<Came> => {
    const made: string[] = [];
    const supplements: string[] = [];
    for (const { transferId, to, from } of transfers) {
      const on = async (what: string, body: object, as = to) =>
        (await send('POST', `/v1/transfers/${transferId}/${what}`, body, { as })).body;
      if (step === 'acknowledge') await on('acknowledge', {});
      if (step === 'interim') await on('feedback', { final: false, outcome: '核查中' });
      if (step === 'feedback') await on('feedback', { final: true, outcome: '属实' });
      if (step === 'return') await on('return', { reason: 'incomplete', note: '1' });
      if (step === 'dispatch') await on('dispatch', {}, from);
      if (step === 'case') await on('case', { filedAt: '2026-09-01', caseNumber: '1' });
      if (step === 'supplement')
        supplements.push(String((await on('supplement', { items: ['现场照片'] })).supplementId));
      if (step === 'supplied') await on('supplied', { note: '已补充' }, from);
      if (step === 'recall') await on('recall', { reason }, from);
      if (step === 'extension') made.push(String((await on('extension', { workingDays: 2, reason })).extensionId));
      if (step === 'joint')
        made.push(String((await on('proposals', { kind: 'joint', units: ['371402-court'], reason })).proposalId));
      if (step === 'elevate') {
        const { proposalId } = await on('proposals', { kind: 'elevate', units: [], reason });
        made.push(String(proposalId));
        for (const as of ['371400-leading-group-office', '370000-leading-group-office']) {
          await send('POST', `/v1/proposals/${proposalId}/decision`, { approve: true }, { as, role: 'supervisor' });
        }
      }
    }
    const known = (id: string) => id !== 'undefined';
    return { applications: made.filter(known), supplements: supplements.filter(known) };
  };

  /** Names them before it is dispatched. */
  const correct = async ({ clueId, transfers }: Submitted, subjects: object[]) => {
    const { body } = await send<Meetings>('PATCH', `/v1/clues/${clueId}`, { subjects }, { as: housing });
    await play('dispatch', transfers);
    return body;
  };

  it('knows how every route is tried', () => {
    expect(Object.keys(attempts).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it(
    'is as though the clue were not there',
    async () => {
      // Something that everybody may see stands before and behind what is hidden, and does not change any more.
      const visible = async () => {
        const { body } = await send<Submitted>('POST', '/v1/clues', clueWith({ discoveredAt: '2026-09-01' }), {
          as: housing,
        });
        await play('acknowledge', body.transfers);
        await play('feedback', body.transfers);
      };
      await visible();
      let n = 0;
      await fc.assert(
        fc.asyncProperty(
          life,
          async ({ named: who, disguise, asSubject, late, kinds, realName, old, steps: played }) => {
            await register(who);
            await local().engine.settled();
            await schedulesAtRest();
            const invented = (): Ids => ({
              clue: randomUUID(),
              reference: referenceOf('371402', '2026-09-01', randomUUID()),
              transfers: Array.from({ length: 5 }, () => randomUUID()),
              applications: [randomUUID(), randomUUID()],
            });
            const before = await fetched(who, invented());
            const unit = await registered(who.unitId);
            const plain = { unit: who.unitId, 'unit name': unit.name, ...person(who.unitId, who.role) }[who.by];
            // A subject's name takes 100 characters.
            const entry = asSubject && disguise(plain).length > 100 ? plain : disguise(plain);
            const subjects = [{ name: entry, kind: 'any' }];
            const receives = who.by.startsWith('unit') && /security|inspection/.test(who.unitId);
            const corrected = asSubject && late && !receives;
            const clue = clueWith({
              title: `隐${n}`,
              discoveredAt: old ? '2026-08-03' : '2026-09-01',
              kinds,
              ...(corrected ? { dispatch: false } : asSubject ? { subjects } : { recuse: [entry] }),
              ...(realName ? { reporter: { anonymous: false, name: '赵某', phone: '1' } } : {}),
            });
            n += 1;
            const { body, status } = await send<Submitted & Meetings & { reply?: { replyId: string } }>(
              'POST',
              '/v1/clues',
              clue,
              { as: housing },
            );
            expect(status, JSON.stringify(body)).toBe(201);
            const named = corrected ? await correct(body, subjects) : body;
            expect(named.recusals[0]?.met).not.toEqual([]);
            const came: Came[] = [];
            for (const step of played) came.push(await play(step, body.transfers));
            const applications = came.flatMap((one) => one.applications);
            const supplements = came.flatMap((one) => one.supplements);
            await local().engine.settled();
            const ids = invented();
            ids.clue = body.clueId;
            ids.reference = body.reference;
            const own = [
              ...body.transfers.map(({ transferId }) => transferId),
              body.reply?.replyId,
              ...supplements,
            ].filter((id) => id !== undefined);
            ids.transfers = [...own, ...ids.transfers].slice(0, 5);
            ids.applications = [...applications, ...ids.applications].slice(0, 2);
            const after = await fetched(who, ids);
            const first = after.findIndex((text, at) => text !== before[at]);
            expect(after[first]).toEqual(before[first]);
            expect(after.length).toBe(before.length);
            // What is left open would change lists of others by and by.
            await play('acknowledge', body.transfers);
            await play('feedback', body.transfers);
          },
        ),
        { numRuns: runs },
      );
    },
    30_000 * runs,
  );
});
