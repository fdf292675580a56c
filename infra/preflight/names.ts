import { CloudFormationClient, paginateListExports } from '@aws-sdk/client-cloudformation';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { functionsOf } from '../stack/records.ts';
import { exportNameOf, handedNames, recordsStackNameOf, roleNameOf } from '../stack-names.ts';
import type { Aws } from './aws.ts';
import { type Check, good, lacking } from './finding.ts';
import { isLive } from './stacks.ts';

const rolesOf = async ({ config }: Aws): Promise<string[]> => {
  const names: string[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: new IAMClient(config), pageSize: 1_000 }, {})) {
    names.push(...Roles.flatMap(({ RoleName }) => RoleName ?? []));
  }
  return names;
};

/** Names of exports, and of the stacks that they are of. */
const exportsOf = async ({ config }: Aws): Promise<{ name: string; by: string }[]> => {
  const found: { name: string; by: string }[] = [];
  for await (const { Exports = [] } of paginateListExports({ client: new CloudFormationClient(config) }, {})) {
    for (const { Name: name = '', ExportingStackId = '' } of Exports) {
      found.push({ name, by: ExportingStackId.split('/')[1] ?? '' });
    }
  }
  return found;
};

/** The names that a deployment gives and that can be taken: of roles in the account, of exports in the region. */
export const names: Check = {
  name: 'names',
  actions: ['iam:ListRoles', 'cloudformation:ListExports'],
  look: async ({ province, aws, stacks }) => {
    const [roles, exports, { stateless }] = await Promise.all([rolesOf(aws), exportsOf(aws), stacks()]);
    const given = new Set(functionsOf(province).map((one) => roleNameOf(province, one)));
    const handed = new Set(handedNames.map((what) => exportNameOf(province, what)));
    const takenRoles = isLive(stateless) ? [] : roles.filter((name) => given.has(name));
    const takenExports = exports.filter(({ name, by }) => handed.has(name) && by !== recordsStackNameOf(province));
    const told = [
      ...takenRoles.map((name) => `role ${name}`),
      ...takenExports.map(({ name, by }) => `export ${name} of stack ${by}`),
    ];
    if (told.length === 0) return good('no name that the deployment gives is taken');
    const mends = [
      ...(takenRoles.length === 0
        ? []
        : [
            'look in CloudTrail who made these roles (CreateRole) and what for: the key admits them by name; then delete them',
          ]),
      ...(takenExports.length === 0 ? [] : ['take these exports out of their stacks, or give them other names']),
    ];
    return lacking(`taken already: ${told.join(', ')}`, mends.join('; '));
  },
};
