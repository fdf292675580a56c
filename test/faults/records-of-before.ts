import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Event } from '../../functions/domain/transfer/events.ts';
import { emptyHead, follow, headAfter } from '../../functions/domain/transfer/timeline.ts';

/** Records as they were kept before recusals were hashes, and a look at what they keep. */

/** The adapters read their settings when they are loaded: after the province runs. */
export const adapters = async () => {
  const [{ keys }, { table, tableName }, clues, content, transfers, { seal }] = await Promise.all([
    import('../../functions/adapters/table/schema.ts'),
    import('../../functions/adapters/table/table.ts'),
    import('../../functions/adapters/table/clues.ts'),
    import('../../functions/adapters/table/clue-content.ts'),
    import('../../functions/adapters/table/transfers.ts'),
    import('../../functions/adapters/seal.ts'),
  ]);
  const update = (key: { pk: string; sk: string }, UpdateExpression: string, values?: Record<string, unknown>) =>
    table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: key,
        UpdateExpression,
        ...(values ? { ExpressionAttributeValues: values } : {}),
      }),
    );
  const item = async (key: { pk: string; sk: string }): Promise<Record<string, unknown>> =>
    (await table.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))).Item ?? {};
  const remove = (key: { pk: string; sk: string }) =>
    table.send(new DeleteCommand({ TableName: tableName(), Key: key }));
  return { keys, table, ...clues, ...content, ...transfers, seal, update, item, remove };
};

/** Its timeline as it was chained before events proved records. */
const chainedAsBefore = async (record: { pk: string; sk: string }) => {
  const { keys, table, item } = await adapters();
  const { digest, readTimeline } = await import('../../functions/adapters/table/timeline.ts');
  const { tableName } = await import('../../functions/adapters/table/table.ts');
  const put = (Item: Record<string, unknown>) => table.send(new PutCommand({ TableName: tableName(), Item }));
  let head = emptyHead(record.pk, digest);
  for (const { seq, previous: _, hash: __, state: ___, sealed, ...event } of await readTimeline<Event>(record.pk)) {
    const stored = follow(head, event, digest, { sealed });
    await put({ ...keys.event(record.pk, seq), ...stored });
    head = headAfter(stored);
  }
  await put({ ...(await item(record)), ...head });
};

/** The records of a clue, its transfers and its reply as they were kept before: names sealed, no digests, and nothing that was not known then. */
export const asBefore = async (clueId: string): Promise<{ transferIds: string[]; entries: string[] }> => {
  const { keys, update, getClue, openEntries, seal } = await adapters();
  const stored = await getClue(clueId);
  const entries = await openEntries(clueId, stored.sealed);
  const sealed = entries.length > 0 ? await seal(clueId, 'recused', entries) : null;
  const { replyId } = stored.clue;
  const transferIds = [...stored.clue.transferIds, ...(replyId ? [replyId] : [])];
  await update(keys.clue(clueId), 'REMOVE recused, kept, digest, sealed.annexes');
  for (const id of transferIds) {
    await update(keys.transfer(id), 'SET recused = :sealed REMOVE related, applications, contentVersion, digest', {
      ':sealed': sealed,
    });
  }
  for (const record of [keys.clue(clueId), ...transferIds.map(keys.transfer)]) await chainedAsBefore(record);
  return { transferIds, entries };
};

/** What records keep, in a word. */
export const forms = async (clueId: string, transferIds: readonly string[]) => {
  const { keys, item } = await adapters();
  const formOf = ({ recused }: Record<string, unknown>) => {
    if (recused === undefined || recused === null) return recused === null ? 'nobody' : 'not said';
    return recused instanceof Uint8Array ? 'sealed' : 'hashes';
  };
  const records = [keys.clue(clueId), ...transferIds.map(keys.transfer)];
  return (await Promise.all(records.map(item))).map(formOf);
};

export const revisionsOf = async (transferIds: readonly string[]): Promise<number[]> => {
  const { keys, item } = await adapters();
  return Promise.all(transferIds.map(async (id) => Number((await item(keys.transfer(id))).revision)));
};
