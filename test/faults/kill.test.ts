import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { choosePorts, inTurn, patiently, type Running, startProcess } from '../process.ts';
import { client, clueWith, housing, only, type Submitted } from '../province.ts';

const environments: { DATA_DIR: string }[] = [];
const newEnvironment = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-kill-'));
  const environment = { ...(await choosePorts()), DATA_DIR: dataDir, CLOCK_START: '2026-09-24T10:00:00+08:00' };
  environments.push(environment);
  return environment;
};
/** Every process that was begun: one that was killed is none any more. */
const begun: Running[] = [];
const start = async (environment: Record<string, string>): Promise<Running> => {
  const running = await startProcess(environment);
  begun.push(running);
  return running;
};

afterAll(async () => {
  await Promise.all(begun.map((running) => running.kill('SIGTERM')));
  await Promise.all(environments.map(({ DATA_DIR }) => rm(DATA_DIR, { recursive: true, force: true })));
});

describe('a process killed in the middle of 200 submissions', () => {
  it('keeps every answered one, once, and tells of each on its days', { timeout: 600_000 }, async () => {
    const environment = await newEnvironment();
    const first = await start(environment);
    const { send, token } = client(() => `http://127.0.0.1:${environment.PORT}`);
    const bearer = { authorization: `Bearer ${await token(housing)}` };
    const keyOf = (n: number) => ({ ...bearer, 'idempotency-key': `clue-${n}` });
    const submit = (n: number) =>
      patiently(() => send<Submitted>('POST', '/v1/clues', clueWith({ title: `线索 ${n}` }), { headers: keyOf(n) }));

    const answered: Submitted[] = [];
    const unanswered: number[] = [];
    let killed: Promise<void> | undefined;
    const ask = async (n: number) => {
      const answer = await submit(n).catch(() => undefined);
      if (!answer) return unanswered.push(n);
      expect(answer.status).toBe(201);
      return answered.push(answer.body);
    };
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    // The last of them come when nobody is there any more; which of those before the kill cuts off, nothing chooses.
    await inTurn(numbers.slice(0, 180), async (n) => {
      await ask(n);
      if (answered.length >= 60) killed ??= first.kill('SIGKILL');
    });
    await killed;
    await inTurn(numbers.slice(180), ask);
    expect(answered.length).toBeGreaterThanOrEqual(60);
    expect(unanswered).toEqual(expect.arrayContaining(numbers.slice(180)));
    expect(answered.length + unanswered.length).toBe(200);

    await start(environment);
    // A caller without an answer asks again with its key: what was stored is answered, what was not is made.
    for (const n of unanswered) {
      const { status, body } = await submit(n);
      expect(status).toBe(201);
      answered.push(body);
    }

    const items: { transferId: string; reference: string }[] = [];
    let cursor: string | undefined;
    do {
      const query = `limit=200${cursor ? `&cursor=${cursor}` : ''}`;
      const page = await send<{ items: typeof items; cursor?: string }>('GET', `/v1/ledgers/sent?${query}`, undefined, {
        headers: bearer,
      });
      items.push(...page.body.items);
      cursor = page.body.cursor;
    } while (cursor);
    const expected = answered.map(({ transfers }) => only(transfers).transferId).sort();
    expect(items.map(({ transferId }) => transferId).sort()).toEqual(expected);
    expect(new Set(expected).size).toBe(200);

    const auditor = await send<{ token: string }>('POST', '/_local/token', { role: 'auditor' });
    const acts: string[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: { body: { items: { event: string; about: { clueId: string } }[]; cursor?: string } } = await send(
        'GET',
        `/v1/audit?limit=150${after && `&cursor=${after}`}`,
        undefined,
        { headers: { authorization: `Bearer ${auditor.body.token}` } },
      );
      acts.push(...page.body.items.map(({ event, about }) => `${event} ${about.clueId}`));
      after = page.body.cursor;
    }
    expect(acts.sort()).toEqual(answered.map(({ clueId }) => `registered ${clueId}`).sort());

    const advanced = await send('POST', '/_local/clock', { advanceTo: '2026-10-12T12:00:00+08:00' });
    expect(advanced.status).toBe(200);
    const all = (await send<{ to: string; text: string; subject: string; at: string }[]>('GET', '/_local/mail')).body;
    const heardOf = all.filter(({ subject }) => subject.startsWith('【移送】'));
    const mails = all.filter((mail) => !heardOf.includes(mail));
    const due = [
      '2026-09-30T09:00 public-security@371402.example',
      '2026-10-08T09:00 public-security@371402.example',
      '2026-10-09T09:00 public-security@371402.example',
      '2026-10-10T09:00 supervisor.public-security@371402.example',
    ];
    // One mail a morning does for all, and has each of them once.
    expect(mails.map(({ to, at }) => `${at.slice(0, 16)} ${to}`)).toEqual(due);
    for (const { reference } of items) {
      for (const { text } of mails) expect(text).toContain(reference);
      // Its receiver heard of it, once; a mail that was in hand as the process was killed is not sent again.
      expect(heardOf.filter(({ text }) => text.includes(reference)).length).toBeLessThanOrEqual(1);
    }
  });
});

