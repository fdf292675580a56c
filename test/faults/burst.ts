import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { clueWith, housing } from '../client.ts';

/**
 * So many submissions at once, each on a connection of its own, as a process of its own: whoever is told to come again does so as told, with
 * the same key. Arguments: address, how many. Prints as JSON what came of it.
 */

const [url = '', count = '0'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

interface Answer {
  status: number;
  retryAfter: string | undefined;
  text: string;
  took: number;
}

const send = (path: string, body: string, headers: Record<string, string>) =>
  new Promise<Answer>((resolve, reject) => {
    const begun = performance.now();
    const sent = request(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => {
        const { statusCode = 0, headers: got } = response;
        resolve({ status: statusCode, retryAfter: got['retry-after'], text, took: performance.now() - begun });
      });
    });
    sent.on('error', reject).end(body);
  });

const { text } = await send('/_local/token', JSON.stringify({ unitId: housing, role: 'clerk' }), {});
const authorization = `Bearer ${JSON.parse(text).token}`;

const codes: Record<string, number> = {};
const clues = new Set<string>();
/** Seconds, by status. */
const slowest: Record<string, number> = {};
let mostTries = 0;
let untold = 0;

const seconds = (ms: number) => Math.round(ms / 100) / 10;

const submit = async (n: number): Promise<void> => {
  const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const body = JSON.stringify(clueWith({ title: `线索${n}` }));
  for (let tries = 1; ; tries += 1) {
    const { status, retryAfter, text, took } = await send('/v1/clues', body, headers).catch((error) => ({
      ...{ status: String(error.code), retryAfter: '1', text: '', took: 0 },
    }));
    codes[status] = (codes[status] ?? 0) + 1;
    slowest[status] = Math.max(slowest[status] ?? 0, seconds(took));
    mostTries = Math.max(mostTries, tries);
    if (status === 201) {
      clues.add(JSON.parse(text).clueId);
      return;
    }
    if (status === 429 && retryAfter === undefined) untold += 1;
    await pause(1000 * Number(retryAfter ?? 1));
  }
};

const begun = performance.now();
await Promise.all(Array.from({ length: Number(count) }, (_, n) => submit(n)));
const took = seconds(performance.now() - begun);
console.log(
  JSON.stringify({
    ...{ codes, slowest, clues: clues.size, mostTries, untold, took },
  }),
);
