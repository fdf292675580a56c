import { readFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readCalendar } from '../functions/adapters/table/calendar.ts';
import {
  findSettings,
  putSettings,
  readSettingsVersions,
  type SettingsVersion,
} from '../functions/adapters/table/settings.ts';
import { countedBy, type Settings } from '../functions/domain/settings.ts';
import { type ChangedField, changedFields, SettingsFault } from '../functions/domain/settings-changes.ts';
import { previewOf } from '../functions/schedules/count-open-deadlines.ts';
import { loadProvince, parseProvince, settingsOf } from './province.ts';

/** `npm run settings`: puts the settings of a province file in force, without a deployment. */

const usage = `npm run settings -- <province> [--preview]
npm run settings -- --versions
npm run settings -- --version <number>

Puts the settings of a province file in force: its name, as shandong, or a path that ends in .json. Every function goes by them within a
minute; where windows, time zone, close of business or office hours differ, open deadlines are counted again within minutes.

  --preview    shows which fields change, and what that does to the open deadlines; writes nothing
  --versions   who put which version, and when
  --version    the settings of that version, as JSON

Environment: TABLE_NAME, AWS_REGION, and credentials as for any AWS tool.
  the local province, while npm start runs:
    TABLE_NAME=clue-transfer AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local \\
      AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm run settings -- shandong --preview`;

/** What ends the run with a message and no trace. */
class Stop extends Error {}

/** Where the operator stands: npm runs scripts in the project's folder. */
const folder = process.env.INIT_CWD ?? process.cwd();

const fileOf = async (province: string): Promise<Settings> => {
  if (!province.endsWith('.json')) return settingsOf(await loadProvince(province));
  const text = await readFile(resolve(folder, province), 'utf8').catch((error: Error) => {
    throw new Stop(`${province} cannot be read: ${error.message}`);
  });
  return settingsOf(parseProvince(basename(province), text));
};

const whoOf = ({ by }: SettingsVersion): string => (by === 'clock' ? 'the local runtime' : by.sub);

const lineOf = (one: SettingsVersion): string => `version ${one.version}, put at ${one.at} by ${whoOf(one)}`;

const said = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));

const showChanges = (changes: readonly ChangedField[]): void => {
  for (const { field, before, after } of changes) console.log(`  ${field}: ${said(before)} → ${said(after)}`);
};

/** How many open deadlines move, which way, and from which date to which. */
const showMoves = async (settings: Settings): Promise<void> => {
  const dates = new Map<string, number>();
  const c = { now: new Date(), calendar: await readCalendar(), settings };
  const { open, moves } = await previewOf(
    c,
    () => true,
    ({ stored: { transfer }, decision: { record } }) => {
      const { name = '', dueDate = '', dueAt = '' } = transfer.duty ?? {};
      const [from, to] =
        dueDate === record.duty?.dueDate ? [dueAt, record.duty.dueAt] : [dueDate, record.duty?.dueDate];
      const moved = `${name}: ${from} → ${to}`;
      dates.set(moved, (dates.get(moved) ?? 0) + 1);
    },
  );
  const { earlier, later, intoPast } = moves;
  console.log(`Open deadlines: ${open}. Due earlier: ${earlier} (before now: ${intoPast}); due later: ${later}.`);
  for (const [moved, count] of [...dates].sort()) console.log(`  ${moved}  ${count}`);
};

/** Settings that this release cannot read can be replaced, but not compared. */
const inForce = async (): Promise<{ found: SettingsVersion | undefined; readable: boolean }> => {
  try {
    return { found: await findSettings(), readable: true };
  } catch (error) {
    if (!(error instanceof SettingsFault)) throw error;
    console.log(error.message);
    return { found: undefined, readable: false };
  }
};

const put = async (province: string, preview: boolean): Promise<void> => {
  const settings = await fileOf(province);
  const { found, readable } = await inForce();
  console.log(found ? `In force: ${lineOf(found)}` : 'In force: none that could be compared with');
  const changes = changedFields(found?.settings, settings);
  if (found && changes.length === 0) return console.log('Nothing changes.');
  if (found) showChanges(changes);
  const counts = !found || countedBy(found.settings) !== countedBy(settings);
  if (preview) {
    if (counts) await showMoves(settings);
    else console.log('No open deadline is counted again.');
    return console.log('Nothing was written. Run it again without --preview to put this in force.');
  }
  const by = { sub: `${userInfo().username}@${hostname()}`, role: 'operator', unitId: null } as const;
  const seen = readable ? { seen: found?.version ?? 0 } : {};
  const { version } = await putSettings({ settings, at: new Date().toISOString(), by, ...seen });
  console.log(`Version ${version} is in force within a minute.${counts ? ' Open deadlines are counted again.' : ''}`);
};

const showVersion = async (asked: string): Promise<void> => {
  const found = (await readSettingsVersions()).find(({ version }) => String(version) === asked);
  if (!found) throw new Stop(`There is no version ${asked}: --versions lists them.`);
  console.log(JSON.stringify(found.settings, null, 2));
};

const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      preview: { type: 'boolean', default: false },
      versions: { type: 'boolean' },
      version: { type: 'string' },
    },
  });
  const [province, ...more] = positionals;
  const asks = [province, values.versions, values.version].filter((one) => one !== undefined);
  if (asks.length !== 1 || more.length > 0) throw new Stop(usage);
  for (const name of ['TABLE_NAME', 'AWS_REGION']) {
    if (!process.env[name]) throw new Stop(`Set ${name}.\n\n${usage}`);
  }
  if (province !== undefined) return put(province, values.preview);
  if (values.version !== undefined) return showVersion(values.version);
  for (const one of await readSettingsVersions()) console.log(lineOf(one));
};

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
