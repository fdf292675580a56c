import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { instantAt } from '../../domain/calendar/time.ts';
import type { ClueDecision, ClueEvent, Registration } from '../../domain/clue/decision.ts';
import { referenceSays } from '../../domain/clue/reference.ts';
import { noSuch, Refusal } from '../../domain/errors.ts';
import type { Overseen } from '../../domain/transfer/transfer.ts';
import { found } from '../../domain/units/directory.ts';
import { type Recused, recusedAs } from '../../domain/units/recusal.ts';
import { actOf, type Reading, transferRead } from '../../domain/visibility/audit-sight.ts';
import { formsAsWritten, type KeptRecusal, keptRecusal, recusedOf } from '../recusal.ts';
import { settings } from '../settings.ts';
import { audited } from './audit.ts';
import { openEntries, sealAll } from './clue-content.ts';
import { changedRecord, clueOf, clueState, type StoredClue } from './clue-record.ts';
import { Damaged } from './damaged.ts';
import { sentClueIds } from './ledgers.ts';
import { keys } from './schema.ts';
import { fresh, readItems, readPartition, table, tableName, untilWon, type Write, writeAll } from './table.ts';
import { append, readTimeline } from './timeline.ts';
import { readDirectory } from './units.ts';

/** Clues as the table keeps them: the record, its secret fields sealed one by one (clue-content.ts), and a timeline of who read them. */

/** Events of a clue have no secret texts. */
const noTexts = async () => undefined;

/** The writes of a clue that begins: its record and its first events. One that stayed with its unit is listed by its month. */
export const newClue = async (
  { record, secret, events, month }: Registration,
  recused: KeptRecusal,
): Promise<Write[]> => {
  const { clueId, transferIds } = record;
  const recordKey = keys.clue(clueId).pk;
  const sealed = await sealAll(clueId, secret);
  const { writes, head } = await append(recordKey, null, events, noTexts, clueState({ clue: record, sealed }));
  return [
    fresh({ ...keys.clue(clueId), ...record, sealed, ...head, recused }),
    ...writes,
    ...(transferIds.length === 0 ? [fresh(keys.ownClue(month, clueId))] : []),
  ];
};

/** The writes of a case that was filed on a clue, on condition that its record is still the one that was read. */
export const changedClue = async (stored: StoredClue, { record, event }: ClueDecision): Promise<Write[]> => {
  const { clueId, transferIds } = stored.clue;
  const { case: filed } = record;
  const clue = { ...stored.clue, ...(filed ? { case: filed } : {}) };
  const { writes, head } = await append(
    keys.clue(clueId).pk,
    stored.head,
    [event],
    noTexts,
    clueState({ clue, sealed: stored.sealed }),
  );
  const adds = record.transferIds.slice(transferIds.length);
  return [
    changedRecord(
      stored,
      { ...head, case: filed },
      { adds, condition: 'attribute_not_exists(#filed)', names: { '#filed': 'case' } },
    ),
    ...writes,
  ];
};

const notFound = (id: string): never => {
  throw noSuch.clue(id);
};

/** @throws Refusal `not-found`, Damaged */
export const getClue = async (clueId: string): Promise<StoredClue> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.clue(clueId), ConsistentRead: true }),
  );
  return Item ? clueOf(Item) : notFound(clueId);
};

/** The clue that bears a reference, found by what that says: it was registered by a unit of that region, on that day of the province. */
export const findClue = async (reference: string): Promise<StoredClue | undefined> => {
  const { regionCode, date, idBegins } = referenceSays(reference);
  const { timeZone } = settings();
  const from = instantAt(timeZone, date, '00:00').toISOString();
  const until = instantAt(timeZone, date, '24:00').toISOString();
  const senders = found(await readDirectory(), { region: regionCode }).map(({ unitId }) => unitId);
  const [own, ...sent] = await Promise.all([
    readPartition(keys.ownClue(date.slice(0, 7), '').pk, idBegins).then((items) => items.map(({ sk }) => String(sk))),
    ...senders.map((unitId) => sentClueIds(unitId, from, until)),
  ]);
  const candidates = new Set([own, ...sent].flat().filter((clueId) => clueId.startsWith(idBegins)));
  const clues = (await readItems([...candidates].map(keys.clue))).map(clueOf);
  return clues.find(({ clue }) => clue.reference === reference);
};

/** Forms of those whom a record of before names. */
const formsOfOld = async ({ clue: { clueId }, sealed }: StoredClue) =>
  formsAsWritten(await openEntries(clueId, sealed));

/** Those who must not hear of the clue. */
export const recusedFromClue = async (stored: StoredClue): Promise<Recused> =>
  stored.recused === undefined ? recusedAs(await formsOfOld(stored)) : recusedOf(stored.clue.clueId, stored.recused);

/** Those who must not hear of each of these clues, by its id, as far as there are such clues. */
export const recusedFromClues = async (
  clueIds: readonly string[],
): Promise<ReadonlyMap<string, { recused: Recused; reference: string }>> => {
  const known = new Map<string, { recused: Recused; reference: string }>();
  // One after the other: of those of before each costs calls of KMS.
  for (const stored of (await readItems(clueIds.map(keys.clue))).map(clueOf)) {
    const { clueId, reference } = stored.clue;
    known.set(clueId, { recused: await recusedFromClue(stored), reference });
  }
  return known;
};

/** What a transfer that is made of the clue keeps of them. */
export const keptOfClue = async (stored: StoredClue): Promise<KeptRecusal> =>
  stored.recused === undefined ? keptRecusal(stored.clue.clueId, await formsOfOld(stored)) : stored.recused;

/**
 * Puts a reading on the clue's own timeline, and into the log of audit: who read the secret part or a text, and when. `overseen`: what
 * was read. @throws Refusal `lost-race`, `not-found`.
 */
export const recordOnClue = async (clueId: string, event: ClueEvent, overseen: Overseen): Promise<void> => {
  const transferId = transferRead(event);
  const log = audited(actOf(event, { clueId, ...(transferId === null ? {} : { transferId }) }, overseen));
  const done = await untilWon(async () => {
    const stored = await getClue(clueId);
    const { writes, head } = await append(keys.clue(clueId).pk, stored.head, [event], noTexts, clueState(stored));
    const { refused } = await writeAll([changedRecord(stored, { ...head }), ...writes, ...log]);
    return refused.length === 0 ? true : undefined;
  });
  if (!done) {
    throw new Refusal('lost-race', {
      zh: '查阅该线索的人较多，请稍后重试。',
      en: 'Many read the clue at the same time. Ask again.',
    });
  }
};

/** The event that its submission put on a clue's timeline. */
export const readFirstEvent = async (clueId: string): Promise<ClueEvent> => {
  const Key = keys.event(keys.clue(clueId).pk, 1);
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  if (!Item) throw new Damaged(keys.clue(clueId).pk, 'its timeline does not begin');
  return Item as unknown as ClueEvent;
};

/** Who read a clue, or texts of its transfers, the newest reading first; `hash` is of its event, and of no other. */
export const readReadings = async (clueId: string): Promise<(Reading & { hash: string })[]> =>
  (await readTimeline<ClueEvent>(keys.clue(clueId).pk))
    .flatMap(({ event, at, by, detail, hash }) =>
      event === 'read' && by !== 'clock' ? [{ at, by, transferId: transferRead({ detail }), hash }] : [],
    )
    .reverse();

/** Ids of the clues of a month that stayed with their unit. */
export const ownClueIds = async (month: string): Promise<string[]> =>
  (await readPartition(keys.ownClue(month, '').pk)).map(({ sk }) => String(sk));
