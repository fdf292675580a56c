import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endedExecutions } from '../ended-executions.ts';
import { schedules, tasks } from '../functions.ts';
import { aliasArn, functionArn, headsBucket, headsKeyArn, machineArn, region } from './aws/account.ts';
import { startDynamoDb } from './aws/dynamodb.ts';
import { createEngine } from './aws/engine.ts';
import type { EndEvent } from './aws/event-bus.ts';
import { openIssuer } from './aws/issuer.ts';
import { serveKeys } from './aws/key-service.ts';
import { serveMail } from './aws/mailbox.ts';
import { serveObjects } from './aws/object-store.ts';
import { serveQueues } from './aws/queues.ts';
import { serveStepFunctions } from './aws/step-functions.ts';
import { openStore } from './aws/store.ts';
import { claimsFor } from './claims.ts';
import { openClock } from './clock.ts';
import { storageFault, takeDataDir } from './data-dir.ts';
import type { LocalOptions } from './options.ts';
import { localPapers, paperLinks } from './papers.ts';
import type { Roles } from './roles.ts';

/** AWS behind local endpoints, as the functions find it by their environment. */

export type Closers = (() => Promise<void> | void)[];

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

export const findUnit = async (unitId: string) => {
  const { readRegister } = await import('../../functions/adapters/table/units.ts');
  return (await readRegister([unitId], [])).units.get(unitId);
};

const endProcess = (why: string): never => {
  console.error(`clue-transfer ends: ${why}`);
  process.exit(1);
};

/** AWS behind local endpoints, and the virtual clock that all of it goes by. */
export const startAws = async (options: LocalOptions, closers: Closers, { handlerOf }: Roles) => {
  const { dataDir, shared, onFatal = endProcess } = options;
  const folder = await takeDataDir(dataDir);
  closers.push(folder.close);
  const store = openStore(join(dataDir, 'local.sqlite'), (error) => {
    const why = storageFault(dataDir, error);
    if (why) onFatal(why);
  });
  closers.push(() => store.close());
  const clock = openClock(store, options.clockStart);

  const dynamoDb = shared
    ? { endpoint: shared.endpoint, engine: 'a shared one', stop: async () => {} }
    : await startDynamoDb({ port: options.dynamoDbPort, dataDir, onEnd: onFatal });
  closers.push(dynamoDb.stop);
  const keys = await serveKeys({ port: options.keysPort ?? 0, keyFile: join(dataDir, 'master.key') });
  closers.push(keys.close);
  const objects = await serveObjects({ port: options.objectsPort ?? 0, folder: join(dataDir, 'objects') });
  closers.push(objects.close);
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
    unfit: folder.unfit,
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
      objects: objects.endpoint,
    },
  };
};

/** What the stack gives the deployed functions. The credentials reach no account: every endpoint is a local one. */
export const environment = (
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
  AWS_ENDPOINT_URL_S3: endpoints.objects,
  HEADS_BUCKET: headsBucket,
  HEADS_KEY_ARN: headsKeyArn,
  AWS_ENDPOINT_URL_SQS: queues.endpoint,
  FAILED_QUEUE_URL: queues.urls.failed,
  UNDELIVERED_QUEUE_URL: queues.urls.undelivered,
  TABLE_NAME: tableName,
  STATE_MACHINE_ARN: aliasArn,
  SEAL_KEY_ARN: keyArn,
  MAIL: JSON.stringify({ transport: 'ses' }),
  TRUSTED: JSON.stringify(issuer.trusted),
});
