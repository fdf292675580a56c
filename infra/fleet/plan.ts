import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { loadProvince, type Province, partitionOf } from '../province.ts';

/** In which order the provinces of a fleet get a release, and how long each wave is watched before the next. */

const planSchema = z.strictObject({
  /** Where the province files stand, seen from the plan; those of infra/provinces where it is left out. */
  provinces: z.string().min(1).optional(),
  /** The account whose dashboard shows counts of all provinces of the plan; not that of any of them. */
  dashboard: z.strictObject({ account: z.string().regex(/^\d{12}$/, 'an AWS account has twelve digits') }).optional(),
  waves: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        /** Names of province files. */
        provinces: z.array(z.string().min(1)).min(1),
        /** How long no alarm of the wave may ring before the next wave begins. */
        soakMinutes: z.int().min(0).max(10_080),
        /** How many are deployed at the same time. */
        atOnce: z.int().min(1).max(10).default(1),
      }),
    )
    .min(1),
});

export interface Wave {
  name: string;
  /** By the names of their files. */
  provinces: ReadonlyMap<string, Province>;
  soakMinutes: number;
  atOnce: number;
}

export interface Plan {
  /** Absolute; undefined: infra/provinces. */
  folder: string | undefined;
  dashboard: { account: string } | undefined;
  waves: readonly Wave[];
}

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, n) => names.indexOf(name) !== n)),
];

const parsed = (file: string, text: string): z.output<typeof planSchema> => {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: not JSON: ${(error as Error).message}`);
  }
  const read = planSchema.safeParse(content);
  if (read.success) return read.data;
  throw new Error(read.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`).join('\n'));
};

/** @throws Error that names file, field and mend for everything wrong in it or in a province file that it names. */
export const loadPlan = async (file: string): Promise<Plan> => {
  const { provinces: inPlan, dashboard, waves } = parsed(file, await readFile(file, 'utf8'));
  const folder = inPlan === undefined ? undefined : resolve(dirname(file), inPlan);
  const names = waves.flatMap(({ provinces }) => provinces);
  const faults = [
    ...repeated(names).map((name) => `${file}: waves: ${name} stands in them twice: leave it in one`),
    ...repeated(waves.map(({ name }) => name)).map((name) => `${file}: waves: two are called ${name}: rename one`),
  ];
  const read = await Promise.allSettled(names.map((name) => loadProvince(name, folder)));
  const loaded = new Map<string, Province>();
  read.forEach((one, n) => {
    if (one.status === 'rejected') faults.push((one.reason as Error).message);
    else loaded.set(names[n] ?? '', one.value);
  });
  if (new Set([...loaded.values()].map(partitionOf)).size > 1) {
    faults.push(
      `${file}: waves: provinces of both partitions: write a plan for each, since credentials of one do not work in the other`,
    );
  }
  for (const [name, { account }] of loaded) {
    if (account !== dashboard?.account) continue;
    faults.push(`${file}: dashboard.account: is that of ${name}, which shares with another only: take one of its own`);
  }
  if (faults.length > 0) throw new Error([...new Set(faults)].join('\n'));
  return {
    folder,
    dashboard,
    waves: waves.map(({ provinces, ...wave }) => ({
      ...wave,
      provinces: new Map([...loaded].filter(([name]) => provinces.includes(name))),
    })),
  };
};
