import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnStateMachineAlias, CfnStateMachineVersion, type StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { live } from '../live.ts';

/** Of the executions that begin, so many per cent take the new version first, for so many minutes: three periods of the alarms. */
const share = { percentage: 10, interval: 15 };

/** What stays of a release when the next one comes, but not of one that failed: its executions fail as they wake, and are replaced. */
export const keptVersion = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

interface Watched {
  machine: StateMachine;
  /** Any of them rolls the release back. */
  alarms: readonly Alarm[];
}

/** The release that is in force for executions that begin: a version of the machine, and the alias that is led to it step by step. */
export class Release extends Construct {
  constructor(scope: Construct, id: string, { machine, alarms }: Watched) {
    super(scope, id);
    const version = new CfnStateMachineVersion(this, 'Version', {
      stateMachineArn: machine.stateMachineArn,
      stateMachineRevisionId: machine.stateMachineRevisionId,
    });
    version.applyRemovalPolicy(keptVersion);
    // What mends a fault is not held up by the alarm of that fault.
    const isAtOnce = this.node.tryGetContext('release') === 'at-once';
    new CfnStateMachineAlias(this, 'Live', {
      name: live,
      deploymentPreference: {
        ...(isAtOnce
          ? { type: 'ALL_AT_ONCE' }
          : { type: 'CANARY', ...share, alarms: alarms.map(({ alarmName }) => alarmName) }),
        stateMachineVersionArn: version.attrArn,
      },
    });
    // By these CloudFormation watches over all that a release changes (README.md, "Releases").
    const arns = alarms.map(({ alarmArn }) => alarmArn).join(' ');
    new CfnOutput(Stack.of(this), 'ReleaseAlarms', { value: arns });
  }
}
