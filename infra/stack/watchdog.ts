import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { watchdog } from '../routes.ts';
import { ClueFunction, type Surroundings } from './function.ts';

/** The audit of the timers, on its schedule. */
export class Watchdog extends Construct {
  readonly function: ClueFunction;

  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    super(scope, id);
    this.function = new ClueFunction(this, watchdog.function, surroundings);
    new Rule(this, 'Schedule', {
      description: 'Starts a new workflow for every milestone that nobody handled',
      schedule: Schedule.rate(Duration.minutes(watchdog.everyMinutes)),
      targets: [
        new LambdaFunction(this.function.function, { event: RuleTargetInput.fromObject({ time: EventField.time }) }),
      ],
    });
  }
}
