import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { putSettings, readSettings } from '../../functions/adapters/table/settings.ts';
import type { Settings } from '../../functions/domain/settings.ts';
import { endedExecutions } from '../ended-executions.ts';
import { authorizers, routes, schedules, sites, tasks } from '../functions.ts';
import { loadProvince, settingsOf } from '../province.ts';
import { aliasArn, functionArn, machineArn, region } from './aws/account.ts';
import { jwtAuthorizer, lambdaAuthorizer } from './aws/authorizers.ts';
import { startDynamoDb } from './aws/dynamodb.ts';
import { createEngine, type Engine } from './aws/engine.ts';
import type { EndEvent } from './aws/event-bus.ts';
import { serveGateway } from './aws/gateway.ts';
import { type Issuer, openIssuer } from './aws/issuer.ts';
import { serveKeys } from './aws/key-service.ts';
import { type Mailbox, serveMail } from './aws/mailbox.ts';
import { serveQueues } from './aws/queues.ts';
import { serveStepFunctions } from './aws/step-functions.ts';
import { openStore } from './aws/store.ts';
import { createTable } from './aws/table.ts';
import { type Bearer, claimsFor } from './claims.ts';
import { openClock } from './clock.ts';
import { consoleFiles } from './console-files.ts';
import { localRoutes } from './local-routes.ts';
import { localPapers, paperLinks } from './papers.ts';
import { plant } from './plant.ts';
import { openRoles, type RoleOptions, type Roles } from './roles.ts';
import { consoleAt, localSignIn } from './sign-in.ts';

/** The whole province on this machine: the same functions, table and state machine, with AWS behind local endpoints. */

export interface LocalOptions {
  /** 0 takes any free port, for this and the others. */
  port: number;
  mailPort: number;
  dynamoDbPort: number;
  stepFunctionsPort: number;
  /** Of the key service; any free one by default. */
  keysPort?: number;
  dataDir: string;
  /** Where the virtual clock begins on an empty data directory. */
  clockStart?: Date;
  /** Who proves tokens: API Gateway's own authorizer, or our function by pinned keys. */
  authorizer?: 'jwt' | 'lambda';
  /** A store that runs already, and the table to make in it; for tests. */
  shared?: { endpoint: string; tableName: string };
  /** Of the state machine, with its placeholders, where it is not that of statemachines/; for tests. */
  definition?: string;
  /** Of what the functions may do, where that is not just what they say; for tests. */
  roles?: RoleOptions;
  /** The folder of a console that is bundled already; for tests. */
  bundledConsole?: string | undefined;
}

