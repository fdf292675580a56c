import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import * as z from 'zod';
import { addFaults, type Settings, settingsSchema } from '../functions/domain/settings.ts';
import { consoleClient, hasConsole, isForApi, isNotForApi, leadsElsewhere, leadsToConsole } from './console-client.ts';
import { fitsFunction, fitsNot, identityKeys } from './identity-keys.ts';
import { ownDomain, placeOf } from './own-domain.ts';
import { ownTags } from './tags.ts';

/** The province file: everything that differs from one province to the next. A wrong one stops the synthesis. */

const isChina = (region: string) => region.startsWith('cn-');

const { mailFrom: _mailFrom, operators: _operators, claims, ...ofFunctions } = settingsSchema.shape;

/** Subnets of a network that there is: whoever mails leaves by its one address, which the mail server's allow-list has. */
const network = z.strictObject({
  subnetIds: z
    .array(z.string().regex(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, 'the id of a subnet, as subnet-0a1b2c3d'))
    .min(1),
  securityGroupIds: z
    .array(z.string().regex(/^sg-([0-9a-f]{8}|[0-9a-f]{17})$/, 'the id of a security group, as sg-0a1b2c3d'))
    .min(1)
    .max(5),
});

const mail = z.discriminatedUnion('transport', [
  z.strictObject({ transport: z.literal('ses'), from: z.email() }),
  z.strictObject({
    transport: z.literal('smtp'),
    from: z.email(),
    host: z.hostname(),
    port: z.int().min(1).max(65_535).default(465),
    /** Secrets Manager: JSON with `username` and `password`. */
    secretName: z.string().min(1),
    /** The KMS key under which it stands, where that is not the one that Secrets Manager takes by itself. */
    secretKeyArn: z
      .string()
      .regex(
        /^arn:aws(-cn)?:kms:[\w-]+:\d{12}:key\/[\w-]+$/,
        'the ARN of a KMS key: arn:aws:kms:<region>:<account>:key/<id>',
      )
      .optional(),
    network: network.optional(),
  }),
]);

const retentions = Object.values(RetentionDays).filter(
  (days) => typeof days === 'number' && days >= 180 && days < 9999,
);

/** What a China region refuses, and the mend. */
const chinaRules: readonly { path: [string, ...string[]]; refused: (value: unknown) => boolean; mend: string }[] = [
  {
    path: ['mail', 'transport'],
    refused: (transport) => transport === 'ses',
    mend: 'China regions have no SES: use smtp',
  },
  {
    path: ['architecture'],
    refused: (architecture) => architecture === 'arm64',
    mend: 'use x86_64 in China regions',
  },
  {
    path: ['icpRecordal'],
    refused: (stated) => stated !== true,
    mend: 'China regions answer requests without IAM signatures only for an account with an ICP recordal: state true once the account has one',
  },
];

/** Hong Kong, Macao and Taiwan: everything else of GB/T 2260 is the mainland. */
const isMainland = (code: unknown) => typeof code === 'string' && !/^(71|81|82)/.test(code);

const chinaFile = z.looseObject({ region: z.string().refine(isChina) });

/** A province of the mainland in a region outside it. */
const leavesMainland = (value: unknown): boolean => {
  const region = fieldOf(value, ['region']);
  return isMainland(fieldOf(value, ['code'])) && typeof region === 'string' && !isChina(region);
};

const fieldOf = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => (at instanceof Object ? Reflect.get(at, name) : undefined), value);

/** Region and account of the domain's certificate; undefined where there is none to be read. */
const placeOfCertificate = (file: unknown): string | undefined => {
  const arn = fieldOf(file, ['domain', 'certificateArn']);
  return typeof arn === 'string' && arn.startsWith('arn:') ? placeOf(arn) : undefined;
};

const provinceSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1),
    code: z.string().regex(/^\d{2}0000$/, 'a province has a code of six digits that ends in 0000, as 370000'),
    account: z.string().regex(/^\d{12}$/, 'an AWS account has twelve digits'),
    region: z
      .string()
      .refine(
        (name) => ['aws', 'aws-cn'].includes(RegionInfo.get(name).partition ?? ''),
        'not an AWS region of the partition aws or aws-cn, as ap-southeast-1 or cn-north-1 is',
      ),
    architecture: z.enum(['x86_64', 'arm64']).default('x86_64'),
    /** By which function records are hashed from now on. */
    hashAlgorithm: z.enum(['sha256', 'sm3']).default('sha256'),
    identity: z
      .strictObject({
        issuer: z.url({ protocol: /^https$/, error: 'the issuer’s https address, as its tokens have it in iss' }),
        audience: z.array(z.string().min(1)).min(1),
        /** The issuer's public keys, where API Gateway cannot reach it: infra/README.md, "Identity". */
        keys: identityKeys.optional(),
        claims,
        console: consoleClient.optional(),
      })
      .refine(isForApi, { path: ['audience'], error: isNotForApi })
      .refine(({ issuer, audience, keys }) => !keys || fitsFunction({ issuer, audience, keys }), {
        path: ['keys'],
        error: fitsNot,
      }),
    mail,
    settings: z.strictObject(ofFunctions).superRefine(addFaults),
    logRetentionDays: z
      .int()
      .refine(
        (days) => (retentions as number[]).includes(days),
        `one of ${retentions.join(', ')}: logs are kept six months at least (Cybersecurity Law, article 21)`,
      )
      .default(365),
    domain: ownDomain.optional(),
    tags: ownTags.default({}),
    /** The records' stack has a trail of its own; without one where the organisation's takes in data events of tables as well. */
    auditTrail: z.boolean().default(true),
    /** Days for which nobody can delete a file of signed heads: infra/README.md, "Signed heads". */
    headsRetentionDays: z.int().min(1).max(36_500).default(3_653),
    alarmEmails: z.array(z.email()).min(1),
    icpRecordal: z.boolean().optional(),
    /** Name of a table that was restored from a backup: it takes the place of the stack's own. infra/README.md, "Restore". */
    restoredTable: z
      .string()
      .regex(/^[\w.-]{3,255}$/, 'the name of a table of this account and region')
      .optional(),
    /** Why data, mail and logs may leave the mainland: personal data that state organs handle stays there (PIPL, article 36). */
    outsideMainland: z.strictObject({ reason: z.string().trim().min(20, 'say in a whole sentence why') }).optional(),
    /** Overdue duties in the whole province from which on the operators are told. */
    overdueAlarm: z.int().min(1).default(100),
    /** Shares counts with the account that watches a fleet: infra/README.md, "One dashboard". */
    observability: z
      .strictObject({
        sinkArn: z
          .string()
          .regex(
            /^arn:aws(-cn)?:oam:[\w-]+:\d{12}:sink\/[\w-]+$/,
            'the ARN that the fleet’s stack puts out: arn:aws:oam:<region>:<account>:sink/<id>',
          ),
      })
      .optional(),
    /** On where the account's quota of concurrent executions leaves room for it: a new account has 10, and Lambda keeps 100 unreserved. */
    reserveConcurrency: z.boolean().default(false),
  })
  .check(
    ...chinaRules.map(({ path, refused, mend }) =>
      z.refine((file) => !refused(fieldOf(file, path)), {
        path,
        error: mend,
        // Other faults of the file must not hide these.
        when: ({ value }) => chinaFile.safeParse(value).success,
      }),
    ),
    z.refine((file) => fieldOf(file, ['domain', 'icpRecordal']) !== undefined, {
      path: ['domain', 'icpRecordal'],
      error: 'is missing: in a China region every custom domain needs an ICP recordal of its own; write its number',
      when: ({ value }) => chinaFile.safeParse(value).success && fieldOf(value, ['domain']) !== undefined,
    }),
    z.refine((file) => [fieldOf(file, ['region']), fieldOf(file, ['account'])].join(':') === placeOfCertificate(file), {
      path: ['domain', 'certificateArn'],
      error: 'is of another region or account: API Gateway takes certificates of its own region and account only',
      when: ({ value }) => placeOfCertificate(value) !== undefined,
    }),
    z.refine((file) => fieldOf(file, ['outsideMainland']) !== undefined, {
      path: ['outsideMainland'],
      error:
        'is missing: this region lies outside the mainland, where personal data that state organs handle must stay (PIPL, article 36). Take a cn- region, or add {"reason": …} that says why this stack may leave it',
      when: ({ value }) => leavesMainland(value),
    }),
    z.refine((file) => leadsToConsole(file), {
      path: ['settings', 'consoleUrl'],
      error: leadsElsewhere,
      when: ({ value }) => hasConsole(value),
    }),
    z.superRefine((file, context) => {
      const message = sinkFault(file);
      if (message) context.addIssue({ code: 'custom', path: ['observability', 'sinkArn'], message });
    }),
  );

