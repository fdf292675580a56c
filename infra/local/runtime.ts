import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { putSettings, readSettings } from '../../functions/adapters/table/settings.ts';
import type { Settings } from '../../functions/domain/settings.ts';
import { authorizers, routes, schedules, sites } from '../functions.ts';
import { loadProvince, settingsOf } from '../province.ts';
import { jwtAuthorizer, lambdaAuthorizer } from './aws/authorizers.ts';
import type { Engine } from './aws/engine.ts';
import { serveGateway } from './aws/gateway.ts';
import type { Issuer } from './aws/issuer.ts';
import type { Mailbox } from './aws/mailbox.ts';
import { createTable } from './aws/table.ts';
import { type Bearer, claimsFor } from './claims.ts';
import { consoleFiles } from './console-files.ts';
import { localRoutes } from './local-routes.ts';
import { type LocalOptions, usualLimits } from './options.ts';
import { plant } from './plant.ts';
import { openRoles, type Roles } from './roles.ts';
import { type Closers, environment, findUnit, startAws } from './services.ts';
import { consoleAt, localSignIn } from './sign-in.ts';

/** The whole province on this machine: the same functions, table and state machine, with AWS behind local endpoints. */

export interface Local {
  url: string;
  mailUrl: string;
  endpoints: { dynamoDb: string; stepFunctions: string; keys: string; objects: string };
  /** What serves DynamoDB, in words. */
  dynamoDbEngine: string;
  engine: Engine;
  mailbox: Mailbox;
  now: () => Date;
  /** Does the work with the rights of the function of this name. */
  as: Roles['as'];
  token: (unitId: string | undefined, role: string, who?: Bearer) => Promise<string>;
  /** Any claims, those included that no provider should send. */
  sign: Issuer['sign'];
  trusted: Issuer['trusted'];
  settings: () => Promise<Settings>;
  /** Puts other settings in force, as `npm run settings` does; they hold at once. */
  putSettings: (different: Partial<Record<keyof Settings, unknown>>) => Promise<void>;
  close: () => Promise<void>;
}

/** Starts everything, in the order of need; what was started is stopped again when a later part fails. */
export const startLocal = async (options: LocalOptions): Promise<Local> => {
  const closers: Closers = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await startParts(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
};

/** Our own authorizer, as API Gateway asks it. */
const byFunction = ({ handlerOf }: Roles) => {
  const [{ name }] = authorizers as readonly [(typeof authorizers)[number]];
  return lambdaAuthorizer((event) => handlerOf(name)(event, {}));
};

/** What the gateway has for the console. */
const pages = sites.flatMap(({ name, paths }) =>
  paths.map((path) => ({ name, path, method: 'GET' as const, open: true as const })),
);

const startParts = async (options: LocalOptions, closers: Closers, close: () => Promise<void>): Promise<Local> => {
  const province = await loadProvince('shandong');
  const tableName = options.shared?.tableName ?? 'clue-transfer';
  const roles = openRoles({ tableName, from: province.mail.from }, options.roles ?? {});
  const aws = await startAws(options, closers, roles);
  const { clock, engine, mailbox, issuer, endpoints, dynamoDbEngine } = aws;
  const { limits = usualLimits } = options;
  Object.assign(process.env, environment(aws, tableName), {
    HASH_ALGORITHM: province.hashAlgorithm,
    CALLER_PACE: JSON.stringify(limits.pace),
  });

  const client = new DynamoDBClient();
  await createTable(client, tableName);
  await plant(client, tableName, clock.now());
  client.destroy();

  const ready = Promise.withResolvers<void>();
  const bundled = consoleFiles(options);
  const gateway = await serveGateway({
    port: options.port,
    routes: [...routes, ...pages],
    // The settings name the port: whoever asks before they are put waits.
    handler: async (name) => {
      await ready.promise;
      if (pages.some((one) => one.name === name)) bundled();
      return roles.handlerOf(name);
    },
    authorize: options.authorizer === 'lambda' ? byFunction(roles) : jwtAuthorizer(issuer),
    clock,
    engine,
    limits,
    unfit: aws.unfit,
    local: localRoutes({
      issuer,
      clock,
      engine,
      mailbox,
      findUnit,
      signIn: localSignIn({ issuer, findUnit, url: () => aws.gateway.url }),
    }),
  });
  closers.push(gateway.close);
  const url = `http://127.0.0.1:${gateway.port}`;
  aws.gateway.url = url;
  const put = async (settings: object): Promise<void> => {
    await putSettings({ settings, at: clock.now().toISOString(), by: 'clock' });
    engine.touch();
  };
  Object.assign(process.env, { CONSOLE: JSON.stringify(consoleAt(url, issuer.trusted)) });
  await put({ ...settingsOf(province), consoleUrl: `${url}/console/transfers/` });
  // From here to the end nothing is awaited: the first request finds everything in its place.
  ready.resolve();

  for (const { name, everyMinutes, graceMs } of schedules) {
    engine.every(everyMinutes, name, () => aws.byEvent(name, { time: clock.now().toISOString() }), graceMs);
  }
  engine.resume();
  return {
    url,
    mailUrl: mailbox.url,
    endpoints,
    dynamoDbEngine,
    engine,
    mailbox,
    now: clock.now,
    as: roles.as,
    token: async (unitId, role, who) =>
      issuer.sign(claimsFor(unitId, role, unitId ? await findUnit(unitId) : undefined, who)),
    sign: issuer.sign,
    trusted: issuer.trusted,
    settings: async () => (await readSettings()).settings,
    putSettings: async (different) => put({ ...(await readSettings()).settings, ...different }),
    close,
  };
};
