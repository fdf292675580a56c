import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import type { Province } from '../province.ts';
import { recordsStackNameOf, stackNameOf } from '../stack-names.ts';
import type { Aws } from './aws.ts';
import { type Check, good, lacking, type StackStatus, type Stacks } from './finding.ts';

const statusOf = async (client: CloudFormationClient, name: string): Promise<StackStatus> => {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return { name, status: Stacks[0]?.StackStatus ?? null };
  } catch (error) {
    const isMissing =
      error instanceof CloudFormationServiceException &&
      error.name === 'ValidationError' &&
      /does not exist/.test(error.message);
    if (isMissing) return { name, status: null };
    throw error;
  }
};

/** @throws AWS's error. */
export const readStacks = async (province: Province, { config }: Aws): Promise<Stacks> => {
  const client = new CloudFormationClient(config);
  const [records, stateless] = await Promise.all([
    statusOf(client, recordsStackNameOf(province)),
    statusOf(client, stackNameOf(province)),
  ]);
  return { records, stateless };
};

/** Nothing of it is in use: there is none, or a creation that never ended well. */
const never = ['REVIEW_IN_PROGRESS', 'CREATE_FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_COMPLETE', 'DELETE_FAILED'];

/** Whether a stack is in use, so that what bears its name is its own. */
export const isLive = ({ status }: StackStatus): boolean => status !== null && !never.includes(status);

const isDeletable = (status: string) => never.includes(status) && status !== 'REVIEW_IN_PROGRESS';

/** What stands in the way of a deployment, and the mend; null: nothing. */
const blockOf = ({ name, status }: StackStatus, region: string): string | null => {
  const aws = (command: string) => `aws cloudformation ${command} --region ${region} --stack-name ${name}`;
  if (status === null || status === 'REVIEW_IN_PROGRESS') return null;
  if (status.endsWith('_IN_PROGRESS')) return `wait until it ends: ${aws('describe-stacks')}`;
  if (isDeletable(status)) {
    return `find the cause (${aws('describe-stack-events')}), then delete it: ${aws('update-termination-protection --no-enable-termination-protection')}, and ${aws('delete-stack')}${status === 'DELETE_FAILED' ? ' with --retain-resources for what cannot be deleted' : ''}; deploy it after that`;
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') return `mend what hinders it, then ${aws('continue-update-rollback')}`;
  if (status.endsWith('_FAILED'))
    return `find the cause (${aws('describe-stack-events')}), then ${aws('rollback-stack')}`;
  return null;
};

/** A deployment would take the table out of such a stack and begin with an empty one. */
const holdsRecords = ({ records, stateless }: Stacks): string | null =>
  isLive(stateless) && !isLive(records)
    ? `${stateless.name} was made before the records had a stack of their own, and holds them: take it apart first (infra/README.md, “From one stack to two”)`
    : null;

export const stacks: Check = {
  name: 'stack',
  actions: ['cloudformation:DescribeStacks'],
  look: async ({ province: { region }, ...about }) => {
    const found = await about.stacks();
    const both = [found.records, found.stateless];
    const told = both.map(({ name, status }) => `${name}: ${status ?? 'not deployed yet'}`).join(', ');
    const mends = [...both.map((one) => blockOf(one, region)), holdsRecords(found)].filter((mend) => mend !== null);
    return mends.length === 0 ? good(told) : lacking(told, mends.join('; '));
  },
};
