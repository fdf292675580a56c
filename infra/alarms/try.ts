import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudWatchClient,
  paginateDescribeAlarmHistory,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import type { FoundAlarm } from './find.ts';

/** Rings an alarm once without its cause, and sees what became of it. */

/** What CloudWatch says of having rung one topic; null where it says nothing. */
export interface Rung {
  topic: string;
  outcome: { rang: true } | { rang: false; error: string } | null;
}

interface Options {
  /** What stands in the mail as the reason. */
  reason: string;
  /** Milliseconds that CloudWatch has to say that it rang. */
  patience: number;
}

const outcomeOf = (topic: string, summary: string): Rung['outcome'] => {
  if (!summary.includes(topic)) return null;
  if (summary.startsWith('Successfully')) return { rang: true };
  return { rang: false, error: summary };
};

/** What the alarm's history says of its actions since then. */
const actionsSince = async (client: CloudWatchClient, AlarmName: string, StartDate: Date): Promise<string[]> => {
  const said: string[] = [];
  const asked = { AlarmName, StartDate, EndDate: new Date(Date.now() + 60_000), HistoryItemType: 'Action' as const };
  for await (const { AlarmHistoryItems = [] } of paginateDescribeAlarmHistory({ client }, asked)) {
    said.push(...AlarmHistoryItems.map(({ HistorySummary = '' }) => HistorySummary));
  }
  return said;
};

/**
 * Sets it to ALARM, waits until CloudWatch says that it rang, and sets it back to what it was, whatever happens. CloudWatch itself
 * counts it anew within its next period, too. @throws AWS's error.
 */
export const tryAlarm = async (
  client: CloudWatchClient,
  { name, state, rings }: FoundAlarm,
  { reason, patience }: Options,
): Promise<Rung[]> => {
  const set = (StateValue: StateValue, StateReason: string) =>
    client.send(new SetAlarmStateCommand({ AlarmName: name, StateValue, StateReason }));
  // CloudWatch's clock may be a little behind.
  const since = new Date(Date.now() - 2_000);
  const until = Date.now() + patience;
  await set('ALARM', reason);
  try {
    for (let pause = 250; ; pause = Math.min(pause * 2, 2_000)) {
      const said = await actionsSince(client, name, since);
      const rung = rings.map((topic) => {
        const [outcome = null] = said.map((summary) => outcomeOf(topic, summary)).filter((one) => one !== null);
        return { topic, outcome };
      });
      if (rung.every(({ outcome }) => outcome !== null) || Date.now() >= until) return rung;
      await sleep(Math.min(pause, Math.max(until - Date.now(), 0)));
    }
  } finally {
    await set(state, 'Set back after it was tried.');
  }
};
