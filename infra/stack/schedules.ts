import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { endedExecutions } from '../ended-executions.ts';
import { schedules } from '../functions.ts';
import { ClueFunction, machineArn, type Surroundings } from './function.ts';
import { keptLog } from './log-group.ts';
import type { Settings } from './settings.ts';

/** What runs by itself, each on its schedule: the audit of the timers, the recount, the watch over the calendar. */
export class Schedules extends Construct {
  readonly logGroup: LogGroup;
  readonly functions: ReadonlyMap<string, ClueFunction>;

  constructor(scope: Construct, id: string, surroundings: Surroundings, settings: Settings) {
    super(scope, id);
    this.logGroup = keptLog(this, 'Logs', surroundings);
    this.functions = new Map(
      schedules.map((schedule) => {
        const { name, description, everyMinutes, timeoutSeconds } = schedule;
        const made = new ClueFunction(this, schedule, surroundings, {
          timeout: Duration.seconds(timeoutSeconds),
          logGroup: this.logGroup,
          byEvents: true,
        });
        const rule = new Rule(this, `${made.node.id}-schedule`, {
          description,
          schedule: Schedule.rate(Duration.minutes(everyMinutes)),
          targets: [
            new LambdaFunction(made.function, {
              event: RuleTargetInput.fromObject({ time: EventField.time }),
              deadLetterQueue: surroundings.failures.undelivered,
            }),
          ],
        });
        if (schedule.hears) this.hearEnded(made, surroundings);
        // What runs by itself begins once there are settings to run by.
        rule.node.addDependency(settings);
        return [name, made];
      }),
    );
  }

  /** Of the province's own machine only, whatever else the account runs, and by whichever version or alias its event may name it. */
  private hearEnded({ function: target, node }: ClueFunction, { machineName, failures }: Surroundings): void {
    const { source, detailType, statuses } = endedExecutions;
    const machine = machineArn(this, machineName);
    new Rule(this, `${node.id}-ended-executions`, {
      description: 'Workflows of this province that failed, were stopped or ran out of time',
      eventPattern: {
        source: [source],
        detailType: [detailType],
        detail: { stateMachineArn: [machine, { prefix: `${machine}:` }], status: [...statuses] },
      },
      targets: [new LambdaFunction(target, { deadLetterQueue: failures.undelivered })],
    });
  }
}
