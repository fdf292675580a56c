import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { headsBucket, headsKeyArn } from '../../infra/local/aws/account.ts';
import { serveKeys } from '../../infra/local/aws/key-service.ts';
import { serveObjects } from '../../infra/local/aws/object-store.ts';
import type { Submitted, TransferWithTimeline } from '../client.ts';
import type { Findings } from './attack.ts';
import type { Besieged } from './besieged.ts';

/** The day of reckoning: whatever was answered is there, once; every timeline proves itself; everybody was told, once. */

/** What clerks were answered about one clue with one transfer. */
export interface Life {
  as: string;
  submitted: Submitted;
  /** The events of the commands that were answered, in their order. */
  events: string[];
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  at: string;
}

/** Every transfer that these units sent, as their ledgers have it. */
export const sentLedger = async (province: Besieged, units: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const as of new Set(units)) {
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: { body: { items: { transferId: string }[]; cursor?: string } } = await province.send(
        'GET',
        `/v1/ledgers/sent?limit=200${cursor && `&cursor=${cursor}`}`,
        undefined,
        { as },
      );
      found.push(...page.body.items.map(({ transferId }) => transferId));
      cursor = page.body.cursor;
    }
  }
  return found;
};

/** Every transfer of an answer stands in the ledgers once, and no other does. */
export const reckonLedgers = async (province: Besieged, lives: readonly Life[], found: Findings): Promise<void> => {
  const kept = await sentLedger(
    province,
    lives.map(({ as }) => as),
  );
  const answered = new Set(lives.flatMap(({ submitted }) => submitted.transfers.map(({ transferId }) => transferId)));
  const seen = new Set<string>();
  for (const id of kept) {
    if (seen.has(id)) found.doubled.push(`${id} stands twice in a ledger`);
    else if (!answered.has(id)) found.doubled.push(`${id} stands in a ledger, and no answer named it`);
    seen.add(id);
  }
  for (const id of answered) if (!seen.has(id)) found.lost.push(`${id} was answered and stands in no ledger`);
};

const secondCopy = '重发说明';

/** What was mailed: all that must have a claim, and all that is known of, what a restored table cannot know included. */
export interface Mailed {
  known: readonly Mail[];
  all: readonly Mail[];
}

/** What stands in the record of one transfer about its mails, held against what was mailed about it. */
const reckonMails = ({ transferId, mails }: TransferWithTimeline, { known, all }: Mailed, found: Findings): void => {
  const first = known.filter(({ text }) => !text.includes(secondCopy));
  const same = new Set(first.map(({ to, subject, text, at }) => JSON.stringify([to, subject, text, at.slice(0, 10)])));
  if (same.size < first.length) found.doubled.push(`${transferId}: the same mail went out twice`);
  // What one address is told at one time may stand in one mail.
  const sent = new Set(
    mails.filter(({ state }) => state === 'sent').map(({ unitId, as, at }) => JSON.stringify([unitId, as, at])),
  ).size;
  if (known.length > mails.length)
    found.doubled.push(`${transferId}: ${known.length} mails for ${mails.length} claims`);
  else found.allowed += Math.max(0, all.length - mails.length);
  if (all.length < sent) {
    const claims = mails.map(({ milestone, as, state, at }) => `${milestone} ${as} ${state} ${at}`);
    const seen = all.map(({ to, subject, at }) => `${to} ${subject.slice(0, 4)} ${at}`);
    found.lost.push(
      `${transferId}: of ${sent} mails at least, ${all.length} are there: ${claims.join(', ')}; ${seen.join(', ')}`,
    );
  }
  if (mails.some(({ state }) => state === 'refused')) found.wrong.push(`${transferId}: a mail was refused`);
};

/** Days after which supervisors have heard of a duty that is overdue, whatever holiday lies between. */
const longHoliday = 10;

/** Every escalation that the record tells of was mailed, and whatever is owed for long was escalated. `now`: RFC 3339. */
const reckonTelling = (
  { transferId, duty, timeline, mails }: TransferWithTimeline,
  now: string,
  found: Findings,
): void => {
  if (!duty) return;
  const told = timeline.some(({ event }) => event === 'escalated');
  if (!told && Date.parse(now) - Date.parse(duty.dueAt ?? now) > longHoliday * 86_400_000) {
    found.lost.push(`${transferId}: ${duty.name} was due on ${duty.dueDate}, it is ${now}, and nobody was told`);
  }
  if (told && !mails.some(({ milestone, state }) => milestone.startsWith('escalation') && state === 'sent')) {
    found.lost.push(`${transferId}: an escalation stands on the record, and no mail surely went out`);
  }
};

