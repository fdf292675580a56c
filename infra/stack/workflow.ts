import { fileURLToPath } from 'node:url';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { partitionOf } from '../province.ts';
import { tasks } from '../routes.ts';
import { ClueFunction, type Surroundings } from './function.ts';

/** The state machine of statemachines/transfer.asl.json with the functions of its tasks. */
export class Workflow extends Construct {
  readonly machine: StateMachine;
  readonly tasks: ReadonlyMap<string, ClueFunction>;

  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    super(scope, id);
    const { province, machineName } = surroundings;
    const made = Object.entries(tasks).map(([placeholder, name]) => ({
      placeholder,
      name,
      task: new ClueFunction(this, name, surroundings),
    }));
    this.tasks = new Map(made.map(({ name, task }) => [name, task]));
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: machineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromFile(
        fileURLToPath(new URL('../../statemachines/transfer.asl.json', import.meta.url)),
      ),
      definitionSubstitutions: {
        Partition: Stack.of(this).partition,
        ...Object.fromEntries(made.map(({ placeholder, task }) => [placeholder, task.function.functionArn])),
      },
      logs: {
        level: LogLevel.ERROR,
        // Payloads stay out of the log.
        includeExecutionData: false,
        destination: new LogGroup(this, 'Logs', {
          // Step Functions finds its log group more surely under this prefix (its resource policy is limited in size).
          logGroupName: `/aws/vendedlogs/states/${machineName}`,
          retention: province.logRetentionDays as RetentionDays,
          removalPolicy: RemovalPolicy.RETAIN,
        }),
      },
      ...(partitionOf(province) === 'aws' ? { tracingEnabled: true } : {}),
    });
    for (const { task } of made) task.function.grantInvoke(this.machine);
  }
}
