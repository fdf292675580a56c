import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Province } from '../province.ts';
import { mailers } from '../routes.ts';
import { Api } from './api.ts';
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
    const storage = new Storage(this, 'Storage');
    const surroundings: Surroundings = { province, storage, machineName: `clue-transfer-${province.code}` };
    const workflow = new Workflow(this, 'Workflow', surroundings);
    const api = new Api(this, 'Api', surroundings);
    const scheduled = new Schedules(this, 'Schedules', surroundings);
    const functions = new Map([...workflow.tasks, ...api.functions, ...scheduled.functions]);
    const senders = mailers.map((name) => {
      const sender = functions.get(name);
      if (!sender) throw new Error(`there is no function ${name} that could mail`);
      return sender.function;
    });
    new Mail(this, 'Mail', province, senders);
    new Monitoring(this, 'Monitoring', province, { machine: workflow.machine, functions });
    new CfnOutput(this, 'ApiUrl', { value: api.api.apiEndpoint });
    new CfnOutput(this, 'TableName', { value: storage.table.tableName });
  }
}
