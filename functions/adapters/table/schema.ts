import { createHash } from 'node:crypto';
import { statisticsFields } from '../../domain/reports/statistics.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';

/** What the one table is: its keys, its indexes, its attributes. Nothing of the SDK: the stack, and the local table, are made from it. */

export type Key = { pk: string; sk: string };

/** The two attributes of a key. */
export const primaryKey = { partition: 'pk', sort: 'sk' } as const satisfies Record<string, keyof Key>;

/** Attribute with the second (Unix time) after which DynamoDB may delete an item; without it, an item stays for good. */
export const expiryAttribute = 'expiresAt';

/** What an item says that is kept for so many seconds. */
export const expiring = (now: Date, seconds: number) => ({
  [expiryAttribute]: Math.floor(now.getTime() / 1000) + seconds,
});

/** How sort keys begin within a partition. */
export const sortKeys = {
  record: 'RECORD',
  event: 'EVENT#',
  mail: 'MAIL#',
  revision: 'REVISION#',
  page: 'PAGE#',
  content: 'CONTENT#',
  /** A record and its revisions, in this order. */
  recordAndRevisions: 'RE',
} as const;

const [transferPrefix, unitPrefix] = ['TRANSFER#', 'UNIT#'];
const numbered = (prefix: string, n: number) => `${prefix}${String(n).padStart(6, '0')}`;
/** Ends the sort key of a second copy. */
const copySuffix = '#AGAIN';
const record = (pk: string): Key => ({ pk, sk: sortKeys.record });

/** Every key of the table. A record and its timeline share a partition, so that one query reads both. */
export const keys = {
  clue: (id: string) => record(`CLUE#${id}`),
  transfer: (id: string) => record(`${transferPrefix}${id}`),
  /** The task of the workflow that waits for a transfer: apart, as it is written without it, and no reader of a transfer needs it. */
  task: (transferId: string) => record(`TASK#${transferId}`),
  event: (recordKey: string, seq: number) => ({ pk: recordKey, sk: numbered(sortKeys.event, seq) }),
  /** A former version of what a clue says. */
  clueContent: (clueId: string, version: number) => ({
    pk: `CLUE#${clueId}`,
    sk: numbered(sortKeys.content, version),
  }),
  mail: (transferId: string, duty: string, milestone: string, email: string) => ({
    pk: `${transferPrefix}${transferId}`,
    sk: `${sortKeys.mail}${duty}#${milestone}#${email}`,
  }),
  /** Of the second copy of a mail that may be lost. */
  mailAgain: ({ pk, sk }: Key) => ({ pk, sk: `${sk}${copySuffix}` }),
  /** What one address is told of one kind by one mail: who is sending it. */
  together: (kind: string, email: string) => ({ pk: `TOGETHER#${email.toLowerCase()}`, sk: kind }),
  /** Clues that stayed with their unit, by the month of their registration: no transfer leads to them. */
  ownClue: (month: string, clueId: string) => ({ pk: `OWN-CLUES#${month}`, sk: clueId }),
  place: (clueId: string, rule: string, to: string) => ({ pk: `PLACE#${clueId}`, sk: `${rule}#${to}` }),
  /** Where an application belongs: for an extension, or with a proposal. */
  application: (id: string) => record(`ASKED#${id}`),
  /** What an office has yet to decide on, by the application. */
  decision: (office: string, id: string) => ({ pk: `DECIDES#${office}`, sk: id }),
  /** A paper that was made, by its check code. */
  paper: (code: string) => record(`PAPER#${code}`),
  /** The key of the hashes that recusals are kept as, sealed. */
  recusalKey: record('RECUSAL-KEY'),
  /** Who read and changed what: by the day (UTC) of an instant (UTC), each act under an id of its own. */
  audit: (at: string, id: string) => ({ pk: `AUDIT#${at.slice(0, 10)}`, sk: `${at}#${id}` }),
  /** How far the watchdog has come with looking after what is open. */
  sweep: record('SWEEP'),
  /** When each schedule was last done. */
  beat: (schedule: string) => ({ pk: 'BEATS', sk: schedule }),
  /** Mails that did not surely arrive, by the claim of the first copy. */
  astray: ({ pk, sk }: Key) => ({ pk: 'ASTRAY', sk: `${pk}#${sk.replace(new RegExp(`${copySuffix}$`), '')}` }),
  /** How far recusals of before are carried over to such hashes. */
  carryOver: record('CARRY-OVER'),
  settings: record('SETTINGS'),
  settingsVersion: (version: number) => ({ pk: 'SETTINGS', sk: numbered(sortKeys.revision, version) }),
  calendar: record('CALENDAR'),
  calendarRevision: (revision: number) => ({ pk: 'CALENDAR', sk: numbered(sortKeys.revision, revision) }),
  calendarMail: (date: string, email: string) => ({ pk: 'CALENDAR', sk: `${sortKeys.mail}${date}#${email}` }),
  recount: record('RECOUNT'),
  recountPage: (id: string, page: string) => ({ pk: `RECOUNT#${id}`, sk: `${sortKeys.page}${page}` }),
  digest: (id: string, email: string) => ({ pk: `RECOUNT#${id}`, sk: `${sortKeys.mail}${email.toLowerCase()}` }),
  answer: (caller: string, key: string) => record(`ANSWER#${caller}#${key}`),
  unit: (id: string) => record(`${unitPrefix}${id}`),
  region: (code: string) => record(`REGION#${code}`),
  registerRevision: (recordKey: string, version: number) => ({
    pk: recordKey,
    sk: numbered(sortKeys.revision, version),
  }),
  address: (email: string) => record(`ADDRESS#${email.toLowerCase()}`),
  /** The list of addresses that are marked. */
  markedAddress: (email: string) => ({ pk: 'ADDRESSES', sk: email.toLowerCase() }),
  addressMail: (email: string, markedAt: string, to: string) => ({
    pk: `ADDRESS#${email.toLowerCase()}`,
    sk: `${sortKeys.mail}${markedAt}#${to}`,
  }),
  /** To an absent supervisor, of the stand-in from that day on whom that version of the unit named: two of one day are not taken. */
  absenceMail: (unitId: string, version: number, from: string, absent: string) => ({
    pk: `${unitPrefix}${unitId}`,
    sk: `${numbered(`${sortKeys.mail}STAND-IN#`, version)}#${from}#${absent.toLowerCase()}`,
  }),
  /** All units stand in one partition, by id: the list of them. */
  unitEntry: (id: string) => ({ pk: 'UNITS', sk: id }),
};

