import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Province } from '../province.ts';
import type { Aws } from './aws.ts';
import { type Finding, good, lacking } from './finding.ts';

/** Whose credentials these are: whatever else is asked of another account says nothing of the province. */
export const checkAccount = async (province: Province, { sts }: Aws): Promise<Finding> => {
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
  if (Account === province.account) return good(`the credentials are of ${Account} (${Arn})`);
  return lacking(
    `the credentials are of account ${Account}, the province file names ${province.account}`,
    `set AWS_PROFILE to a profile of ${province.account}, or correct account in the province file`,
  );
};
