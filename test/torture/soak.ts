import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Attack, type Findings, findings, median, sizeOf } from './attack.ts';
import { type Besieged, besiege, type Memory } from './besieged.ts';
import { openOffice, prepare } from './clerks.ts';
import { reckonLedgers, reckonLives, verify } from './reckoning.ts';

/** Mixed work for half an hour, the clock advanced again and again: the memory stays as it is, and nothing goes wrong. */

/** Minutes from which on the memory is looked at: before, it is still growing to its size. */
const shortest = 5;

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);

/** The last third against the one before. */
const requireFlat = (name: string, samples: readonly number[], minutes: number, found: Findings): void => {
  const third = Math.floor(samples.length / 3);
  const [second, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)].map(median);
  if (second === undefined || last === undefined) return;
  found.said.push(`${name} ${megabytes(second)} → ${megabytes(last)} MB`);
  if (minutes >= shortest && last > second * 1.2) {
    found.wrong.push(`${name}: ${megabytes(second)} MB in the second third, ${megabytes(last)} MB in the last`);
  }
};

/** What people look at, over and over. */
const reads: readonly { path: string; as: string; role?: string }[] = [
  { path: '/v1/tasks', as: '371402-public-security' },
  { path: '/v1/ledgers/sent?limit=50', as: '371402-housing' },
  { path: '/v1/ledgers/received?limit=50', as: '371402-public-security' },
  { path: '/v1/overdue', as: '371402-leading-group-office', role: 'supervisor' },
  { path: '/v1/statistics?month=2026-09', as: '371402-leading-group-office', role: 'supervisor' },
  { path: '/v1/audit?limit=50', as: 'auditor', role: 'auditor' },
  { path: '/v1/units', as: 'operator', role: 'operator' },
  { path: '/console/', as: '371402-housing' },
  { path: '/healthz', as: '371402-housing' },
];

const look = async (province: Besieged, found: Findings, open: () => boolean): Promise<number> => {
  let asked = 0;
  for (let n = 0; open(); n += 1) {
    const { path, as, role } = reads[n % reads.length] ?? { path: '/healthz', as: '371402-housing' };
    const answer = await province.send('GET', path, undefined, { as, ...(role ? { role } : {}) }).catch(String);
    asked += 1;
    if (typeof answer === 'string') found.unhandled.push(`GET ${path}: ${answer}`);
    else if (answer.status === 429 || answer.status === 503) await pause(500);
    else if (answer.status !== 200)
      found.unhandled.push(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    await pause(50);
  }
  return asked;
};

const advances = async (province: Besieged, found: Findings, open: () => boolean): Promise<number> => {
  let times = 0;
  while (open()) {
    const { status } = await province.advance('PT3H');
    if (status !== 200) found.unhandled.push(`the clock: ${status}`);
    times += 1;
    for (const until = Date.now() + 10_000; open() && Date.now() < until; ) await pause(200);
  }
  return times;
};

export const soak: Attack = {
  title: 'mixed work, the clock advanced again and again',
  run: async (progress) => {
    const found = findings();
    const minutes = sizeOf('SOAK_MINUTES', 30);
    const until = Date.now() + minutes * 60_000;
    const open = () => Date.now() < until;
    const province = await besiege(found);
    try {
      await prepare(province);
      const office = openOffice(province, found, { clerks: 2, key: randomUUID(), pauseMs: 1_000 });
      const looking = [look(province, found, open), look(province, found, open)];
      const advancing = advances(province, found, open);
      const samples: Memory[] = [];
      for (let told = Date.now(); open(); await pause(Math.min(5_000, minutes * 2_000))) {
        samples.push(await province.memory());
        if (Date.now() - told < 120_000) continue;
        told = Date.now();
        const { own = 0, store = 0 } = samples.at(-1) ?? {};
        progress(`${office.lives.length} lives, ${megabytes(own)} MB, its store ${megabytes(store)} MB`);
      }
      await office.close();
      const asked = (await Promise.all(looking)).reduce((a, b) => a + b, 0);
      const times = await advancing;
      found.rounds = office.answered() + asked;
      found.said.push(`${minutes} min, ${office.lives.length} lives, ${times} advances`);
      requireFlat(
        'process',
        samples.map(({ own }) => own),
        minutes,
        found,
      );
      requireFlat(
        'store',
        samples.map(({ store }) => store),
        minutes,
        found,
      );
      await province.pass(50);
      await reckonLedgers(province, office.lives, found);
      await reckonLives(province, office.lives, found);
      await verify(province, found);
    } finally {
      await province.end();
    }
    return found;
  },
};
