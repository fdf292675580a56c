import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { type Attack, type Findings, findings, sizeOf } from './attack.ts';
import { type Besieged, besiege, newFolder } from './besieged.ts';
import { openOffice, prepare } from './clerks.ts';
import { type Life, type Mail, reckonLives, sentLedger, verify } from './reckoning.ts';

/**
 * Starts on a copy of the data: one that was taken while it ran, one of a stopped process, and one of the table alone, as a restored
 * backup has it, without the timers. Every open deadline is taken up again, and nobody is told twice of what the copy knows.
 */

const database = (file: string) => file.endsWith('.sqlite');

/** Each database at one instant, whatever is written meanwhile; but not both at the same. `wanted`: by the path within the folder. */
const copyTo = async (from: string, to: string, wanted: (path: string) => boolean): Promise<void> => {
  for (const path of (await readdir(from, { recursive: true })).filter(wanted)) {
    const source = join(from, path);
    if ((await stat(source)).isDirectory() || /-(wal|shm)$/.test(path)) continue;
    await mkdir(join(to, path, '..'), { recursive: true });
    if (!database(path)) {
      await copyFile(source, join(to, path));
      continue;
    }
    const store = new DatabaseSync(source, { readOnly: true });
    await backup(store, join(to, path));
    store.close();
  }
};

/** All but what says which process has it. */
const everything = (path: string) => !/^(lock\.sqlite|pid)/.test(path);
/** The keys stay: a restored table has those of before. */
const tableOnly = (path: string) => everything(path) && !/^(local\.sqlite|console)/.test(path);

const ways = [
  { name: 'while it runs', running: true, wanted: everything },
  { name: 'stopped', running: false, wanted: everything },
  { name: 'the table alone', running: true, wanted: tableOnly },
];

const clockOf = async (province: Besieged): Promise<string> =>
  (await province.send<{ now: string }>('GET', '/_local/clock')).body.now;

const sameMail = ({ to, subject, text, at }: Mail) => JSON.stringify([to, subject, text, at]);

/** What both have mailed, each mail once. */
const union = (earlier: readonly Mail[], later: readonly Mail[]): Mail[] => {
  const known = new Set(earlier.map(sameMail));
  return [...earlier, ...later.filter((mail) => !known.has(sameMail(mail)))];
};

interface Copied {
  folder: string;
  /** What was over before the copy was begun. */
  lives: Life[];
  /** When it was begun, of the virtual clock. */
  at: string;
  /** What the original has mailed, to its end. */
  mails: Mail[];
}

/** Lives in a province of its own, and the copy that is taken in the midst of others. */
const copied = async (way: (typeof ways)[number], count: number, found: Findings): Promise<Copied> => {
  const folder = await newFolder();
  const province = await besiege(found);
  try {
    await prepare(province);
    const office = openOffice(province, found, { clerks: 4, key: randomUUID() });
    while (office.lives.length < count) await pause(20);
    await office.close();
    // Some are reminded of before, and some after.
    for (let day = 0; day < 7; day += 1) await province.advance('P1D');
    const at = await clockOf(province);
    const mails: Mail[] = [];
    const others = way.running ? openOffice(province, found, { clerks: 4, key: randomUUID() }) : undefined;
    if (others) while (others.answered() < 10) await pause(20);
    else {
      mails.push(...(await province.everyMail()));
      await province.kill('SIGTERM');
    }
    await copyTo(province.environment.DATA_DIR ?? '', folder, way.wanted);
    if (others) {
      await others.close();
      mails.push(...(await province.everyMail()));
    }
    return { folder, lives: office.lives, at, mails };
  } finally {
    await province.end();
  }
};

const restoreBy = async (way: (typeof ways)[number], count: number, found: Findings): Promise<void> => {
  const { folder, lives, at, mails } = await copied(way, count, found);
  const province = await besiege(found, { DATA_DIR: folder, CLOCK_START: at });
  try {
    await prepare(province);
    await province.pass(48);
    const kept = new Set(
      await sentLedger(
        province,
        lives.map(({ as }) => as),
      ),
    );
    for (const { submitted } of lives) {
      for (const { transferId } of submitted.transfers) {
        if (!kept.has(transferId)) found.lost.push(`${way.name}: ${transferId} is not in the copy`);
      }
    }
    const later = await province.everyMail();
    const early = mails.filter((mail) => Date.parse(mail.at) <= Date.parse(at));
    await reckonLives(province, lives, found, { known: union(early, later), all: union(mails, later) });
    await verify(province, found);
    found.rounds += 1;
  } finally {
    await province.end();
  }
};

export const restore: Attack = {
  title: 'started on a copy of its data, in three ways',
  run: async (progress) => {
    const found = findings();
    const count = sizeOf('RESTORE', 150);
    const { RESTORE_WAY: only } = process.env;
    for (const way of ways.filter(({ name }) => only === undefined || name === only)) {
      progress(way.name);
      await restoreBy(way, count, found);
    }
    return found;
  },
};
