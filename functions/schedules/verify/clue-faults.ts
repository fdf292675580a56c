import {
  clueFromItem,
  clueState,
  type StoredClue,
  sealedFields,
  sealedInVersions,
} from '../../adapters/table/clue-record.ts';
import { digestAttribute } from '../../adapters/table/digest.ts';
import { keys, sortKeys } from '../../adapters/table/schema.ts';
import { recordFaults, type StoredClueEvent } from '../../adapters/table/timeline.ts';
import { dateIn } from '../../domain/calendar/time.ts';
import { contentContradictions } from '../../domain/clue/content.ts';
import { auditFaults, isAudited } from './audit-faults.ts';
import { type Fault, lacking, of } from './fault.ts';
import type { Item, Look } from './look.ts';

/** A clue: its record against its timeline and the versions of its content, and against its transfers. */

const sealFaults = async (
  clueId: string,
  sealed: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  look: Look,
): Promise<string[]> => {
  // Annexes came later than all else.
  const missing = fields.filter((field) => field !== 'annexes' && !(sealed[field] instanceof Uint8Array));
  const all = Object.entries(sealed).flatMap(([field, bytes]) =>
    bytes instanceof Uint8Array ? [{ field, bytes }] : [],
  );
  const opened = await Promise.all(all.map(({ field, bytes }) => look.opens(clueId, field, bytes)));
  return [
    ...missing.map((field) => `its ${field} is missing`),
    ...all.flatMap(({ field }, n) => (opened[n] ? [] : [`its ${field} does not open where it stands`])),
  ];
};

const linkFaults = async (
  { clue, recused }: StoredClue,
  first: StoredClueEvent | undefined,
  look: Look,
): Promise<string[]> => {
  const { clueId, transferIds, replyId, registeredAt, case: filed } = clue;
  const ids = [...transferIds, ...(replyId === null ? [] : [replyId])];
  const begun = (first?.detail.transferIds ?? []) as readonly string[];
  const stayed = first?.event === 'registered' && begun.length === 0;
  const own = keys.ownClue(dateIn(look.timeZone, new Date(registeredAt)).slice(0, 7), clueId);
  const hashed = recused !== null && recused !== undefined && 'hashes' in recused;
  const found = await look.items([
    ...ids.map(keys.transfer),
    ...(stayed ? [own] : []),
    ...(hashed ? [keys.recusalKey] : []),
  ]);
  const at = ({ pk, sk }: { pk: string; sk: string }) => found.find((item) => item.pk === pk && item.sk === sk);
  return [
    ...lacking(new Set(ids).size === ids.length, 'it names a transfer twice'),
    ...ids.flatMap((id) => {
      const item = at(keys.transfer(id));
      if (!item) return [`transfer ${id} of it is missing`];
      const fits = item.clueId === clueId && (item.rule === 'reply') === (id === replyId) && item.rule !== 'supplement';
      return lacking(fits, `transfer ${id} is not of it`);
    }),
    ...lacking(
      begun.every((id) => transferIds.includes(id)) && (!filed || transferIds.includes(filed.transferId)),
      'it does not name a transfer that its timeline tells of',
    ),
    ...lacking(!stayed || at(own), 'it is missing in the list of clues that stayed with their unit'),
    ...lacking(
      !hashed || at(keys.recusalKey),
      `${keys.recusalKey.pk} is missing, by which it is kept from whom it names`,
    ),
  ];
};

/** Of the partition of a clue; each item was proved by itself before. */
export const clueFaults = async (pk: string, items: readonly Item[], look: Look): Promise<Fault[]> => {
  const item = items.find(({ sk }) => sk === sortKeys.record);
  if (!item) return of(pk, ['its record is missing, and something of it is left']);
  const events = items.filter(({ sk }) => String(sk).startsWith(sortKeys.event));
  const versions = items.filter(({ sk }) => String(sk).startsWith(sortKeys.content));
  const timeline = events.map(
    ({ pk: _, sk: __, [digestAttribute]: ___, ...event }) => event as unknown as StoredClueEvent,
  );
  const stored = clueFromItem(item);
  const { clue, sealed, head } = stored;
  const { clueId } = clue;
  const seals = [
    await sealFaults(clueId, sealed, sealedFields, look),
    ...(await Promise.all(
      versions.map((version) =>
        sealFaults(clueId, (version.sealed ?? {}) as Record<string, unknown>, sealedInVersions, look),
      ),
    )),
  ];
  return [
    ...of(pk, [
      ...lacking(keys.clue(clueId).pk === pk, 'it says the id of another record'),
      ...events.flatMap(({ seq, sk }) =>
        lacking(sk === keys.event(pk, Number(seq)).sk, `event ${seq} does not stand in its place`),
      ),
      ...versions.flatMap(({ version, sk }) =>
        lacking(sk === keys.clueContent(clueId, Number(version)).sk, `version ${version} does not stand in its place`),
      ),
      ...recordFaults(pk, head, timeline, clueState(stored)),
      ...contentContradictions(
        clue,
        timeline,
        versions.map(({ version }) => Number(version)),
      ),
      ...seals.flat(),
      ...(await linkFaults(stored, timeline[0], look)),
    ]),
    // A clue that stays with its unit is acknowledged by its registration.
    ...(await auditFaults(
      pk,
      events.filter((event) => isAudited(event) && event.event !== 'acknowledged'),
      { clueId },
      look,
    )),
  ];
};
