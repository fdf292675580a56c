import { handler } from '../functions/schedules/verify-records.ts';

/** `npm run verify -- 2026-09 2026-10`: the scheduled verification of chosen months, on the table that the environment names. */

const months = process.argv.slice(2);
if (months.length === 0 || !months.every((month) => /^20\d\d-(0[1-9]|1[0-2])$/.test(month))) {
  console.error(`Name the months: npm run verify -- 2026-09 2026-10

The environment says where: TABLE_NAME and AWS_REGION, and against npm start also AWS_ENDPOINT_URL_DYNAMODB and any
AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`);
  process.exit(2);
}
const { checked, faults } = await handler({ time: new Date(), months });
for (const { record, fault } of faults) console.log(`${record}: ${fault}`);
console.log(
  `${checked} transfers of ${months.join(', ')}: ${faults.length === 0 ? 'all fits' : `${faults.length} faults`}`,
);
process.exit(faults.length === 0 ? 0 : 1);
