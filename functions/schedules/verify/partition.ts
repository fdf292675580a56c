import { isService } from '../../adapters/table/damaged.ts';
import { digestAttribute, provedBy } from '../../adapters/table/digest.ts';
import { type Kind, kindOf, recordOf } from '../../adapters/table/kinds.ts';
import { keys } from '../../adapters/table/schema.ts';
import { fromItem, placeOf } from '../../adapters/table/transfer-item.ts';
import { undecidedOf } from '../../domain/transfer/transfer.ts';
import { entryFaults } from './audit-faults.ts';
import { clueFaults } from './clue-faults.ts';
import { type Fault, lacking, of } from './fault.ts';
import { type Item, keyOf, type Look } from './look.ts';
import { calendarFaults, registerFaults, settingsFaults } from './register-faults.ts';
import { transferFaults } from './transfer-faults.ts';

/** All that stands in one partition of the table, whatever it is: each item by its digest, then by what it says of others. */

interface Verified {
  faults: Fault[];
  /** Keys of records with items that say no digest: written by a release of before, and not since. */
  unproven: string[];
}

type OfItem = (item: Item, look: Look) => Promise<string[]> | string[];

const first = async (look: Look, ...wanted: { pk: string; sk: string }[]): Promise<Item | undefined> =>
  (await look.items(wanted))[0];

/** The transfer that an item names: there, and fit. */
const ofTransfer =
  (fits: (transfer: ReturnType<typeof fromItem>['transfer'], item: Item) => boolean): OfItem =>
  async (item, look) => {
    const found = await first(look, keys.transfer(String(item.transferId)));
    if (!found) return [`transfer ${item.transferId}, which it names, is missing`];
    return lacking(fits(fromItem(found).transfer, item), `transfer ${item.transferId} does not know it`);
  };

const namedApplication: OfItem = async (item, look) => {
  const transfer = keys.transfer(String(item.transferId)).pk;
  const id = String(item.pk).slice(keys.application('').pk.length);
  const timeline = await look.partition(transfer);
  const known = timeline.some(({ detail }) => {
    const { extensionId, proposalId } = (detail ?? {}) as { extensionId?: string; proposalId?: string };
    return extensionId === id || proposalId === id;
  });
  return lacking(known, `transfer ${item.transferId} does not tell of it`);
};

const sealed =
  (clueId: (item: Item) => string, field: string, attribute: string): OfItem =>
  async (item, look) => {
    const bytes = item[attribute];
    const opens = !(bytes instanceof Uint8Array) || (await look.opens(clueId(item), field, bytes));
    return lacking(opens, `its ${attribute} does not open where it stands`);
  };

const copied = /#AGAIN$/;

const keyAt = ({ pk, sk }: { pk: string; sk: string }, item: Item): boolean => item.pk === pk && item.sk === sk;

/** Kinds that name others, or hold something sealed, and stand in no partition of a record. */
const ofItem: Readonly<Partial<Record<Kind, OfItem>>> = {
  ownClue: async ({ sk }, look) =>
    lacking(await first(look, keys.clue(String(sk))), 'the clue that it lists is missing'),
  mailAgain: async ({ pk, sk }, look) =>
    lacking(
      await first(look, { pk: String(pk), sk: String(sk).replace(copied, '') }),
      'the first copy of a mail is missing whose second went out',
    ),
  place: ofTransfer((transfer, item) => {
    const place = placeOf(transfer);
    return place !== null && keyAt(place, item);
  }),
  decision: ofTransfer((transfer, item) =>
    undecidedOf(transfer).some(({ office, id }) => keyAt(keys.decision(office, id), item)),
  ),
  application: namedApplication,
  paper: async ({ transferId, event }, look) => {
    const transfer = keys.transfer(String(transferId)).pk;
    const found = await first(look, keys.event(transfer, Number(event)));
    return lacking(found, `the event of transfer ${transferId} that it is of is missing`);
  },
  recusalKey: sealed(() => 'recusal', 'recusal-key', 'sealed'),
  answer: sealed(({ pk }) => String(pk), 'answer', 'body'),
  unitEntry: async ({ sk }, look) =>
    lacking(await first(look, keys.unit(String(sk))), 'the unit that it lists is missing'),
  markedAddress: async ({ sk }, look) =>
    lacking(await first(look, keys.address(String(sk))), 'the mark that it lists is missing'),
  address: async ({ pk, [digestAttribute]: digest }, look) => {
    const email = String(pk).slice(keys.address('').pk.length);
    // One that older code marked stands in no list.
    const listed = digest === undefined || (await first(look, keys.markedAddress(email)));
    return lacking(listed, 'it is missing in the list of marked addresses');
  },
  audit: ({ pk, sk, at }) =>
    lacking(keys.audit(String(at), '').pk === pk && String(sk).startsWith(`${at}#`), 'it stands under another instant'),
};

const ofPartition: readonly [RegExp, (pk: string, items: readonly Item[], look: Look) => Promise<Fault[]> | Fault[]][] =
  [
    [/^TRANSFER#/, transferFaults],
    [/^CLUE#/, clueFaults],
    [/^(UNIT|REGION)#/, registerFaults],
    [/^SETTINGS$/, settingsFaults],
    [/^CALENDAR$/, calendarFaults],
    [/^AUDIT#/, (_, items, look) => entryFaults(items, look)],
  ];

/** What cannot even be read is one fault more. @throws the error of a service */
const trying = async (record: string, find: () => Promise<readonly Fault[]>): Promise<readonly Fault[]> => {
  try {
    return await find();
  } catch (error) {
    if (isService(error)) throw error;
    return of(record, [`it cannot be read: ${error instanceof Error ? error.name : typeof error}`]);
  }
};

const byItself = async (item: Item, look: Look): Promise<string[]> => {
  const key = keyOf(item);
  const kind = kindOf(key);
  if (kind === undefined) return [`${key.sk} is nothing that this release knows`];
  const proof = lacking(provedBy(item) !== 'changed', `${key.sk} was changed`);
  return [...proof, ...((await ofItem[kind]?.(item, look)) ?? [])];
};

/** Of all of a partition, in the order of its sort keys. @throws the error of a service: nothing can be said then. */
export const verifyPartition = async (pk: string, items: readonly Item[], look: Look): Promise<Verified> => {
  const faults: Fault[] = [];
  for (const item of items) {
    const record = recordOf(keyOf(item));
    faults.push(...(await trying(record, async () => of(record, await byItself(item, look)))));
  }
  for (const [form, find] of ofPartition) {
    if (form.test(pk) && items.length > 0) faults.push(...(await trying(pk, async () => find(pk, items, look))));
  }
  const unproven = items.filter((item) => provedBy(item) === 'unproven').map((item) => recordOf(keyOf(item)));
  return { faults, unproven: [...new Set(unproven)] };
};