/** Whether a claim is that of a second copy. */
export const isSecondCopy = ({ sk }: Key): boolean => sk.endsWith(copySuffix);

/** Id of the transfer whose record, event or mail has this partition key. */
export const transferIdOf = (pk: unknown): string => String(pk).slice(transferPrefix.length);

/** Id of the unit whose entry in the list has this sort key. */
export const listedUnitIdOf = (sk: unknown): string => String(sk);

/** Whether an item of the registers is a unit's; it is a region's otherwise. */
export const isUnit = ({ pk }: Record<string, unknown>): boolean => String(pk).startsWith(unitPrefix);

/** Partitions of the indexes of what is open: by the next milestone, and by due date. */
export const shards = ['open#0', 'open#1', 'open#2', 'open#3'] as const;

/** The shard in which an open transfer stands, and no other transfer does. */
export const shardOf = (transferId: string) =>
  shards[(createHash('sha256').update(transferId).digest()[0] ?? 0) % shards.length] ?? shards[0];

/** Attribute with the region lineage: a region with those above it from the top down, as `370000/371400/371402`. */
export const lineageAttribute = 'seat';

/** What tells who must not hear of a transfer: the hashes of their names, and the clue that these are bound to. */
export const recusalFields = ['clueId', 'recused'] as const;

/** What the list of overdue transfers is narrowed by. */
export const overdueFields = ['from', 'to', lineageAttribute] as const;

/** What the watchdog knows of an open transfer, beside its id. */
export const waitingFields = ['attempt'] as const satisfies readonly (keyof Transfer)[];

interface Index {
  partition: string;
  sort: string;
  /** What its readers need of the record; keys are there anyway. */
  carries: 'all' | readonly string[];
}

/** By name, one for each read that does not go by key. All of them are of transfers. */
export const indexes = {
  /** The sender's ledger. */
  sent: { partition: 'from', sort: 'registeredAt', carries: 'all' },
  /** The receiver's ledger. */
  received: { partition: 'to', sort: 'dispatchedAt', carries: 'all' },
  /** What is owed, by due date. */
  due: { partition: 'shard', sort: 'dueAt', carries: overdueFields },
  /** A month of a region and those below it. */
  regions: {
    partition: 'month',
    sort: lineageAttribute,
    carries: ['transferId', ...recusalFields, ...statisticsFields],
  },
  /** What is open, by the time at which its workflow should act next. */
  milestones: { partition: 'shard', sort: 'wakeAt', carries: waitingFields },
  /** What one unit owes, by the same time. */
  owing: { partition: 'owedBy', sort: 'wakeAt', carries: [] },
  /** What is open, by id: an order in which nothing moves, whatever becomes of it. */
  open: { partition: 'shard', sort: 'transferId', carries: waitingFields },
} as const satisfies Record<string, Index>;

export type IndexName = keyof typeof indexes;

/** What DynamoDB copies into an index beside its keys, as its API says it. The order of the fields is that of what is deployed. */
export const projectionOf = ({
  partition,
  sort,
  carries,
}: Index): { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] } => {
  if (carries === 'all') return { ProjectionType: 'ALL' };
  const fields = carries.filter((name) => name !== partition && name !== sort);
  return fields.length === 0
    ? { ProjectionType: 'KEYS_ONLY' }
    : { ProjectionType: 'INCLUDE', NonKeyAttributes: fields };
};
