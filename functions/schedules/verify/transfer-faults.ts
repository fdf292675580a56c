import type { KeptRecusal } from '../../adapters/recusal.ts';
import { digestAttribute } from '../../adapters/table/digest.ts';
import { indexes, type Key, keys, lineageAttribute, sortKeys } from '../../adapters/table/schema.ts';
import { recordFaults, type StoredEvent } from '../../adapters/table/timeline.ts';
import { fromItem, itemOf, placeOf, type Stored, stateOf } from '../../adapters/table/transfer-item.ts';
import { eventField } from '../../adapters/table/transfers.ts';
import { dateIn } from '../../domain/calendar/time.ts';
import { isOpen, lineageOf, standsBeside, type Transfer, undecidedOf } from '../../domain/transfer/transfer.ts';
import { contradictions } from '../../domain/transfer/verification.ts';
import { auditFaults, isAudited } from './audit-faults.ts';
import { type Fault, lacking, of } from './fault.ts';
import { type Item, keyOf, type Look } from './look.ts';

/** A transfer, a reply or a supplement: its record against its timeline, and against all that names it or is named by it. */

/** The attributes by which lists find it: each is what the record makes of it. */
const indexFaults = (stored: Stored, item: Item, timeZone: string): string[] => {
  const expected: Item = itemOf(stored);
  const names = new Set(Object.values(indexes).flatMap(({ partition, sort }) => [partition, sort]));
  const { transfer } = stored;
  const { month, registeredAt, regionPath } = transfer;
  return [
    ...[...names].flatMap((name) =>
      expected[name] === item[name] ? [] : [`it stands in lists under another ${name} than its record says`],
    ),
    ...lacking(
      month === dateIn(timeZone, new Date(registeredAt)).slice(0, 7),
      'its month is not that of its registration',
    ),
    ...lacking(
      !isOpen(transfer) || Number.isFinite(Date.parse(String(item.wakeAt))),
      'it is open, and says no time at which its workflow acts next',
    ),
    // Records of before name the regions that oversaw a predecessor as well.
    ...lacking(
      item[digestAttribute] === undefined || item[lineageAttribute] === lineageOf(item.regionPath as string[]),
      `its lineage is not that of its regions ${regionPath.join(', ')}`,
    ),
  ];
};

/** Every record that it names, and what that says in turn. */
const namedBy = (transfer: Transfer, timeline: readonly StoredEvent[]) => {
  const { transferId, clueId, successors, predecessor, replyId, supplements = [], about, case: filed } = transfer;
  const applications = timeline.flatMap(({ detail }) => {
    if ('extensionId' in detail && detail.extensionId !== undefined) return [detail.extensionId];
    return 'proposalId' in detail && detail.proposalId !== undefined ? [detail.proposalId] : [];
  });
  const place = placeOf(transfer);
  const named: { key: Key; is: string; says: (item: Item) => boolean }[] = [
    {
      key: keys.clue(clueId),
      is: 'clue',
      says: ({ transferIds, replyId: reply }) => {
        if (transfer.rule === 'supplement') return true;
        return transfer.rule === 'reply' ? reply === transferId : (transferIds as string[]).includes(transferId);
      },
    },
    ...successors.map((id) => ({
      key: keys.transfer(id),
      is: 'successor',
      says: (one: Item) => one.predecessor === transferId,
    })),
    ...supplements.map((id) => ({
      key: keys.transfer(id),
      is: 'supplement',
      says: (one: Item) => (one.about as Transfer['about'])?.transferId === transferId,
    })),
    ...(predecessor === null
      ? []
      : [
          {
            key: keys.transfer(predecessor),
            is: 'predecessor',
            says: (one: Item) => (one.successors as string[]).includes(transferId),
          },
        ]),
    ...(about
      ? [
          {
            key: keys.transfer(about.transferId),
            is: 'transfer that is to be supplemented',
            says: (one: Item) => ((one.supplements ?? []) as string[]).includes(transferId),
          },
        ]
      : []),
    ...(replyId === null
      ? []
      : [{ key: keys.transfer(replyId), is: 'reply', says: (one: Item) => one.rule === 'reply' }]),
    ...(filed?.transferId
      ? [{ key: keys.transfer(filed.transferId), is: 'other transfer of its case', says: () => true }]
      : []),
    ...(place ? [{ key: place, is: 'place', says: (one: Item) => one.transferId === transferId }] : []),
    ...applications.map((id) => ({
      key: keys.application(id),
      is: 'application',
      says: (one: Item) => one.transferId === transferId,
    })),
    ...undecidedOf(transfer).map(({ office, id }) => ({
      key: keys.decision(office, id),
      is: `entry in the list of what ${office} has to decide`,
      says: (one: Item) => one.transferId === transferId,
    })),
  ];
  return named;
};

const sameClue = (item: Item, { clueId }: Transfer): boolean => item.clueId === undefined || item.clueId === clueId;

