import { AccountClient, GetRegionOptStatusCommand, RegionOptStatus } from '@aws-sdk/client-account';
import { type Check, good, lacking } from './finding.ts';

/** The China regions are not asked for: both come with the account. */
export const region: Check = {
  name: 'region',
  actions: ['account:GetRegionOptStatus'],
  look: async ({ province: { region: name }, aws: { config } }) => {
    const client = new AccountClient(config);
    const { RegionOptStatus: status } = await client.send(new GetRegionOptStatusCommand({ RegionName: name }));
    if (status === RegionOptStatus.ENABLED || status === RegionOptStatus.ENABLED_BY_DEFAULT) {
      return good(`${name} is enabled`);
    }
    const mend =
      status === RegionOptStatus.ENABLING
        ? 'wait: it takes minutes to hours'
        : `aws account enable-region --region-name ${name}, then wait until it is`;
    return lacking(`${name} is ${(status ?? 'not enabled').toLowerCase()}`, mend);
  },
};
