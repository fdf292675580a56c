import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { office } from '../audit.ts';
import { correcting } from '../contents.ts';
import { choosePorts, inTurn, patiently, type Running, startProcess } from '../process.ts';
import { client, clueWith, housing } from '../province.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-killed-'));
const environment = { ...(await choosePorts()), DATA_DIR: dataDir, CLOCK_START: '2026-09-24T10:00:00+08:00' };
let running: Running | undefined;
afterAll(async () => {
  await running?.kill('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

const count = 60;
const subjects = [{ name: '德城区扫黑办', kind: '单位' }];

it('corrections in whose midst a process is killed are done as a whole, once, or not at all', {
  timeout: 120_000,
}, async () => {
  running = await startProcess(environment);
  const { send, submit, token } = client(() => `http://127.0.0.1:${environment.PORT}`);
  const { correct, clue } = correcting({ send });
  const clueIds: string[] = [];
  for (let n = 0; n < count; n += 1) clueIds.push((await submit({ dispatch: false })).body.clueId);
  const headersOf = async (n: number) => ({
    authorization: `Bearer ${await token(housing)}`,
    'idempotency-key': `correct-${n}`,
  });
  const ask = async (n: number) =>
    patiently(async () =>
      correct(clueIds[n] ?? '', { text: `第${n}件已补正`, subjects }, { headers: await headersOf(n) }),
    );
  let killed: Promise<void> | undefined;
  let answered = 0;
  const unanswered: number[] = [];
  await inTurn([...clueIds.keys()], async (n) => {
    const answer = await ask(n).catch(() => undefined);
    if (answer) answered += 1;
    else unanswered.push(n);
    if (answered >= count / 3) killed ??= running?.kill('SIGKILL');
  });
  await killed;
  expect(unanswered.length).toBeGreaterThan(0);
  running = await startProcess(environment);
  // Whatever was cut off has both parts of it, or none.
  for (const n of unanswered) {
    const { content, text } = (await clue(clueIds[n] ?? '')).body;
    const { status } = await clue(clueIds[n] ?? '', office);
    expect([content.version, text, status]).toEqual(
      content.version === 2 ? [2, `第${n}件已补正`, 404] : [1, clueWith().text, 200],
    );
    expect((await ask(n)).body.content.version).toBe(2);
  }
  for (const [n, clueId] of clueIds.entries()) {
    expect((await clue(clueId)).body).toMatchObject({ text: `第${n}件已补正`, content: { version: 2 } });
    expect((await clue(clueId, housing, '?version=1')).body.text).toBe(clueWith().text);
    expect((await clue(clueId, office)).status).toBe(404);
  }
});
