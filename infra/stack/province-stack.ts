import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Province } from '../province.ts';
import { watchdog } from '../routes.ts';
import { Api } from './api.ts';
import type { Surroundings } from './function.ts';
import { Mail } from './mail.ts';
import { Monitoring } from './monitoring.ts';
import { Storage } from './storage.ts';
import { Watchdog } from './watchdog.ts';
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
    const guard = new Watchdog(this, 'Watchdog', surroundings);
    const notify = workflow.tasks.get('notify-milestone');
    if (!notify) throw new Error('the workflow has no task that notifies');
    new Mail(this, 'Mail', province, notify.function);
    new Monitoring(this, 'Monitoring', province, {
      machine: workflow.machine,
      functions: new Map([...workflow.tasks, ...api.functions, [watchdog.function, guard.function]]),
    });
    new CfnOutput(this, 'ApiUrl', { value: api.api.apiEndpoint });
  }
}
