import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { startPostgres } from './postgres.ts';
import type { Row } from './report.ts';

/** What pg-boss and its PostgreSQL take in an hour, while so many jobs wait for a day that is far off and one worker is there for them. */

const seconds = Number(process.env.PGBOSS_SECONDS ?? 180);
const queue = 'milestones';
/** Seconds until the first of them is due. */
const month = 30 * 86_400;

const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const rounded = (value: number): string => Math.round(value).toLocaleString('en');

export const pgBossRow = async (what: string, waiting: number, progress: (line: string) => void): Promise<Row> => {
  const postgres = await startPostgres();
  if ('missing' in postgres) return { what, ours: '', note: `left out: ${postgres.missing}` };
  const boss = new PgBoss(postgres.url);
  boss.on('error', (error) => progress(String(error)));
  try {
    await boss.start();
    await boss.createQueue(queue);
    const jobs = Array.from({ length: waiting }, (_, n) => ({ data: { transferId: `t${n}` }, startAfter: month }));
    for (let from = 0; from < jobs.length; from += 1000) await boss.insert(queue, jobs.slice(from, from + 1000));
    await boss.work(queue, async () => {
      throw new Error('a job was due: this is no hour in which nothing is');
    });
    const sql = boss.getDb();
    await sql.executeSql('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    // What planting has begun is through with.
    await pause(5_000);
    progress(`pg-boss waits for ${seconds} s`);
    await sql.executeSql('SELECT pg_stat_statements_reset()');
    const from = { server: postgres.seconds(), worker: processor() };
    await pause(seconds * 1000);
    const taken = { server: postgres.seconds() - from.server, worker: processor() - from.worker };
    const asked = "SELECT sum(calls)::int AS calls FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'";
    const [found] = (await sql.executeSql(asked)).rows;
    const times = 3600 / seconds;
    const cost = `${rounded(found.calls * times)} queries; ${rounded(taken.server * times)} s of processor by the server, ${rounded(taken.worker * times)} s by the worker`;
    return {
      what,
      ours: cost,
      note: `${postgres.version}, pg-boss as it comes, one worker; ${seconds} s, and an hour reckoned from them; server and worker are paid for by the hour whatever they do`,
    };
  } finally {
    await boss.stop({ graceful: false });
    await postgres.stop();
  }
};