/** Receivers of clues from units of three counties: six, each with mails of its own. */
const senders = ['371402-housing', '371403-housing', '371425-housing'].flatMap((as) =>
  ['organised-crime', 'misconduct'].map((kind) => ({ as, kinds: [kind] })),
);
const oneReceiver = [{ as: housing, kinds: ['organised-crime'] }];

// Side by side: most of the time each of them waits.
describe.concurrent('a process killed while it mails', () => {
  it.for([
    ['each transfer’s own mail', senders, [5, 30, 65]],
    ['one mail for all', oneReceiver, [0, 1, 2]],
  ] as const)(
    '(%s) mails nobody twice, and whatever it cannot know shows as uncertain',
    // Whoever comes after a leader that was killed waits out its lease, a minute, each time.
    { timeout: 600_000 },
    async ([, from, kills], { expect }) => {
      const environment = await newEnvironment();
      let running = await start(environment);
      const { send, submit, read, mails, advanceTo } = client(() => `http://127.0.0.1:${environment.PORT}`);
      const transfers = await Promise.all(
        Array.from({ length: 24 }, async (_, n) => {
          const { as, kinds } = from[n % from.length] ?? oneReceiver[0] ?? { as: '', kinds: [] };
          return { ...only((await submit({ kinds }, { as })).body.transfers), as };
        }),
      );
      const end = '2026-10-12T12:00:00+08:00';
      const milestones = ['reminder-2', 'reminder-1', 'reminder-0', 'escalation-1'];
      // Killed three times in the midst of the milestones, at moments that nothing chooses.
      for (const after of kills) {
        let over = false;
        const advanced = advanceTo(end)
          .catch(() => undefined)
          .finally(() => {
            over = true;
          });
        // Those that a kill before made uncertain never come: where all is told, it is killed in the end.
        const mailed = async () => over || (await mails()).length > after;
        // The mail after next may be that of a leader that the last kill took, whose lease has to end first.
        await expect.poll(mailed, { timeout: 180_000, interval: 10 }).toBe(true);
        await running.kill('SIGKILL');
        await advanced;
        running = await start(environment);
      }
      await advanceTo(end);
      const sent = await mails();
      const clock = await send<{ now: string }>('GET', '/_local/clock');
      expect(clock.body.now.slice(0, 10)).toBe('2026-10-12');
      for (const { transferId, reference, as } of transfers) {
        const { body } = await read(transferId, as);
        const about = sent.filter(({ text }) => text.includes(String(reference)));
        // A second copy, where nobody knew of the first, says so.
        const first = about.filter(({ text }) => !text.includes('重发说明'));
        const days = first.map(({ to, at }) => `${at.slice(0, 10)} ${to}`);
        expect(new Set(days).size).toBe(days.length);
        // Every milestone is handled once, in its order, and each of its mails is accounted for.
        const handled = body.timeline.filter(({ event }) => /reminded|escalated/.test(event)) as unknown as {
          milestone: string;
        }[];
        const keys = handled.map(({ milestone }) => milestone);
        // In its order, and once; what came due while it was down is told as one, with the last of it.
        expect(keys).toEqual(milestones.filter((milestone) => keys.includes(milestone)));
        expect(keys.at(-1)).toBe('escalation-1');
        const own = body.mails.filter(({ milestone }) => milestones.includes(milestone));
        expect(new Set(own.map(({ milestone }) => milestone))).toEqual(new Set(keys));
        const states = (of: string) => own.filter(({ milestone }) => milestone === of).map(({ state }) => state);
        for (const milestone of keys) {
          expect(['sent', 'uncertain']).toEqual(expect.arrayContaining(states(milestone)));
          // What is lost of the due day, or after it, is sent once more.
          const vital = milestone === 'reminder-0' || milestone === 'escalation-1';
          if (vital) expect(states(milestone)).toContain('sent');
          else expect(states(milestone)).toHaveLength(1);
        }
        const sentOnes = own.filter(({ state }) => state === 'sent').length;
        expect(about.length).toBeGreaterThanOrEqual(sentOnes);
        expect(about.length).toBeLessThanOrEqual(own.length);
      }
    },
  );
});
