import { type Province, partitionOf } from '../province.ts';
import { checkAccount } from './account.ts';
import { awsOf } from './aws.ts';
import { bootstrap } from './bootstrap.ts';
import { calendar } from './calendar.ts';
import { concurrency } from './concurrency.ts';
import { type About, type Check, type Finding, unknown } from './finding.ts';
import { icp } from './icp.ts';
import { issuer } from './issuer.ts';
import { leftovers } from './leftovers.ts';
import { names } from './names.ts';
import { quotas } from './quotas.ts';
import { region } from './region.ts';
import { readLogin, secret } from './secret.ts';
import { sesAccount, sesIdentity } from './ses.ts';
import { smtp } from './smtp.ts';
import { readStacks, stacks } from './stacks.ts';
import { unanswered } from './unanswered.ts';

/** What is looked at before a province is deployed. */

/** Milliseconds that a check may take. */
const patience = 30_000;

export const checksFor = (province: Province): Check[] => {
  const { mail } = province;
  const isChina = partitionOf(province) === 'aws-cn';
  return [
    ...(isChina ? [] : [region]),
    bootstrap,
    stacks,
    leftovers,
    names,
    concurrency,
    quotas,
    ...(isChina ? [icp] : []),
    issuer,
    ...(mail.transport === 'smtp' ? [secret(mail), smtp(mail)] : [sesAccount, sesIdentity(mail.from)]),
    calendar,
  ];
};

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** The finding, whatever happens: an error and a silence are findings too. */
const settle = async (actions: readonly string[], look: () => Promise<Finding>, ms: number): Promise<Finding> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    const said = unknown(`not found out: no answer within ${ms / 1_000} s`, 'look at the network, and run it again');
    timer = setTimeout(() => resolve(said), ms);
  });
  try {
    return await Promise.race([look(), late]);
  } catch (error) {
    return unanswered(error, actions);
  } finally {
    clearTimeout(timer);
  }
};

export type Named = Finding & { name: string };

const notAsked = unknown('not asked, since it is not known to be the province’s account', 'mend the account first');

/** All findings, in the order of the checks; it never throws. Nothing is written anywhere. */
export const preflight = async (
  province: Province,
  now: Date,
  checks: readonly Check[] = checksFor(province),
  ms = patience,
): Promise<Named[]> => {
  const aws = awsOf(province);
  const account = await settle([], () => checkAccount(province, aws), ms);
  const isOurs = account.state === 'good';
  const { mail } = province;
  const about: About = {
    province,
    now,
    aws,
    stacks: once(() => readStacks(province, aws)),
    login: once(async () => (isOurs && mail.transport === 'smtp' ? readLogin(mail.secretName, aws) : null)),
  };
  const found = await Promise.all(
    checks.map(async ({ name, actions, look }): Promise<Named> => {
      const finding = actions.length > 0 && !isOurs ? notAsked : await settle(actions, () => look(about), ms);
      return { name, ...finding };
    }),
  );
  return [{ name: 'account', ...account }, ...found];
};
