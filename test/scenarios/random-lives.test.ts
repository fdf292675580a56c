import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Local, startLocal } from '../../infra/local/runtime.ts';
import { year2027 } from '../calendar-2027.ts';
import { client, only, type TransferBody } from '../client.ts';
import { choosePorts, freePort } from '../process.ts';
import { useRights } from '../rights/use-rights.ts';

/** Whole lives on the real machine, with everything that may happen to it in between. */

let local: Local | undefined;
let dataDir = '';
let start: () => Promise<Local>;
const roles = useRights();

const running = (): Local => {
  if (!local) throw new Error('the province does not run');
  return local;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-lives-'));
  const { PORT, MAIL_PORT, SFN_PORT } = await choosePorts();
  const options = {
    // Kept through restarts: the functions' clients stay with the endpoints that they began with.
    port: Number(PORT),
    mailPort: Number(MAIL_PORT),
    stepFunctionsPort: Number(SFN_PORT),
    keysPort: await freePort(),
    objectsPort: await freePort(),
    dynamoDbPort: 0,
    dataDir,
    clockStart: new Date('2026-12-18T10:00:00+08:00'),
    shared: { endpoint: inject('dynamoDb'), tableName: `lives-${randomUUID()}` },
    roles,
  };
  start = () => startLocal(options);
  local = await start();
});
afterAll(async () => {
  await local?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const { send, submit, command, read, publish, everyMail } = client(() => running().url);
const police = '371402-public-security';
const office = '371402-leading-group-office';
const advance = (hours: number) => send('POST', '/_local/clock', { advanceBy: `PT${hours}H` });

const extend = async (transferId: string, approve: boolean) => {
  const body = { workingDays: 2, reason: '需补充核查' };
  const asked = await send<{ extensionId: string }>('POST', `/v1/transfers/${transferId}/extension`, body, {
    as: police,
  });
  if (asked.status === 201)
    await send(
      'POST',
      `/v1/extensions/${asked.body.extensionId}/decision`,
      { approve },
      { as: office, role: 'supervisor' },
    );
};
const windows = async (acknowledge: number) =>
  running().putSettings({ windows: { ...(await running().settings()).windows, acknowledge } });
const shorter = {
  ...year2027,
  holidays: year2027.holidays.filter((date) => date < '2027-02-10' || date > '2027-02-12'),
  workdays: year2027.workdays.filter((date) => date > '2027-05-10'),
};

const actions: Record<string, (transfer: TransferBody, n: number) => Promise<unknown>> = {
  dispatch: ({ transferId }) => command('dispatch', transferId, undefined, { as: '371402-housing' }),
  acknowledge: ({ transferId }) => command('acknowledge', transferId),
  close: ({ transferId }) => command('feedback', transferId, { final: true, outcome: '已办结' }),
  extend: ({ transferId }, n) => extend(transferId, n % 3 > 0),
  'jump a little': (_, n) => advance(n % 24),
  'jump far': (_, n) => advance(24 + 3 * n),
  'change the calendar': (_, n) => publish(2027, n % 2 === 0 ? year2027 : shorter),
  'change the windows': (_, n) => windows(4 + (n % 3)),
  'restart the engine': async () => {
    const { windows: asTheyWere } = await running().settings();
    await running().close();
    local = await start();
    await running().putSettings({ windows: asTheyWere });
  },
  'stop an execution': async ({ transferId }) => {
    const found = running()
      .engine.list('RUNNING')
      .find(({ name }) => name.startsWith(transferId));
    if (found) running().engine.stop(found.arn);
  },
};

const life = fc.array(fc.tuple(fc.constantFrom(...Object.keys(actions)), fc.nat(2), fc.nat(47)), {
  minLength: 6,
  maxLength: 14,
});

describe('any lives of transfers', () => {
  it('leave no open duty whose milestone has passed unhandled, and mail nothing twice', {
    timeout: 240_000,
  }, async () => {
    const { getTransfer } = await import('../../functions/adapters/table/transfers.ts');
    const { readCalendar } = await import('../../functions/adapters/table/calendar.ts');
    const { planned } = await import('../functions/domain/records.ts');
    const { recounted } = await import('../../functions/domain/transfer/deadlines.ts');

    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        const discoveredAt = new Date(running().now().getTime() - 60_000).toISOString();
        const submitted = await Promise.all(
          [{}, {}, { dispatch: false }].map((more) => submit({ discoveredAt, ...more })),
        );
        const transfers = submitted.map(({ body }) => only(body.transfers));
        for (const [name, which, n] of steps) {
          const transfer = transfers[which % transfers.length];
          if (transfer) await actions[name]?.(transfer, n);
        }
        // Two rounds of the watchdog.
        await advance(1);
        const c = { now: running().now(), calendar: await readCalendar(), settings: await running().settings() };
        for (const { transferId, reference } of transfers) {
          const { transfer } = await getTransfer(transferId);
          const next = planned(transfer, c.calendar, c.settings);
          expect(next === undefined || Date.parse(next.at) > c.now.getTime(), `${transferId} ${next?.key}`).toBe(true);
          expect(recounted(transfer, c, null)).toBeUndefined();
          const { body } = await read(transferId);
          expect(body.duty === null || body.duty.count?.at(-1)?.date === body.duty.dueDate).toBe(true);
          // Each claim of a mail stands for one that is in the mailbox, and there is none beside.
          expect(body.mails.map(({ state }) => state).filter((state) => state !== 'sent')).toEqual([]);
          const about = (await everyMail()).filter(
            // The digests of a recount are claimed by the recount.
            ({ subject, text }) => text.includes(reference) && !subject.includes('已重新计算'),
          );
          expect(about.length).toBe(body.mails.length);
          await command('dispatch', transferId, undefined, { as: '371402-housing' });
          await command('acknowledge', transferId);
          await command('feedback', transferId, { final: true, outcome: '已办结' });
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
