import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientsOf, type FoundAlarm, findAlarms } from '../alarms/find.ts';
import { type Province, partitionOf } from '../province.ts';

/** The accounts of a fleet, as seen from the one that deploys to them. */

/** The role that `cdk bootstrap` makes to look things up: it may read, and open nothing that is encrypted. */
const lookupRoleOf = (province: Province): string => {
  const { account, region } = province;
  return `arn:${partitionOf(province)}:iam::${account}:role/cdk-hnb659fds-lookup-role-${account}-${region}`;
};

/** In the province's account: those of the environment where they are of that account. */
const clientsIn = async (province: Province) => {
  const sts = new STSClient({ region: province.region });
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  if (Account === province.account) return clientsOf(province);
  const asked = { RoleArn: lookupRoleOf(province), RoleSessionName: 'clue-transfer-fleet' };
  const { Credentials } = await sts.send(new AssumeRoleCommand(asked));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return clientsOf(province, {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  });
};

/** The alarms of both stacks; none where one of them is not there. @throws AWS's error. */
export const alarmsOf = async (province: Province): Promise<FoundAlarm[]> => {
  try {
    return await findAlarms(await clientsIn(province), province);
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ValidationError' && message.includes('does not exist')) return [];
    throw error;
  }
};
