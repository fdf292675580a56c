import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { type Check, good, lacking } from './finding.ts';

/** The version that the templates ask for; a test holds it against a synthesis. */
export const leastVersion = 6;

const parameter = '/cdk-bootstrap/hnb659fds/version';

export const bootstrap: Check = {
  name: 'bootstrap',
  actions: ['ssm:GetParameter'],
  look: async ({ province: { account, region }, aws: { config } }) => {
    const mend = `npx cdk bootstrap aws://${account}/${region}`;
    try {
      const { Parameter } = await new SSMClient(config).send(new GetParameterCommand({ Name: parameter }));
      const version = Number(Parameter?.Value);
      if (version >= leastVersion) return good(`CDK’s bootstrap is there, version ${version}`);
      return lacking(`CDK’s bootstrap is of version ${Parameter?.Value}, the least is ${leastVersion}`, mend);
    } catch (error) {
      if (error instanceof ParameterNotFound) return lacking(`CDK’s bootstrap is missing in ${region}`, mend);
      throw error;
    }
  },
};
