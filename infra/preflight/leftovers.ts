import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { stackNameOf } from '../stack-names.ts';
import type { Aws } from './aws.ts';
import { type Check, good, lacking } from './finding.ts';
import { isLive } from './stacks.ts';

const tablesOf = async ({ config }: Aws): Promise<string[]> => {
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client: new DynamoDBClient(config) }, {})) {
    names.push(...TableNames);
  }
  return names;
};

/** A table that an earlier stack kept is in nobody's way, but may hold the records; it bears the name of that stack. */
export const leftovers: Check = {
  name: 'leftovers',
  actions: ['dynamodb:ListTables'],
  look: async ({ province, aws, stacks }) => {
    const [tables, { records }] = await Promise.all([tablesOf(aws), stacks()]);
    if (isLive(records)) return good(`the records are those of ${records.name}`);
    const kept = tables.filter((name) => name.startsWith(`${stackNameOf(province)}-`));
    const left = kept.filter((name) => name !== province.restoredTable);
    if (left.length === 0) return good('there is no table of an earlier stack to be taken back');
    return lacking(
      `tables of an earlier stack: ${left.join(', ')}`,
      'take the one that holds the records back, with its key, by cdk import, or a new stack begins with an empty one (infra/README.md, “From one stack to two”); or name it as restoredTable where it is under the key of the records (“Restore”); delete what is not wanted',
    );
  },
};
