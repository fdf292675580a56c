import { createPublicKey, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { openHeads } from '../functions/adapters/heads.ts';
import { type HeadsFile, numberOf } from '../functions/domain/transfer/heads.ts';
import type { Fault } from '../functions/schedules/verify/fault.ts';
import { headFaults, headOf, type Stood } from '../functions/schedules/verify/heads.ts';
import type { Item, Look } from '../functions/schedules/verify/look.ts';
import { verifyPartition } from '../functions/schedules/verify/partition.ts';
import { held } from '../functions/schedules/verify/signed.ts';

/** A table as DynamoDB exports it to files, verified without AWS: by itself, and by the heads that were signed. */

type Typed = Readonly<Record<string, unknown>>;

/** A value as DynamoDB writes it in JSON: `{"S": "text"}`. @throws Error for a type that no item of ours has. */
const plain = (value: Typed): unknown => {
  const [[type, content] = ['', undefined]] = Object.entries(value);
  if (type === 'S' || type === 'BOOL') return content;
  if (type === 'N') return Number(content);
  if (type === 'NULL') return null;
  if (type === 'B') return Uint8Array.from(Buffer.from(String(content), 'base64'));
  if (type === 'L') return (content as Typed[]).map(plain);
  if (type === 'M') return plainItem(content as Record<string, Typed>);
  throw new Error(`an attribute has the type ${type}, which no item of this table has`);
};

const plainItem = (item: Readonly<Record<string, Typed>>): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));

/** Items by sort key, by partition. */
type Partitions = Map<string, Map<string, Item>>;

const filesIn = async (folder: string, form: RegExp): Promise<string[]> =>
  (await readdir(folder, { recursive: true }))
    .filter((path) => form.test(path))
    .sort()
    .map((path) => join(folder, path));

/** @throws Error that names the folder or the file which is not of an export. */
const readExport = async (folder: string): Promise<Partitions> => {
  const files = await filesIn(folder, /(^|[\\/])data[\\/][^\\/]+\.json\.gz$/);
  if (files.length === 0)
    throw new Error(`${folder}: no data/*.json.gz: name the folder of an export in DYNAMODB_JSON`);
  const partitions: Partitions = new Map();
  for (const file of files) {
    const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
    for await (const line of lines) {
      if (line === '') continue;
      const { Item } = JSON.parse(line) as { Item?: Record<string, Typed> };
      if (!Item) throw new Error(`${file}: a line without Item: this is no full export`);
      const item = plainItem(Item);
      const pk = String(item.pk);
      partitions.set(pk, (partitions.get(pk) ?? new Map()).set(String(item.sk), item));
    }
  }
  return partitions;
};

/** The items of a partition in the order of their sort keys. */
const inOrder = (partition: ReadonlyMap<string, Item> | undefined): Item[] =>
  [...(partition ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);

/** Items in memory, to be looked at as a table is. `opens`: whether a sealed text opens. */
export const lookAtItems = (
  partitions: ReadonlyMap<string, ReadonlyMap<string, Item>>,
  timeZone: string,
  opens: Look['opens'],
): Look => ({
  items: async (wanted) => {
    const keys = new Map(wanted.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }]));
    return [...keys.values()].flatMap(({ pk, sk }): Item[] => {
      const item = partitions.get(pk)?.get(sk);
      return item ? [item] : [];
    });
  },
  partition: async (pk) => inOrder(partitions.get(pk)),
  opens,
  timeZone,
});

/** What an export is verified by: folders, and the file of the public key (PEM or DER). */
export interface Exported {
  export: string;
  heads: string;
  key: string;
  /** Whose heads alone count, where a restored table has taken the place of another. */
  table?: string | undefined;
}

/** All files of a folder, the newest first; what is wrong with them comes into `faults`. */
const signedIn = async function* (
  { heads: folder, table }: Exported,
  signedBy: KeyObject,
  faults: Fault[],
): AsyncGenerator<HeadsFile> {
  const files = new Map(
    (await filesIn(folder, /\.json$/)).flatMap((path): [number, string][] => {
      const number = numberOf(basename(path));
      return number === undefined ? [] : [[number, path]];
    }),
  );
  if (files.size === 0) throw new Error(`${folder}: no files of signed heads, as 00000001.json`);
  const numbers = [...files.keys()].sort((a, b) => a - b);
  const open = async (number: number) => openHeads(await readFile(files.get(number) ?? '', 'utf8'), signedBy);
  for await (const { file } of held(numbers, open, faults)) if (!table || file.table === table) yield file;
};

const timeZoneOf = (partitions: Partitions): string => {
  const { settings = '{}' } = partitions.get('SETTINGS')?.get('RECORD') ?? {};
  return (JSON.parse(String(settings)) as { timeZone?: string }).timeZone ?? 'Asia/Shanghai';
};

const publicKeyIn = async (file: string): Promise<KeyObject> => {
  const content = await readFile(file);
  return content.includes('BEGIN PUBLIC KEY')
    ? createPublicKey(content)
    : createPublicKey({ key: content, format: 'der', type: 'spki' });
};

/**
 * Everything that a table says by itself and of its records, and that it still begins as was signed. Sealed texts are not opened: that
 * takes KMS.
 */
export const verifyExport = async (from: Exported): Promise<{ records: number; faults: Fault[] }> => {
  const signedBy = await publicKeyIn(from.key);
  const partitions = await readExport(from.export);
  const look = lookAtItems(partitions, timeZoneOf(partitions), async () => true);
  const faults: Fault[] = [];
  const heads = new Map<string, Stood>();
  for (const pk of partitions.keys()) {
    const items = await look.partition(pk);
    faults.push(...(await verifyPartition(pk, items, look)).faults);
    const head = headOf(pk, items);
    if (head) heads.set(pk, head);
  }
  const ofFiles: Fault[] = [];
  const contradicted = await headFaults(signedIn(from, signedBy, ofFiles), heads, look.partition, {
    missing: true,
  });
  return { records: partitions.size, faults: [...faults, ...ofFiles, ...contradicted] };
};