/** Where a sink is not the province's to link to, the mend. */
const sinkFault = (value: unknown): string | undefined => {
  const arn = fieldOf(value, ['observability', 'sinkArn']);
  const [region, account] = [fieldOf(value, ['region']), fieldOf(value, ['account'])];
  if (typeof arn !== 'string' || typeof region !== 'string') return undefined;
  const [, partition, , sinkRegion, sinkAccount] = arn.split(':');
  if (partition !== RegionInfo.get(region).partition || sinkRegion !== region) {
    return `counts are shared within one region only: name the sink of ${region}, where a stack of the fleet stands as well`;
  }
  return sinkAccount === account ? 'this is the province’s own account: name the sink of another' : undefined;
};

export type Province = z.output<typeof provinceSchema>;

/** Where province files stand, if nothing else is said. */
const ownFolder = fileURLToPath(new URL('./provinces/', import.meta.url));

/** Beside the province files, for editors; made from the schema here. */
export const schemaFile = 'province.schema.json';

/** The JSON Schema of a province file. */
export const provinceJsonSchema = (): object => z.toJSONSchema(provinceSchema, { io: 'input' });

/** Names of the province files of a folder, without their ending. */
export const provinceNames = async (folder = ownFolder): Promise<string[]> =>
  (await readdir(folder))
    .filter((file) => file.endsWith('.json') && file !== schemaFile)
    .map((file) => basename(file, '.json'));

const forms: Readonly<Record<string, string>> = {
  email: 'write a mail address, as operations@clues.example.cn',
  hostname: 'write a host name, as smtp.clues.example.cn',
  url: 'write a whole address, as https://clues.example.cn/transfers/',
};

/** The mend where the schema states none and zod says only what is wrong. */
const mendOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys') return 'no such field: check its spelling';
  if (issue.code === 'invalid_type' && issue.input === undefined) return `is missing: add it (${issue.expected})`;
  if (issue.code === 'invalid_format') return forms[issue.format];
  if (issue.code === 'too_small' && issue.origin === 'array') return `list at least ${issue.minimum}`;
  return undefined;
};

/** A province from the text of its file. @throws Error that names file, field and mend for everything wrong in it. */
export const parseProvince = (file: string, text: string): Province => {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: not JSON: ${(error as Error).message}`);
  }
  const read = provinceSchema.safeParse(content, { error: mendOf });
  if (read.success) return read.data;
  const lines = read.error.issues.map((issue) => {
    const field = [...issue.path, ...(issue.code === 'unrecognized_keys' ? [issue.keys.join(', ')] : [])].join('.');
    return `${file}: ${field || 'the whole file'}: ${issue.message}`;
  });
  throw new Error(lines.join('\n'));
};

/** @throws Error as parseProvince does, or, where there is no such file, one that names those that there are. */
export const loadProvince = async (name: string, folder = ownFolder): Promise<Province> => {
  const names = await provinceNames(folder);
  const file = folder === ownFolder ? `infra/provinces/${name}.json` : join(folder, `${name}.json`);
  if (!names.includes(name))
    throw new Error(`${file}: there is no such file: add it, or name one of ${names.join(', ')}`);
  return parseProvince(file, await readFile(join(folder, `${name}.json`), 'utf8'));
};

/** All provinces of a folder. @throws Error of all that is wrong in any, or where two have one code. */
export const loadProvinces = async (folder?: string): Promise<Province[]> => {
  const names = await provinceNames(folder);
  const read = await Promise.allSettled(names.map((name) => loadProvince(name, folder)));
  const faults = read.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : []));
  const loaded = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  for (const [code, same] of Map.groupBy(loaded, (province) => province.code)) {
    const called = same.map(({ name }) => name).join(', ');
    if (same.length > 1)
      faults.push(`${called}: code: all have ${code}, and stacks are named by it: give each its own`);
  }
  const sharing = loaded.filter(({ observability }) => observability);
  for (const same of Map.groupBy(sharing, ({ account, region }) => `${account} ${region}`).values()) {
    const called = same.map(({ name }) => name).join(', ');
    if (same.length > 1) {
      faults.push(
        `${called}: observability: an account shares with another once a region: leave it in one, or part them`,
      );
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return loaded;
};

/** What the functions get to know of the province. */
export const settingsOf = ({ settings, identity: { claims }, mail: { from }, alarmEmails }: Province): Settings =>
  settingsSchema.parse({ ...settings, claims, mailFrom: from, operators: alarmEmails });

export const partitionOf = (province: Province): 'aws' | 'aws-cn' => (isChina(province.region) ? 'aws-cn' : 'aws');