const hashesOf = (kept: KeptRecusal | undefined): readonly string[] =>
  kept === null || kept === undefined || kept instanceof Uint8Array ? [] : kept.hashes;

/** Whom the clue must not reach, its transfers must not reach either. */
const recusalFaults = ({ recused }: Stored, clue: Item | undefined, keyThere: boolean): string[] => {
  const own = new Set(hashesOf(recused));
  const all = hashesOf(clue?.recused as KeptRecusal | undefined);
  return [
    ...lacking(
      recused instanceof Uint8Array || all.every((hash) => own.has(hash)),
      'its clue is kept from somebody from whom it is not',
    ),
    ...lacking(own.size === 0 || keyThere, `${keys.recusalKey.pk} is missing, by which it is kept from whom it names`),
  ];
};

const linkFaults = async (stored: Stored, timeline: readonly StoredEvent[], look: Look): Promise<Fault[]> => {
  const { transfer } = stored;
  const record = keys.transfer(transfer.transferId).pk;
  const named = namedBy(transfer, timeline);
  const found = new Map(
    (await look.items([...named.map(({ key }) => key), keys.recusalKey])).map((item) => [
      JSON.stringify(keyOf(item)),
      item,
    ]),
  );
  const at = ({ pk, sk }: Key) => found.get(JSON.stringify({ pk, sk }));
  const clue = at(keys.clue(transfer.clueId));
  return [
    ...named.flatMap(({ key, is, says }) => {
      const item = at(key);
      if (!item) return of(record, [`its ${is} is missing: ${key.pk}`]);
      return of(record, lacking(says(item) && sameClue(item, transfer), `its ${is} does not know it: ${key.pk}`));
    }),
    ...of(record, recusalFaults(stored, clue, at(keys.recusalKey) !== undefined)),
  ];
};

const sealFaults = async (
  { transfer, recused }: Stored,
  timeline: readonly StoredEvent[],
  look: Look,
): Promise<string[]> => {
  const { clueId, transferId } = transfer;
  const sealed = timeline.flatMap(({ seq, sealed: texts = {} }) =>
    Object.entries(texts).map(([name, bytes]) => ({ field: eventField(transferId, seq, name), bytes })),
  );
  const all = recused instanceof Uint8Array ? [...sealed, { field: 'recused', bytes: recused }] : sealed;
  const opened = await Promise.all(all.map(({ field, bytes }) => look.opens(clueId, field, bytes)));
  return all.flatMap(({ field }, n) => (opened[n] ? [] : [`the sealed text ${field} does not open where it stands`]));
};

/** What people were told of stands in a claim each; of events of before, or told by a digest of a recount, nothing is known. */
const claimFaults = (events: readonly Item[], mails: readonly Item[]): string[] =>
  events.flatMap(({ seq, event, detail, [digestAttribute]: digest }) => {
    if (digest === undefined || !['reminded', 'escalated', 'told-late'].includes(String(event))) return [];
    const { milestone, to } = detail as { milestone: string; to: readonly object[] };
    return lacking(
      to.length === 0 || mails.some((mail) => mail.milestone === milestone),
      `the mail that event ${seq} tells of is missing`,
    );
  });

/** Of the partition of a transfer; each item was proved by itself before. */
export const transferFaults = async (pk: string, items: readonly Item[], look: Look): Promise<Fault[]> => {
  const item = items.find(({ sk }) => sk === sortKeys.record);
  if (!item) return of(pk, ['its record is missing, and something of it is left']);
  const events = items.filter(({ sk }) => String(sk).startsWith(sortKeys.event));
  const timeline = events.map(({ pk: _, sk: __, [digestAttribute]: ___, ...event }) => event as unknown as StoredEvent);
  const stored = fromItem(item);
  const { transfer, head } = stored;
  return [
    ...of(pk, [
      ...lacking(keys.transfer(transfer.transferId).pk === pk, 'it says the id of another record'),
      ...events.flatMap(({ seq, sk }) =>
        lacking(sk === keys.event(pk, Number(seq)).sk, `event ${seq} does not stand in its place`),
      ),
      ...recordFaults(pk, head, timeline, stateOf(transfer)),
      ...contradictions(transfer, timeline),
      ...indexFaults(stored, item, look.timeZone),
      ...claimFaults(
        events,
        items.filter(({ sk }) => String(sk).startsWith(sortKeys.mail)),
      ),
      ...(await sealFaults(stored, timeline, look)),
    ]),
    ...(await linkFaults(stored, timeline, look)),
    // Each act is logged as its main event: what a command made beside that has no entry of its own.
    ...(standsBeside(transfer)
      ? []
      : await auditFaults(
          pk,
          events.filter(
            (event) => isAudited(event) && event.event !== 'registered' && event.at !== transfer.registeredAt,
          ),
          { transferId: transfer.transferId },
          look,
        )),
  ];
};