const reference = /\d{6}-\d{8}-[0-9A-Z]{8}/g;

/** Mails by the references that stand in them. */
const byReference = (mails: readonly Mail[]): Map<string, Mail[]> => {
  const found = new Map<string, Mail[]>();
  for (const mail of mails) {
    for (const one of new Set(`${mail.subject} ${mail.text}`.match(reference))) {
      found.set(one, [...(found.get(one) ?? []), mail]);
    }
  }
  return found;
};

const reckonLife = async (
  province: Besieged,
  life: Life,
  { now, known, all }: { now: string; known: ReadonlyMap<string, Mail[]>; all: ReadonlyMap<string, Mail[]> },
  found: Findings,
): Promise<void> => {
  const { as, submitted, events } = life;
  const clue = await province.send('GET', `/v1/clues/${submitted.clueId}`, undefined, { as });
  if (clue.status !== 200) found.lost.push(`${submitted.clueId}: GET answers ${clue.status}`);
  for (const { transferId, reference } of submitted.transfers) {
    const { status, body } = await province.read(transferId, as);
    if (status !== 200) {
      found.lost.push(`${transferId}: GET answers ${status}`);
      continue;
    }
    const done = body.timeline.filter(({ by }) => by !== 'clock').map(({ event }) => event);
    if (done.join() !== events.join()) {
      const list = done.length > events.length ? found.doubled : found.lost;
      list.push(`${transferId}: its timeline has ${done.join()}, answered were ${events.join()}`);
    }
    if (body.timeline.some(({ seq }, index) => seq !== index + 1)) {
      found.wrong.push(`${transferId}: a gap in its timeline`);
    }
    reckonMails(body, { known: known.get(reference) ?? [], all: all.get(reference) ?? [] }, found);
    reckonTelling(body, now, found);
  }
};

/** All of them, by eight readers at once. `mailed`: where that is not just what the mailbox has. */
export const reckonLives = async (
  province: Besieged,
  lives: readonly Life[],
  found: Findings,
  mailed?: Mailed,
): Promise<void> => {
  const mailbox: Mail[] = mailed ? [] : await province.everyMail();
  const { known, all } = mailed ?? { known: mailbox, all: mailbox };
  found.allowed += all.filter(({ text }) => text.includes(secondCopy)).length;
  const { now } = (await province.send<{ now: string }>('GET', '/_local/clock')).body;
  const about = { now, known: byReference(known), all: byReference(all) };
  const left = [...lives];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let life = left.pop(); life; life = left.pop()) {
        await reckonLife(province, life, about, found);
      }
    }),
  );
};

const verifier = fileURLToPath(new URL('../../infra/verify.ts', import.meta.url));

/** `npm run verify` on its table, all of it, and against what was signed. */
export const verify = async (province: Besieged, found: Findings): Promise<void> => {
  // Services of their own, on the same files: the process does not say where its own listen.
  const dataDir = province.environment.DATA_DIR ?? '';
  const keys = await serveKeys({ port: 0, keyFile: join(dataDir, 'master.key') });
  const objects = await serveObjects({ port: 0, folder: join(dataDir, 'objects') });
  const env = {
    ...process.env,
    POWERTOOLS_LOG_LEVEL: 'CRITICAL',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${province.environment.DYNAMODB_PORT}`,
    AWS_ENDPOINT_URL_KMS: keys.endpoint,
    AWS_ENDPOINT_URL_S3: objects.endpoint,
    SEAL_KEY_ARN: keys.keyArn,
    HEADS_BUCKET: headsBucket,
    HEADS_KEY_ARN: headsKeyArn,
    TABLE_NAME: 'clue-transfer',
  };
  const answer = await new Promise<{ failed: boolean; output: string }>((resolve) =>
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', verifier],
      { env, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => resolve({ failed: error !== null, output: `${stdout}${stderr}`.trim() }),
    ),
  );
  await keys.close();
  await objects.close();
  if (answer.failed) found.wrong.push(`verify: ${answer.output.slice(0, 1000)}`);
  else found.said.push(`verify: ${answer.output}`);
};
