import * as z from 'zod';
import { withOffset } from '../../functions/domain/calendar/time.ts';
import { collectAtRest } from './at-rest.ts';
import { startLocal } from './runtime.ts';

/** `npm start`: the province on this machine, until it is stopped. */

const parent = process.ppid;

const port = z.coerce.number().int().min(0).max(65_535);
const environment = z.object({
  PORT: port.default(3000),
  MAIL_PORT: port.default(8005),
  DYNAMODB_PORT: port.default(8000),
  SFN_PORT: port.default(8083),
  DATA_DIR: z.string().min(1).default('.local'),
  AUTHORIZER: z.enum(['jwt', 'lambda']).default('jwt'),
  CLOCK_START: z.iso
    .datetime({ offset: true, error: 'write an RFC 3339 time with offset, as 2026-09-24T10:00:00+08:00' })
    .transform((text) => new Date(text))
    .optional(),
});

const read = environment.safeParse(process.env);
if (!read.success) {
  for (const { path, message } of read.error.issues) console.error(`${path.join('.')}: ${message}`);
  process.exit(1);
}
const { PORT, MAIL_PORT, DYNAMODB_PORT, SFN_PORT, DATA_DIR, AUTHORIZER, CLOCK_START } = read.data;

try {
  const local = await startLocal({
    port: PORT,
    mailPort: MAIL_PORT,
    dynamoDbPort: DYNAMODB_PORT,
    stepFunctionsPort: SFN_PORT,
    dataDir: DATA_DIR,
    authorizer: AUTHORIZER,
    ...(CLOCK_START ? { clockStart: CLOCK_START } : {}),
  });
  collectAtRest();
  const stop = async () => {
    await local.close();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (process.env.npm_lifecycle_event === 'start') {
    // npm that is killed leaves its child behind, which would hold the ports against the next start.
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGTERM'), 500).unref();
  }

  const token = await local.token('371402-housing', 'clerk');
  const clue = {
    title: '某工地强揽土方工程',
    text: '巡查中发现有人以暴力相威胁，强揽土方运输。',
    kinds: ['organised-crime'],
    channel: 'daily-enforcement',
    discoveredAt: withOffset('Asia/Shanghai', local.now()),
  };
  console.log(`
Clue transfer runs at ${local.url}, its clock at ${withOffset('Asia/Shanghai', local.now())}.

  mailbox          ${local.mailUrl}
  DynamoDB         ${local.endpoints.dynamoDb} (${local.dynamoDbEngine})
  Step Functions   ${local.endpoints.stepFunctions}
  data             ${DATA_DIR}

A token of a clerk of 371402-housing (德城区住房和城乡建设局):

  ${token}

Submit a clue:

curl -sS ${local.url}/v1/clues -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '${JSON.stringify(clue)}'
`);
} catch (error) {
  console.error(`clue-transfer does not start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
