import { STSClient } from '@aws-sdk/client-sts';
import { type Province, partitionOf } from '../province.ts';

/** How the account is asked. */

const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};

/** Every region of the partition takes it; that of the province may not be enabled. */
const firstRegion = { aws: 'us-east-1', 'aws-cn': 'cn-north-1' };

/** What a client of the province's region is made with. */
export const awsOf = (province: Province) => {
  const sts = new STSClient({ ...patience, region: firstRegion[partitionOf(province)] });
  // Found out once for all clients: a process or a sign-in may stand behind it.
  const { credentials } = sts.config;
  return { sts, config: { ...patience, region: province.region, credentials } };
};

export type Aws = ReturnType<typeof awsOf>;
