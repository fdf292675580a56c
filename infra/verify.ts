import { parseArgs } from 'node:util';
import { headsAreKept } from '../functions/adapters/heads.ts';
import type { Fault } from '../functions/schedules/verify/fault.ts';
import { handler } from '../functions/schedules/verify-records.ts';
import { verifyExport } from './exported-table.ts';

/**
 * `npm run verify`: the scheduled verification, of all there is, on the table that the environment names; `npm run verify -- 2026-09 2026-10`
 * of chosen months alone; with --export of a table's files, without AWS.
 */

const usage = `npm run verify                        all there is
npm run verify -- 2026-09 2026-10     chosen months alone

The environment says where: TABLE_NAME, SEAL_KEY_ARN and AWS_REGION, and HEADS_BUCKET and HEADS_KEY_ARN where it is to be held against the signed
heads as well; against npm start also AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_KMS, AWS_ENDPOINT_URL_S3 and any AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY.

npm run verify -- --export <folder> --heads <folder> --key <file> [--table <name>]

An export of the table (DYNAMODB_JSON), without AWS, against the files of signed heads; the file has the public key, PEM or DER.
With --table only the heads of that table count: where one was restored, the former one's say what is lost.`;

const wrong = (message: string): never => {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
};

const options = {
  export: { type: 'string' },
  heads: { type: 'string' },
  key: { type: 'string' },
  table: { type: 'string' },
} as const;

const asked = () => {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    return wrong((error as Error).message);
  }
};

const end = (what: string, faults: readonly Fault[]): never => {
  for (const { record, fault } of faults) console.log(`${record}: ${fault}`);
  console.log(`${what}: ${faults.length === 0 ? 'all fits' : `${faults.length} faults`}`);
  process.exit(faults.length === 0 ? 0 : 1);
};

const offline = async ({ export: folder, heads, key, table }: { [name in keyof typeof options]?: string }) => {
  if (!folder || !heads || !key) return wrong('--export, --heads and --key belong together');
  const { records, faults } = await verifyExport({ export: folder, heads, key, table }).catch((error: Error) =>
    wrong(error.message),
  );
  return end(`${records} records and lists of the export`, faults);
};

const { values, positionals: months } = asked();
if (Object.keys(values).length > 0) await offline(values);
if (!months.every((month) => /^20\d\d-(0[1-9]|1[0-2])$/.test(month))) wrong('Name months, or none for all there is');
const { checked, partitions, faults, unproven } = await handler({
  time: new Date(),
  ...(months.length > 0 ? { months } : { everything: true }),
});
if (unproven.length > 0) {
  console.log(
    `${unproven.length} records have items of a release that kept no digests: they are proved once they are written again`,
  );
}
if (months.length === 0 && !headsAreKept()) {
  console.log('HEADS_BUCKET is not set: nothing was held against the signed heads');
}
end(months.length > 0 ? `${checked} transfers of ${months.join(', ')}` : `${partitions} records and lists`, faults);
