import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { functions as declared } from '../functions.ts';
import type { Province } from '../province.ts';
import { Api } from './api.ts';
import { Failures } from './failures.ts';
import type { Surroundings } from './function.ts';
import { Mail } from './mail.ts';
import { Monitoring } from './monitoring.ts';
import { Schedules } from './schedules.ts';
import { Storage } from './storage.ts';
import { Workflow } from './workflow.ts';

/** Everything of one province. */
export class ProvinceStack extends Stack {
  constructor(scope: Construct, province: Province) {
    super(scope, `ClueTransfer-${province.code}`, {
      env: { account: province.account, region: province.region },
      description: `Clue transfer of ${province.code}`,
      terminationProtection: true,
    });
    // CDK names dependencies that references imply as well: cfn-lint need not warn of each.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    const storage = new Storage(this, 'Storage', province.restoredTable);
    const failures = new Failures(this, 'Failures');
    const machineName = `clue-transfer-${province.code}`;
    const surroundings: Surroundings = { province, storage, machineName, failures };
    const workflow = new Workflow(this, 'Workflow', surroundings);
    const { api, functions: answering } = new Api(this, 'Api', surroundings);
    const scheduled = new Schedules(this, 'Schedules', surroundings);
    const mail = new Mail(this, 'Mail', surroundings);
    const functions = new Map([...workflow.tasks, ...answering, ...scheduled.functions, ...mail.functions]);
    for (const { name, mails } of declared) {
      const sender = functions.get(name);
      if (mails && sender) mail.lend(sender.function);
    }
    new Monitoring(this, 'Monitoring', province, { machine: workflow.machine, functions, api, storage, failures });
    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
    new CfnOutput(this, 'TableName', { value: storage.table.tableName });
  }
}
