import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type FaultProxy, faultProxy } from '../faults/proxy.ts';
import { type Attack, type Findings, faultsOf, findings, sizeOf, tenths } from './attack.ts';
import { type Besieged, besiege } from './besieged.ts';
import { commandsOf, look, type Played, play } from './whole-lives.ts';

/**
 * Breaks each call of each service in the life of a clue, one a life, in every way: held up, cut before or after it was carried out,
 * throttled, answered by what nobody can read, or by half. Each command is asked again until it is answered for good, and then all must
 * be as in a life without a fault.
 */

const throttles: Readonly<Record<string, string>> = {
  SendEmail: 'Throttling',
  StartExecution: 'ThrottlingException',
  SendTaskSuccess: 'ThrottlingException',
  SendTaskFailure: 'ThrottlingException',
  DescribeExecution: 'ThrottlingException',
  GenerateDataKey: 'ThrottlingException',
  Decrypt: 'ThrottlingException',
};

type Fault = Parameters<FaultProxy['fail']>[1];

const ways: Readonly<Record<string, (verb: string) => Fault>> = {
  'held up': () => ({ kind: 'hold', until: new Promise((resolve) => setTimeout(resolve, 1_000)) }),
  'cut before': () => ({ kind: 'drop' }),
  'cut after': () => ({ kind: 'lose-answer' }),
  throttled: (verb) => ({
    kind: 'refuse',
    status: 400,
    type: throttles[verb] ?? 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  }),
  garbled: () => ({ kind: 'garble-answer' }),
  'cut in half': () => ({ kind: 'cut-answer' }),
};

interface Case {
  /** Which life. */
  story: number;
  verb: string;
  /** Which call of that verb in the life, from 0. */
  at: number;
  way: string;
}

/** `WIRE='life 0, GetItem 3 throttled'` makes that one alone. */
const nameOf = ({ story, verb, at, way }: Case) => `life ${story}, ${verb} ${at} ${way}`;

/** What a life calls, by verb, when nothing is broken. */
const callsOf = async (proxy: FaultProxy, verbs: readonly string[], work: () => Promise<unknown>) => {
  const before = verbs.map((verb) => proxy.calls(verb));
  await work();
  return verbs.map((verb, index): [string, number] => [verb, proxy.calls(verb) - (before[index] ?? 0)]);
};

const verbs = [
  ...['GetItem', 'BatchGetItem', 'Query', 'TransactWriteItems', 'TransactGetItems', 'PutItem', 'UpdateItem'],
  ...['DeleteItem', 'BatchWriteItem', 'StartExecution', 'SendTaskSuccess', 'SendTaskFailure', 'DescribeExecution'],
  ...['GenerateDataKey', 'Decrypt', 'SendEmail'],
];

/** So many of a list, evenly spread. */
const spread = <T>(list: readonly T[], count: number): T[] =>
  list.length <= count
    ? [...list]
    : Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)] as T);

const compare = (broken: Played, whole: Played, what: string, found: Findings): void => {
  found.allowed += broken.secondCopies;
  for (const [part, as] of Object.entries(whole.parts)) {
    const is = broken.parts[part];
    if (is !== as) found.wrong.push(`${what}: ${part} is ${is}, without a fault it is ${as}`);
  }
  const surplus = broken.mails.filter((mail) => {
    const index = whole.mails.indexOf(mail);
    return (
      index < 0 || broken.mails.filter((one) => one === mail).length > whole.mails.filter((one) => one === mail).length
    );
  });
  if (surplus.length > 0) found.doubled.push(`${what}: ${surplus.join(', ')}`);
  // What nobody knows of may be missing, and then stands so on the record.
  const missing = whole.mails.length - (broken.mails.length - surplus.length);
  if (missing > broken.uncertain)
    found.lost.push(`${what}: ${missing} mails, of which ${broken.uncertain} are uncertain`);
};

const attempt = async (province: Besieged, proxy: FaultProxy, one: Case, whole: Played, found: Findings) => {
  const what = nameOf(one);
  const fault = ways[one.way]?.(one.verb);
  if (!fault) throw new Error(`there is no way ${one.way}`);
  proxy.fail(one.verb, fault, 1, one.at);
  const ended = await play(province, commandsOf(one.story), randomUUID(), found, what);
  const met = proxy.left() === 0;
  proxy.heal();
  if (ended) compare(await look(province, ended), whole, what, found);
  return met;
};

export const wires: Attack = {
  title: 'each call of each service broken in six ways, one a life',
  run: async (progress) => {
    const found = findings();
    const proxy = await faultProxy((path) => {
      const [, , port] = path.split('/');
      return `http://127.0.0.1:${port}/`;
    });
    const tap = fileURLToPath(new URL('./wire-tap.ts', import.meta.url));
    const province = await besiege(found, { WIRES: proxy.url, NODE_OPTIONS: `--import ${tap}` });
    try {
      const cases: Case[] = [];
      const wholes: Played[] = [];
      for (const [story, commands] of commandsOf.all.entries()) {
        // The first of them loads every function.
        await play(province, commands, randomUUID(), found, `life ${story}`);
        let ended: Awaited<ReturnType<typeof play>>;
        const calls = await callsOf(proxy, verbs, async () => {
          ended = await play(province, commands, randomUUID(), found, `life ${story}`);
        });
        if (!ended) throw new Error(`life ${story} cannot be played: ${found.wrong.join()}`);
        wholes[story] = await look(province, ended);
        for (const [verb, count] of calls) {
          for (let at = 0; at < count; at += 1)
            for (const way of Object.keys(ways)) cases.push({ story, verb, at, way });
        }
        progress(
          `life ${story}: ${calls.flatMap(([verb, count]) => (count > 0 ? [`${count} ${verb}`] : [])).join(', ')}`,
        );
      }
      const only = process.env.WIRE;
      const chosen = only ? cases.filter((one) => nameOf(one) === only) : spread(cases, sizeOf('WIRES', 500));
      const told = tenths(chosen.length, progress);
      let tried = 0;
      for (const one of chosen) {
        const whole = wholes[one.story];
        const before = new Set(faultsOf(found));
        if (whole && (await attempt(province, proxy, one, whole, found))) found.rounds += 1;
        for (const fault of faultsOf(found)) if (!before.has(fault)) progress(fault);
        tried += 1;
        told(tried, `, ${before.size} faults before`);
      }
      found.said.push(`of ${cases.length} faults ${chosen.length} planned, ${found.rounds} met`);
    } finally {
      await province.end();
      await proxy.close();
    }
    return found;
  },
};
