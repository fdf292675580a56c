import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
import { logger } from '../adapters/log.ts';
import {
  gets,
  puts,
  queriesDue,
  queriesMilestones,
  queriesOpen,
  seesExecutions,
  starts,
  updates,
} from '../adapters/rights.ts';
import { beat } from '../adapters/table/beats.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { countOverdue } from '../adapters/table/supervision.ts';
import { overdueForWaking } from '../adapters/table/waiting.ts';
import { attemptNamed } from '../adapters/workflow.ts';
import { each } from './each.ts';
import { grace, replace, replaceEnded, tryTo } from './revive.ts';
import { sweep } from './sweep.ts';

/** The scheduled event of EventBridge; `time` is when it was due. */
const round = z.object({ time: z.coerce.date(), detail: z.undefined().optional() });

/** What Step Functions puts on the event bus when an execution ends; instants are milliseconds. */
const ended = z.object({
  time: z.coerce.date(),
  detail: z.object({
    name: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    startDate: z.number(),
    stopDate: z.number(),
  }),
});

const input = z.union([round, ended]);

/** Workflows that are started at once: far below the quota of StartExecution. */
const atOnce = 25;

/** In the place of all that should have been woken, whatever their executions do: so many of a shard a round, the oldest first. */
const replaceOverdue = async (now: Date) => {
  const overdue = await overdueForWaking(new Date(now.getTime() - grace));
  let revived = 0;
  await each(overdue, atOnce, async (waiting) => {
    if (await tryTo(waiting, () => replace(waiting, now))) revived += 1;
  });
  return { ids: new Set(overdue.map(({ transferId }) => transferId)), revived };
};

/** What is overdue is counted in the first round of an hour: it changes by the day, and counting costs by how much there is. */
const isFirstOfHour = (now: Date) => now.getUTCMinutes() < 15;

const goRound = async (now: Date) => {
  const overdue = await replaceOverdue(now);
  const swept = await sweep(now, overdue.ids);
  const revived = overdue.revived + swept.revived;
  // What the dashboard and its alarm read (infra/stack/monitoring.ts).
  const counted = isFirstOfHour(now) ? { overdue: await countOverdue(now) } : {};
  await beat('watchdog', now, { revived, asked: swept.asked, ...counted });
  // A start that failed, or was lost again, is for the next round.
  const again = overdue.ids.size > 0 ? { resumeAt: now.toISOString() } : {};
  return { overdue: overdue.ids.size, asked: swept.asked, revived, ...again };
};

const replaceNamed = async ({ time, detail }: z.output<typeof ended>) => {
  const waiting = attemptNamed(detail.name);
  const revived = waiting && (await replaceEnded(waiting, detail, time)) ? 1 : 0;
  logger.info('an execution ended', { name: detail.name, status: detail.status, revived });
  return { revived };
};

export const schedule: Schedule = {
  constructId: 'revive-workflows',
  description: 'Starts a new workflow for whatever has none, and for every milestone that nobody handled',
  everyMinutes: 15,
  timeoutSeconds: 600,
  graceMs: grace,
  beats: { silent: 'a workflow that is lost stays lost, and its deadline may pass in silence' },
  hears: 'ended-executions',
  rights: [gets, puts, updates, queriesDue, queriesMilestones, queriesOpen, starts, seesExecutions],
};

/**
 * The watchdog: every open transfer has a live workflow, and was woken by it when its milestone came or a command changed it.
 * Where one of both fails, whatever the reason, it gets a new workflow, and an old one is void.
 *
 * Three nets, of which each is enough for a deadline to be told:
 * - An execution that ended otherwise than in success is replaced as soon as that is heard of; EventBridge delivers most such events,
 *   some twice, and promises none.
 * - Every 15 minutes, what should have been woken more than ten minutes ago is replaced. A transfer is due for its workflow from the moment
 *   it is written until its execution waits, so a lost start is made up for within 25 minutes; and so is any milestone, reminder or
 *   command that no execution took up. This net alone keeps every deadline, only up to 25 minutes late.
 * - Once a day each open transfer is asked of whether its execution runs (sweep.ts), so that one that died unheard while it waited is
 *   without an execution for a day at the longest, and not until its next milestone, which may be weeks away.
 */
export const handler = withSettings(async (event: unknown) => {
  const heard = input.parse(event);
  return heard.detail ? replaceNamed(heard) : goRound(heard.time);
});
