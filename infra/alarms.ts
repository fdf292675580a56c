import { hostname, userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { type Clients, clientsOf, type FoundAlarm, findAlarms, recipientsOf } from './alarms/find.ts';
import { reportOf, type Topic, type Tried } from './alarms/report.ts';
import { tryAlarm } from './alarms/try.ts';
import { loadProvince, type Province } from './province.ts';

/** `npm run alarms`: the alarms of a deployed province, whom they reach, and that they do. */

const usage = `npm run alarms -- <province> [--try] [--patience <seconds>]

Lists the alarms of both stacks of infra/provinces/<province>.json with their states, and who has confirmed to get them.

  --try        sets each that does not ring to ALARM, once, and back to what it was: everybody who gets alarms gets one mail an
               alarm, whose reason says that it is a trial. Says of each whether CloudWatch could ring, and who was sent it
  --patience   how long CloudWatch has for each to say so: 30 seconds

Environment: credentials as for any AWS tool; the region is the province's. Rights: cloudformation:ListStackResources,
cloudwatch:DescribeAlarms, sns:ListSubscriptionsByTopic; with --try cloudwatch:SetAlarmState, DescribeAlarmHistory.

It exits 0 when every alarm reaches everybody whom the province file names, 1 when one does not, each with its mend, 2 when it was
called wrongly or could not ask.`;

/** Ends the run before anything was done. */
class Wrong extends Error {}

interface Asked {
  province: Province;
  isTrial: boolean;
  patience: number;
}

const asked = async (): Promise<Asked> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { try: { type: 'boolean', default: false }, patience: { type: 'string', default: '30' } },
  });
  const [name, ...more] = positionals;
  const patience = Number(values.patience) * 1000;
  if (name === undefined || more.length > 0 || !(patience >= 0)) throw new Wrong(usage);
  return { province: await loadProvince(name), isTrial: values.try, patience };
};

/** One after the other: CloudWatch takes three calls of SetAlarmState a second. */
const tryAll = async (clients: Clients, alarms: readonly FoundAlarm[], patience: number): Promise<Tried[]> => {
  const reason = `A trial by ${userInfo().username}@${hostname()} with npm run alarms: nothing is wrong.`;
  const tried: Tried[] = [];
  for (const alarm of alarms) {
    const rings = alarm.state === 'ALARM' || !alarm.isOn;
    tried.push({ alarm, rung: rings ? null : await tryAlarm(clients.cloudWatch, alarm, { reason, patience }) });
  }
  return tried;
};

const run = async (): Promise<boolean> => {
  const { province, isTrial, patience } = await asked();
  const clients = clientsOf(province);
  const alarms = await findAlarms(clients, province);
  const arns = [...new Set(alarms.flatMap(({ rings }) => rings))].filter((arn) => arn.split(':')[2] === 'sns');
  const topics: Topic[] = await Promise.all(
    arns.map(async (arn) => ({ arn, recipients: await recipientsOf(clients.sns, arn) })),
  );
  if (isTrial) console.log(`Trying ${alarms.length} alarms: each mails everybody once.`);
  const tried = isTrial
    ? await tryAll(clients, alarms, patience)
    : alarms.map((alarm): Tried => ({ alarm, rung: null }));
  const { text, isGood } = reportOf({ tried, topics, emails: province.alarmEmails, isTrial });
  console.log(text);
  return isGood;
};

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
