import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import * as z from 'zod';
import { type Settings, settingsSchema } from '../functions/domain/settings.ts';

/** The province file: everything that differs from one province to the next. A wrong one stops the synthesis. */

const isChina = (region: string) => region.startsWith('cn-');

const { mailFrom: _mailFrom, ...ofFunctions } = settingsSchema.shape;

const mail = z.discriminatedUnion('transport', [
  z.strictObject({ transport: z.literal('ses'), from: z.email() }),
  z.strictObject({
    transport: z.literal('smtp'),
    from: z.email(),
    host: z.hostname(),
    port: z.int().min(1).max(65_535).default(465),
    /** Secrets Manager: JSON with `username` and `password`. */
    secretName: z.string().min(1),
  }),
]);

const retentions = Object.values(RetentionDays).filter(
  (days) => typeof days === 'number' && days >= 180 && days < 9999,
);

const provinceSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1),
    code: z.string().regex(/^\d{2}0000$/, 'a province has a code of six digits that ends in 0000, as 370000'),
    account: z.string().regex(/^\d{12}$/, 'an AWS account has twelve digits'),
    region: z
      .string()
      .refine(
        (name) => RegionInfo.get(name).domainSuffix !== undefined,
        'not an AWS region, as cn-north-1 or ap-southeast-1 is',
      ),
    architecture: z.enum(['x86_64', 'arm64']).default('x86_64'),
    identity: z.strictObject({
      issuer: z.url({ protocol: /^https$/, error: 'the issuer’s https address, as its tokens have it in iss' }),
      audience: z.array(z.string().min(1)).min(1),
    }),
    mail,
    settings: z.strictObject(ofFunctions),
    logRetentionDays: z
      .int()
      .refine(
        (days) => (retentions as number[]).includes(days),
        `one of ${retentions.join(', ')}: logs are kept six months at least (Cybersecurity Law, article 21)`,
      )
      .default(365),
    alarmEmails: z.array(z.email()).min(1),
    icpRecordal: z.boolean().optional(),
  })
  .superRefine((file, { addIssue }) => {
    const refuse = (path: string[], message: string) => addIssue({ code: 'custom', path, message });
    if (!isChina(file.region)) return;
    if (file.mail.transport === 'ses') refuse(['mail', 'transport'], `${file.region} has no SES: use smtp`);
    if (file.architecture === 'arm64') refuse(['architecture'], `use x86_64 in ${file.region}`);
    if (file.icpRecordal !== true) {
      refuse(
        ['icpRecordal'],
        'China regions answer requests without IAM signatures only for an account with an ICP recordal: state true once the account has one',
      );
    }
  });

export type Province = z.output<typeof provinceSchema>;

const folder = new URL('./provinces/', import.meta.url);

/** Names of the province files, without their ending. */
export const provinceNames = async (): Promise<string[]> =>
  (await readdir(folder)).filter((file) => file.endsWith('.json')).map((file) => basename(file, '.json'));

/** A province from the text of its file. @throws Error that names file, field and mend for everything wrong in it. */
export const parseProvince = (file: string, text: string): Province => {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: not JSON: ${(error as Error).message}`);
  }
  const read = provinceSchema.safeParse(content);
  if (read.success) return read.data;
  const lines = read.error.issues.map((issue) => {
    const field = [...issue.path, ...(issue.code === 'unrecognized_keys' ? [issue.keys.join(', ')] : [])].join('.');
    return `${file}: ${field}: ${issue.code === 'unrecognized_keys' ? 'no such field: check its spelling' : issue.message}`;
  });
  throw new Error(lines.join('\n'));
};

/** @throws Error as parseProvince does, or when there is no such file. */
export const loadProvince = async (name: string): Promise<Province> =>
  parseProvince(`infra/provinces/${name}.json`, await readFile(new URL(`${name}.json`, folder), 'utf8'));

/** What the functions get to know of the province. */
export const settingsOf = ({ settings, mail: { from } }: Province): Settings =>
  settingsSchema.parse({ ...settings, mailFrom: from });

export const partitionOf = (province: Province): 'aws' | 'aws-cn' => (isChina(province.region) ? 'aws-cn' : 'aws');
