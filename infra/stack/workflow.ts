import { fileURLToPath } from 'node:url';
import { type CfnElement, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { tasks } from '../functions.ts';
import { partitionOf } from '../province.ts';
import { ClueFunction, type Surroundings } from './function.ts';
import { keptLog } from './log-group.ts';
import { acknowledge } from './nag.ts';

/** The state machine of statemachines/transfer.asl.json with the versions of its tasks' functions. */
export class Workflow extends Construct {
  readonly machine: StateMachine;
  /** Of its tasks; the machine has one of its own. */
  readonly logGroup: LogGroup;
  readonly tasks: ReadonlyMap<string, ClueFunction>;

  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    super(scope, id);
    const { province, machineName, records } = surroundings;
    this.logGroup = keptLog(this, 'TaskLogs', surroundings);
    const running = { timeout: Duration.seconds(30), logGroup: this.logGroup };
    const made = tasks.map((declared) => ({
      ...declared,
      task: new ClueFunction(this, declared, surroundings, running),
    }));
    this.tasks = new Map(made.map(({ name, task }) => [name, task]));
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        // Of every release, since executions end on the versions that they began with; and bare, as those begun before versions call it.
        resources: made.flatMap(({ task }) => [task.function.functionArn, `${task.function.functionArn}:*`]),
      }),
    );
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: machineName,
      stateMachineType: StateMachineType.STANDARD,
      role,
      definitionBody: DefinitionBody.fromFile(
        fileURLToPath(new URL('../../statemachines/transfer.asl.json', import.meta.url)),
      ),
      definitionSubstitutions: {
        Partition: Stack.of(this).partition,
        // What is there for executions of a release before stands in no definition of this one.
        ...Object.fromEntries(
          made.flatMap(({ placeholder, former, task }) => (former ? [] : [[placeholder, task.version.functionArn]])),
        ),
      },
      logs: {
        level: LogLevel.ERROR,
        // Payloads stay out of the log.
        includeExecutionData: false,
        // Step Functions finds its log group more surely under this prefix (its resource policy is limited in size). The
        // machine's name is this stack's own, so no log of another stack bears it.
        destination: keptLog(this, 'Logs', surroundings, `/aws/vendedlogs/states/${machineName}`),
      },
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(records.key),
      ...(partitionOf(province) === 'aws' ? { tracingEnabled: true } : {}),
    });
    acknowledge(role, {
      ...Object.fromEntries(
        made.map(({ task }) => [
          `IAM5[Resource::<${Stack.of(this).getLogicalId(task.function.node.defaultChild as CfnElement)}.Arn>:*]`,
          'All versions of the one function.',
        ]),
      ),
      'IAM5[Resource::*]':
        'Step Functions sets up the delivery of its log, and X-Ray takes its traces, by actions that take no resource.',
    });
    acknowledge(this.machine, {
      SF1: 'ERROR is logged, without execution data: the record in the table tells the rest, and ids of every step would be kept for nothing.',
      ...(partitionOf(province) === 'aws' ? {} : { SF2: 'The China regions have no X-Ray for this.' }),
    });
  }
}
