import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Attack, findings, sizeOf, tenths } from './attack.ts';
import { type Besieged, besiege } from './besieged.ts';
import { type Office, openOffice, prepare } from './clerks.ts';
import { reckonLedgers, reckonLives, verify } from './reckoning.ts';

/** Kills the process, or its store, at a random instant while clerks work and the clock is moved; starts it again; and so on. */

/** After so many more commands, at most, and so many milliseconds. */
const alive = { commands: 20, pause: 100 };

/** Lets it work for a while that nothing chooses; the first commands of a process take longest. */
const letWork = async (office: Office): Promise<void> => {
  const until = office.answered() + randomInt(alive.commands);
  for (const late = Date.now() + 5_000; office.answered() < until && Date.now() < late; ) await pause(5);
  await pause(randomInt(alive.pause));
};

const killOnce = async (province: Besieged, office: Office, round: number): Promise<void> => {
  await letWork(office);
  // Every fifth time in the midst of a morning's reminders, or of the watchdog's rounds.
  if (round % 5 === 0) {
    province.advance('PT9H').catch(() => undefined);
    await letWork(office);
  }
  if (round % 4 === 0) {
    await province.killStore();
    await pause(randomInt(400));
  }
  await province.kill('SIGKILL');
};

export const kills: Attack = {
  title: 'killed at random instants while six clerks work, every fourth time its store first',
  run: async (progress) => {
    const found = findings();
    const rounds = sizeOf('KILLS', 200);
    const told = tenths(rounds, progress);
    const province = await besiege(found);
    try {
      await prepare(province);
      const office = openOffice(province, found, { clerks: 6, key: randomUUID() });
      for (let round = 1; round <= rounds; round += 1) {
        await killOnce(province, office, round);
        await province.start();
        found.rounds = round;
        told(round, `, ${office.lives.length} lives`);
      }
      await office.close();
      // Until feedback on the last of them is long overdue.
      await province.pass(50);
      await reckonLedgers(province, office.lives, found);
      await reckonLives(province, office.lives, found);
      await verify(province, found);
      found.said.unshift(`${office.lives.length} lives of clues`);
    } finally {
      await province.end();
    }
    return found;
  },
};
