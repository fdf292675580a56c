import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addDays, weekday } from '../../functions/domain/calendar/time.ts';
import { year2027 } from '../calendar-2027.ts';
import { client } from '../client.ts';
import { plantTransfers } from '../open-transfers.ts';
import { choosePorts, type Running, startProcess } from '../process.ts';

let dataDir = '';
let running: Running | undefined;
afterAll(async () => {
  await running?.kill('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

/** Counted by hand as it were: nothing of the calendar's own code. */
const dueDate = (start: string, window: number): string => {
  let date = start;
  for (let left = window; left > 0; ) {
    date = addDays(date, 1);
    const works = year2027.workdays.includes(date) || (weekday(date) % 6 !== 0 && !year2027.holidays.includes(date));
    if (works) left -= 1;
  }
  return date;
};

/** `RECOUNT=10000`: as many as a large province may have open. */
const count = Number(process.env.RECOUNT ?? 4_000);

describe('a recount of thousands of open transfers', () => {
  it('survives a kill in its middle, leaves no date wrong, and tells each unit once', {
    timeout: 300_000,
  }, async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-recount-'));
    const environment = { ...(await choosePorts()), DATA_DIR: dataDir, CLOCK_START: '2026-12-29T10:01:00+08:00' };
    running = await startProcess(environment);
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${environment.DYNAMODB_PORT}`,
      TABLE_NAME: 'clue-transfer',
    });
    const days = ['2026-11-30', '2026-12-01', '2026-12-22', '2026-12-24', '2026-12-25', '2026-12-28', '2026-12-29'];
    const ids = await plantTransfers(count, days);
    const { send, publish, mails } = client(() => `http://127.0.0.1:${environment.PORT}`);

    const { getTransfers, getTransferWithTimeline } = await import('../../functions/adapters/table/transfers.ts');
    const { readRecount } = await import('../../functions/adapters/table/recounts.ts');
    const { chainFaults } = await import('../../functions/adapters/table/timeline.ts');
    const { keys } = await import('../../functions/adapters/table/schema.ts');

    const put = publish(2027, year2027).catch(() => undefined);
    await expect
      .poll(async () => (await readRecount())?.open ?? 0, { timeout: 150_000, interval: 50 })
      .toBeGreaterThan(count / 5);
    await running.kill('SIGKILL');
    await put;
    running = await startProcess(environment);
    expect((await readRecount())?.phase).toBe('counting');
    const advanced = await send('POST', '/_local/clock', { advanceBy: 'PT6M' });
    expect(advanced.status).toBe(200);
    expect(await readRecount()).toMatchObject({ phase: 'done', untold: [] });

    let moved = 0;
    for (let from = 0; from < ids.length; from += 100) {
      for (const { transfer, head } of await getTransfers(ids.slice(from, from + 100))) {
        const { duty } = transfer;
        if (!duty) throw new Error('the duty is gone');
        expect(duty).toMatchObject({ dueDate: dueDate(duty.startDate, duty.window), provisional: false });
        const events = duty.name === 'acknowledge' ? 2 : 3;
        // At most one event more, whatever was interrupted.
        expect(head.events - events).toBe(duty.moved ? 1 : 0);
        moved += duty.moved ? 1 : 0;
      }
    }
    expect(moved).toBeGreaterThan(count / 2);
    // Each once, those of the page included on which the kill fell.
    expect(await readRecount()).toMatchObject({ moved });
    for (const id of ids.filter((_, n) => n % 200 === 0)) {
      const { head, timeline } = await getTransferWithTimeline(id);
      expect(chainFaults(keys.transfer(id).pk, head, timeline)).toEqual([]);
    }
    const digests = await mails('时限变更');
    expect(digests.map(({ to }) => to).sort()).toEqual(
      ['agriculture', 'court', 'housing', 'land', 'public-security', 'transport', 'water'].map(
        (organ) => `${organ}@371402.example`,
      ),
    );
    expect(digests.find(({ to }) => to.startsWith('public-security'))?.subject).toContain(`${moved}件`);
  });
});
