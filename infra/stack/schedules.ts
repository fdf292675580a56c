import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { schedules } from '../functions.ts';
import { ClueFunction, type Surroundings } from './function.ts';
import { keptLog } from './log-group.ts';

/** What runs by itself, each on its schedule: the audit of the timers, the recount, the watch over the calendar. */
export class Schedules extends Construct {
  readonly logGroup: LogGroup;
  readonly functions: ReadonlyMap<string, ClueFunction>;

  constructor(scope: Construct, id: string, surroundings: Surroundings) {
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
        new Rule(this, `${made.node.id}-schedule`, {
          description,
          schedule: Schedule.rate(Duration.minutes(everyMinutes)),
          targets: [
            new LambdaFunction(made.function, {
              event: RuleTargetInput.fromObject({ time: EventField.time }),
              deadLetterQueue: surroundings.failures.undelivered,
            }),
          ],
        });
        return [name, made];
      }),
    );
  }
}
