import { digestAttribute } from '../../adapters/table/digest.ts';
import { type Key, keys, sortKeys } from '../../adapters/table/schema.ts';
import { same } from '../../domain/transfer/verification.ts';
import { regionSchema, unitSchema } from '../../domain/units/forms.ts';
import { auditFaults, isAudited } from './audit-faults.ts';
import { type Fault, lacking, of } from './fault.ts';
import type { Item, Look } from './look.ts';

/** What counts its versions and keeps each beside itself: units, regions, settings, the calendar. */

const missingOf = (count: number, kept: readonly Item[], key: (n: number) => Key): string[] =>
  Array.from({ length: Math.min(count, kept.length + 1) }, (_, n) => key(n + 1).sk).flatMap((sk, n) =>
    lacking(
      kept.some((item) => item.sk === sk),
      `version ${n + 1} of it is missing`,
    ),
  );

/** What the last version left standing. */
const without = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !['pk', 'sk', digestAttribute, ...names].includes(name)));

const parts = (items: readonly Item[]) => ({
  record: items.find(({ sk }) => sk === sortKeys.record),
  revisions: items.filter(({ sk }) => String(sk).startsWith(sortKeys.revision)),
});

/** Of a unit, or of a region. Those put in by hand, without a version, have neither revisions nor an entry. */
export const registerFaults = async (pk: string, items: readonly Item[], look: Look): Promise<Fault[]> => {
  const { record, revisions } = parts(items);
  if (!record) return of(pk, ['its record is missing, and something of it is left']);
  const version = Number(record.version ?? 0);
  const isUnit = record.unitId !== undefined;
  const fits = (isUnit ? unitSchema : regionSchema).safeParse(without(record, ['version'])).success;
  const last = revisions.at(-1);
  const faults = [
    ...lacking(fits, 'its record is none that can be read'),
    ...missingOf(version, revisions, (n) => keys.registerRevision(pk, n)),
    ...lacking(revisions.length <= version, 'it has more versions than its record counts'),
    ...lacking(
      version === 0 || (last && same(without(record, []), without(last, ['at', 'by']))),
      'its record is not what its last version says',
    ),
  ];
  const about = isUnit ? { unitId: String(record.unitId) } : { regionCode: String(record.code) };
  // The first one may have been planted.
  const changes = revisions.slice(1).map((one): Item => ({ ...one, event: `${isUnit ? 'unit' : 'region'}-changed` }));
  const log = await auditFaults(pk, changes.filter(isAudited), about, look);
  if (!isUnit || version === 0) return [...of(pk, faults), ...log];
  const [entry] = await look.items([keys.unitEntry(String(record.unitId))]);
  const listed = Object.keys(entry ?? {}).filter((name) => !['pk', 'sk', digestAttribute].includes(name));
  return [
    ...of(pk, [
      ...faults,
      ...lacking(entry, 'it is missing in the list of units'),
      ...lacking(
        listed.every((name) => same(entry?.[name], record[name])),
        'the list of units says something else of it',
      ),
    ]),
    ...log,
  ];
};

/** Of the settings: what is in force is the last version. */
export const settingsFaults = async (pk: string, items: readonly Item[], look: Look): Promise<Fault[]> => {
  const { record, revisions } = parts(items);
  if (!record) return of(pk, ['its record is missing, and something of it is left']);
  const last = revisions.at(-1);
  const changed = revisions.map((one): Item => ({ ...one, event: 'settings-changed' }));
  return [
    ...of(pk, [
      ...missingOf(Number(record.version), revisions, keys.settingsVersion),
      ...lacking(last && same(without(record, []), without(last, [])), 'what is in force is not the last version'),
    ]),
    ...(await auditFaults(pk, changed.filter(isAudited), {}, look)),
  ];
};

/** Of the calendar. */
export const calendarFaults = async (pk: string, items: readonly Item[], look: Look): Promise<Fault[]> => {
  const { record, revisions } = parts(items);
  // Mails ask for a calendar before there is one.
  if (!record) return of(pk, lacking(revisions.length === 0, 'its record is missing, and changes of it are left'));
  const changed = revisions.map(
    (one): Item => ({
      ...one,
      event: one.withdraws === undefined ? 'calendar-changed' : 'calendar-withdrawn',
    }),
  );
  return [
    ...of(pk, [
      ...missingOf(Number(record.revision), revisions, keys.calendarRevision),
      ...lacking(revisions.length === Number(record.revision), 'it counts other changes than are kept'),
    ]),
    ...(await auditFaults(pk, changed.filter(isAudited), {}, look)),
  ];
};
