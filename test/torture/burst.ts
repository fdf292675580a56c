import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { clueWith, type Submitted } from '../client.ts';
import { type Attack, type Findings, findings, median, sizeOf } from './attack.ts';
import { type Besieged, besiege } from './besieged.ts';
import { reckonLedgers } from './reckoning.ts';

/**
 * Thousands of submissions at once, more than can be done in time: each is answered 201, or 429 with the time to ask again, within ten
 * seconds; who asks again as told is answered 201 in the end; and the memory that it took is given back.
 */

/** Milliseconds within which each is answered. */
const limit = 10_000;

/** Connections at once: a process may open 20,000 files here, and the store's are among them. */
const connections = 8_000;

interface Answered {
  status: number;
  /** Seconds, of Retry-After. */
  after: number;
  body: Submitted;
  took: number;
}

const submitBy =
  (agent: Agent, url: string) =>
  (authorization: string, key: string, text: string): Promise<Answered> =>
    new Promise((resolve, reject) => {
      // Of the connection's own time, not of what stands in the queue of the agent.
      let begun = Date.now();
      const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': key };
      const asked = request(`${url}/v1/clues`, { agent, method: 'POST', headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', reject);
        response.once('end', () => {
          const took = Date.now() - begun;
          const after = Number(response.headers['retry-after'] ?? Number.NaN);
          resolve({ status: response.statusCode ?? 0, after, body: JSON.parse(Buffer.concat(parts).toString()), took });
        });
      });
      asked.once('socket', () => {
        begun = Date.now();
      });
      asked.once('error', reject);
      asked.end(text);
    });

interface Tally {
  /** Milliseconds of every answer. */
  took: number[];
  refused: number;
  /** Answers that are neither 201 nor a 429 that says when to ask again, how often each came. */
  others: Map<string, number>;
  submitted: Submitted[];
}

/** Asks until it is 201; each answer must come in time. */
const submitOne = async (
  submit: ReturnType<typeof submitBy>,
  n: number,
  authorization: string,
  key: string,
  text: string,
  tally: Tally,
  found: Findings,
): Promise<void> => {
  // An hour, at the pace that Retry-After sets.
  for (const late = Date.now() + 3_600_000; Date.now() < late; ) {
    const answer = await submit(authorization, key, text).catch((error: Error) => error);
    if (answer instanceof Error) {
      found.unhandled.push(`submission ${n}: ${answer.message}`);
      await pause(1_000);
      continue;
    }
    tally.took.push(answer.took);
    if (answer.status === 201) {
      tally.submitted.push(answer.body);
      return;
    }
    if (answer.status !== 429 || Number.isNaN(answer.after)) {
      const other = `${answer.status}, Retry-After ${answer.after}`;
      tally.others.set(other, (tally.others.get(other) ?? 0) + 1);
    } else tally.refused += 1;
    await pause((Number.isNaN(answer.after) ? 1 : answer.after) * 1_000);
  }
  found.lost.push(`submission ${n}: not answered 201 within an hour`);
};

/** Who submits: each of them no faster than one may. */
const callers = 400;

const tokensOf = async (province: Besieged, count: number): Promise<string[]> => {
  const tokens: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const asked = { unitId: '371402-housing', role: 'clerk', sub: `clerk-${n}` };
    tokens.push((await province.send<{ token: string }>('POST', '/_local/token', asked)).body.token);
  }
  return tokens;
};

const burstOf = async (
  count: number,
  province: Besieged,
  progress: (line: string) => void,
  found: Findings,
): Promise<Tally> => {
  const tokens = await tokensOf(province, Math.min(callers, count));
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const submit = submitBy(agent, province.url);
  const tally: Tally = { took: [], refused: 0, others: new Map(), submitted: [] };
  const key = randomUUID();
  const text = JSON.stringify(clueWith());
  const begun = Date.now();
  const told = setInterval(() => progress(`${tally.submitted.length} of ${count}, ${tally.refused} refused`), 30_000);
  try {
    await Promise.all(
      Array.from({ length: count }, (_, n) =>
        submitOne(submit, n, `Bearer ${tokens[n % tokens.length]}`, `${key}-${n}`, text, tally, found),
      ),
    );
  } finally {
    clearInterval(told);
    agent.destroy();
  }
  const seconds = (Date.now() - begun) / 1_000;
  const sorted = tally.took.toSorted((a, b) => a - b);
  const late = sorted.filter((one) => one > limit).length;
  if (late > 0) found.wrong.push(`${late} of ${sorted.length} answers took longer than ${limit} ms`);
  for (const [other, times] of tally.others) found.unhandled.push(`${times} times ${other}`);
  found.said.push(
    `${count} at once: all 201 after ${Math.round(seconds)} s (${Math.round(count / seconds)} a second), ${tally.refused} times 429; ` +
      `an answer took ${median(sorted)} ms in the median, ${sorted.at(-1)} ms at most`,
  );
  return tally;
};

/**
 * Ours has to come back to what it was before the burst; the store's is its cache of the file, which grows with that. After a few only, it
 * says nothing.
 */
const comesBack = async (province: Besieged, before: number, judged: boolean, found: Findings): Promise<void> => {
  let now = (await province.memory()).own;
  for (const until = Date.now() + (judged ? 120_000 : 0); Date.now() < until && now > before * 1.2; ) {
    await pause(1_000);
    // Something has to ask for memory, or nothing is given back.
    await province.send('GET', '/v1/ledgers/sent?limit=1', undefined, { as: '371402-housing' });
    now = (await province.memory()).own;
  }
  const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);
  found.said.push(`${megabytes(before)} MB before, ${megabytes(now)} MB after`);
  if (judged && now > before * 1.2)
    found.wrong.push(`memory: ${megabytes(before)} MB before, ${megabytes(now)} MB after`);
};

export const burst: Attack = {
  title: 'thousands of submissions at once',
  run: async (progress) => {
    const found = findings();
    const sizes = process.env.BURST ? [sizeOf('BURST', 0)] : [5_000, 20_000];
    const province = await besiege(found, { CALLER_PACE: JSON.stringify({ perSecond: 5, burst: 50 }) });
    try {
      const submitted: Submitted[] = [];
      // Each function is loaded, and the heap as large as work makes it.
      submitted.push(...(await burstOf(Math.min(300, sizes[0] ?? 0), province, progress, findings())).submitted);
      for (const size of sizes) {
        await province.advance('PT0S');
        const before = (await province.memory()).own;
        submitted.push(...(await burstOf(size, province, progress, found)).submitted);
        await province.advance('PT0S');
        await comesBack(province, before, size >= 1_000, found);
        found.rounds += size;
      }
      await reckonLedgers(
        province,
        submitted.map((one) => ({ as: '371402-housing', submitted: one, events: [] })),
        found,
      );
    } finally {
      await province.end();
    }
    return found;
  },
};
