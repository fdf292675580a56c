import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProvince } from '../../infra/province.ts';
import { playAlarms } from './alarms.ts';
import { startEmulator } from './emulator.ts';
import { playFleet } from './fleet.ts';

/** `npm run test:operate`: plays what operators do to deployed provinces, on an emulator of AWS. */

const began = Date.now();
const say = (text: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${text}`);

const closers: (() => void)[] = [];
const opened = <T extends { close: () => void }>(one: T): T => {
  closers.push(one.close);
  return one;
};

const work = await mkdtemp(join(tmpdir(), 'clue-transfer-operate-'));
const province = await loadProvince('training');
const emulator = await startEmulator({ work, account: province.account, region: province.region });
try {
  say(`ministack answers at ${emulator.url}`);
  await playAlarms({ emulator, province, work, say, opened });
  await playFleet({ emulator, work, say });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  for (const close of closers) close();
  await emulator.close();
  await rm(work, { recursive: true, force: true });
}
