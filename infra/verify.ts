import { handler } from '../functions/schedules/verify-records.ts';

/**
 * `npm run verify`: the scheduled verification, of all there is, on the table that the environment names; `npm run verify -- 2026-09 2026-10`
 * of chosen months alone.
 */

const months = process.argv.slice(2);
if (!months.every((month) => /^20\d\d-(0[1-9]|1[0-2])$/.test(month))) {
  console.error(`Name months, or none for all there is: npm run verify -- 2026-09 2026-10

The environment says where: TABLE_NAME, SEAL_KEY_ARN and AWS_REGION, and against npm start also AWS_ENDPOINT_URL_DYNAMODB,
AWS_ENDPOINT_URL_KMS and any AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`);
  process.exit(2);
}
const { checked, partitions, faults, unproven } = await handler({
  time: new Date(),
  ...(months.length > 0 ? { months } : { everything: true }),
});
for (const { record, fault } of faults) console.log(`${record}: ${fault}`);
if (unproven.length > 0) {
  console.log(
    `${unproven.length} records have items of a release that kept no digests: they are proved once they are written again`,
  );
}
const what = months.length > 0 ? `${checked} transfers of ${months.join(', ')}` : `${partitions} records and lists`;
console.log(`${what}: ${faults.length === 0 ? 'all fits' : `${faults.length} faults`}`);
process.exit(faults.length === 0 ? 0 : 1);