export interface Local {
  url: string;
  mailUrl: string;
  endpoints: { dynamoDb: string; stepFunctions: string; keys: string };
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

const ownDefinition = () => readFile(new URL('../../statemachines/transfer.asl.json', import.meta.url), 'utf8');

const filled = (definition: string): string => {
  const substitutions: Record<string, string> = {
    Partition: 'aws',
    ...Object.fromEntries(tasks.map(({ placeholder, name }) => [placeholder, functionArn(name)])),
  };
  return definition.replace(/\$\{(\w+)\}/g, (whole, name) => substitutions[name] ?? whole);
};

/** What the stack's rule lets through. */
const isEnded = ({ source, 'detail-type': type, detail }: EndEvent): boolean =>
  source === endedExecutions.source &&
  type === endedExecutions.detailType &&
  endedExecutions.statuses.some((status) => status === detail.status);

type Closers = (() => Promise<void> | void)[];

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

/** AWS behind local endpoints, and the virtual clock that all of it goes by. */
const startAws = async (options: LocalOptions, closers: Closers, { handlerOf }: Roles) => {
  const { dataDir, shared } = options;
  await mkdir(dataDir, { recursive: true });
  const store = openStore(join(dataDir, 'local.sqlite'));
  closers.push(() => store.close());
  const clock = openClock(store, options.clockStart);

  const dynamoDb = shared
    ? { endpoint: shared.endpoint, engine: 'a shared one', stop: async () => {} }
    : await startDynamoDb({ port: options.dynamoDbPort, dataDir });
  closers.push(dynamoDb.stop);
  const keys = await serveKeys({ port: options.keysPort ?? 0, keyFile: join(dataDir, 'master.key') });
  closers.push(keys.close);
  const gateway = { url: '' };
  const issuer = await openIssuer(dataDir);
  const mailbox = await serveMail({
    port: options.mailPort,
    store,
    now: clock.now,
    linksOf: paperLinks,
    linked: localPapers({
      who: async () => (await import('../../functions/adapters/table/units.ts')).readWhoIsWho(),
      token: async (unitId) => issuer.sign(claimsFor(unitId, 'supervisor', await findUnit(unitId))),
      timeline: async (transferId) =>
        (await import('../../functions/adapters/table/transfers.ts')).readTransferTimeline(transferId),
      url: () => gateway.url,
    }),
  });
  closers.push(mailbox.close);

  const queues = await serveQueues({ store, now: () => clock.now().getTime() });
  closers.push(queues.close);
  /** What Lambda does with an event: one that the function fails on comes to the queue. */
  const byEvent = async (name: string, event: object) => {
    try {
      return await handlerOf(name)(event, {});
    } catch (error) {
      queues.fail(name);
      throw error;
    }
  };

  const engine = createEngine({
    store,
    clock,
    machineArn,
    definition: filled(options.definition ?? (await ownDefinition())),
    invoke: async (arn, payload) => handlerOf(arn.slice(functionArn('').length))(payload, {}),
    hear: async (event) => {
      if (!isEnded(event)) return;
      for (const { hears, name } of schedules) if (hears) await byEvent(name, event);
    },
  });
  const stepFunctions = await serveStepFunctions(engine, { port: options.stepFunctionsPort });
  // The engine first: what it still runs needs the endpoints.
  closers.push(stepFunctions.close, engine.close);
  return {
    clock,
    engine,
    mailbox,
    issuer,
    gateway,
    queues,
    byEvent,
    keyArn: keys.keyArn,
    dynamoDbEngine: dynamoDb.engine,
    endpoints: {
      dynamoDb: dynamoDb.endpoint,
      stepFunctions: `http://127.0.0.1:${stepFunctions.port}`,
      keys: keys.endpoint,
    },
  };
};

/** What the stack gives the deployed functions. The credentials reach no account: every endpoint is a local one. */
const environment = (
  { endpoints, mailbox, keyArn, issuer, queues }: Awaited<ReturnType<typeof startAws>>,
  tableName: string,
) => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: '',
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDb,
  AWS_ENDPOINT_URL_SFN: endpoints.stepFunctions,
  AWS_ENDPOINT_URL_SES: mailbox.url,
  AWS_ENDPOINT_URL_KMS: endpoints.keys,
  AWS_ENDPOINT_URL_SQS: queues.endpoint,
  FAILED_QUEUE_URL: queues.urls.failed,
  UNDELIVERED_QUEUE_URL: queues.urls.undelivered,
  TABLE_NAME: tableName,
  STATE_MACHINE_ARN: aliasArn,
  SEAL_KEY_ARN: keyArn,
  MAIL: JSON.stringify({ transport: 'ses' }),
  TRUSTED: JSON.stringify(issuer.trusted),
});

/** Our own authorizer, as API Gateway asks it. */
const byFunction = ({ handlerOf }: Roles) => {
  const [{ name }] = authorizers as readonly [(typeof authorizers)[number]];
  return lambdaAuthorizer((event) => handlerOf(name)(event, {}));
};

/** What the gateway has for the console. */
const pages = sites.flatMap(({ name, paths }) =>
  paths.map((path) => ({ name, path, method: 'GET' as const, open: true as const })),
);

const findUnit = async (unitId: string) => {
  const { readRegister } = await import('../../functions/adapters/table/units.ts');
  return (await readRegister([unitId], [])).units.get(unitId);
};

const startParts = async (options: LocalOptions, closers: Closers, close: () => Promise<void>): Promise<Local> => {
  const province = await loadProvince('shandong');
  const tableName = options.shared?.tableName ?? 'clue-transfer';
  const roles = openRoles({ tableName, from: province.mail.from }, options.roles ?? {});
  const aws = await startAws(options, closers, roles);
  const { clock, engine, mailbox, issuer, endpoints, dynamoDbEngine } = aws;
  Object.assign(process.env, environment(aws, tableName), { HASH_ALGORITHM: province.hashAlgorithm });

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
