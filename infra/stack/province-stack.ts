import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { functions as declared } from '../functions.ts';
import type { Province } from '../province.ts';
import { stackNameOf } from '../stack-names.ts';
import { tagsOf } from '../tags.ts';
import { Api } from './api.ts';
import { Failures } from './failures.ts';
import type { Surroundings } from './function.ts';
import { Mail } from './mail.ts';
import { Monitoring } from './monitoring.ts';
import { shareCounts } from './observability.ts';
import { importRecords, uniqueTo } from './records.ts';
import { RecordsStack } from './records-stack.ts';
import { Release } from './release.ts';
import { Schedules } from './schedules.ts';
import { Settings } from './settings.ts';
import { Workflow } from './workflow.ts';

/** Everything of one province but its records: what can be deployed, rolled back, destroyed and made again at any hour. */
class ProvinceStack extends Stack {
  constructor(scope: Construct, province: Province) {
    super(scope, stackNameOf(province), {
      env: { account: province.account, region: province.region },
      description: `Clue transfer of ${province.code}`,
      terminationProtection: true,
      tags: tagsOf(province),
    });
    // CDK names dependencies that references imply as well: cfn-lint need not warn of each.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    const records = importRecords(this, province);
    const failures = new Failures(this, 'Failures');
    // A machine is gone only when its last execution is: one of a stack that was made again needs another name.
    const machineName = `clue-transfer-${province.code}-${uniqueTo(this)}`;
    const surroundings: Surroundings = { province, records, machineName, failures };
    const settings = new Settings(this, 'Settings', surroundings);
    const workflow = new Workflow(this, 'Workflow', surroundings);
    const api = new Api(this, 'Api', surroundings);
    const scheduled = new Schedules(this, 'Schedules', surroundings, settings);
    const mail = new Mail(this, 'Mail', surroundings);
    const functions = new Map([...workflow.tasks, ...api.functions, ...scheduled.functions, ...mail.functions]);
    for (const { name, mails } of declared) {
      const sender = functions.get(name);
      if (mails && sender) mail.lend(sender);
    }
    const { ofRelease: alarms } = new Monitoring(this, 'Monitoring', province, {
      machine: workflow.machine,
      api: api.api,
      records,
      failures,
      scheduled: scheduled.logGroup,
      logGroups: [settings.logGroup, workflow.logGroup, api.logGroup, scheduled.logGroup, ...mail.logGroups],
    });
    shareCounts(this, province);
    new Release(this, 'Release', { machine: workflow.machine, alarms });
    const { domain } = province;
    new CfnOutput(this, 'ApiUrl', { value: domain ? `https://${domain.name}` : api.api.apiEndpoint });
  }
}

/** Both stacks of a province, in the order in which they are deployed. */
export const provinceStacks = (scope: Construct, province: Province) => {
  const records = new RecordsStack(scope, province);
  const stack = new ProvinceStack(scope, province);
  stack.addStackDependency(records);
  return { records, stack };
};
