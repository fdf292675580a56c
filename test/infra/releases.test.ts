import { describe, expect, it } from 'vitest';
import { tasks } from '../../infra/functions.ts';
import { provinces, templates, templatesOf } from './templates.ts';

const only = <T>(found: Record<string, T>): [string, T] => {
  const [one, ...others] = Object.entries(found);
  if (!one || others.length > 0) throw new Error(`there are ${others.length + 1} of them`);
  return one;
};

describe.each(Object.entries(templates))('a release of a province (%s)', (_, { stack: template }) => {
  const [machineId, { Properties: machine }] = only(template.findResources('AWS::StepFunctions::StateMachine'));
  const versions = template.findResources('AWS::Lambda::Version');

  it('lets executions end on the functions that they began with: the definition names versions, which stay', () => {
    const called = tasks.filter(({ former }) => !former);
    const named = called.map(({ placeholder }) => machine.DefinitionSubstitutions[placeholder].Ref);
    expect(named.sort()).toEqual(Object.keys(versions).sort());
    for (const version of Object.values(versions)) {
      expect(version).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('publishes each revision of the machine, and keeps those before', () => {
    const [, version] = only(template.findResources('AWS::StepFunctions::StateMachineVersion'));
    expect(version).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        StateMachineArn: { Ref: machineId },
        StateMachineRevisionId: { 'Fn::GetAtt': [machineId, 'StateMachineRevisionId'] },
      },
    });
  });

  const alarms = ['ExecutionsFailed', 'ServerErrors', 'FunctionErrors'].map((name) => {
    const [id = ''] = Object.keys(template.findResources('AWS::CloudWatch::Alarm')).filter((one) => one.includes(name));
    return id;
  });

  it('takes a tenth of what begins first, and goes back when an alarm of its making rings', () => {
    const [versionId] = only(template.findResources('AWS::StepFunctions::StateMachineVersion'));
    const [, { Properties: alias }] = only(template.findResources('AWS::StepFunctions::StateMachineAlias'));
    expect(alias).toEqual({
      Name: 'live',
      DeploymentPreference: {
        Type: 'CANARY',
        Percentage: 10,
        Interval: 15,
        Alarms: alarms.map((Ref) => ({ Ref })),
        StateMachineVersionArn: { 'Fn::GetAtt': [versionId, 'Arn'] },
      },
    });
    const { ReleaseAlarms } = template.findOutputs('ReleaseAlarms');
    const said = JSON.stringify(ReleaseAlarms?.Value);
    expect(alarms.filter((id) => said.includes(`"Fn::GetAtt":["${id}","Arn"]`))).toEqual(alarms);
    // CloudFormation takes five.
    expect(alarms.length).toBeLessThanOrEqual(5);
  });

  it('is started by the alias only', () => {
    const name = JSON.stringify(machine.StateMachineName['Fn::Join'][1]).slice(2, -1);
    const told = Object.values(template.findResources('AWS::Lambda::Function')).flatMap(
      ({ Properties }) => Properties.Environment.Variables.STATE_MACHINE_ARN ?? [],
    );
    expect(told.length).toBeGreaterThan(20);
    for (const arn of told) expect(JSON.stringify(arn)).toContain(`:stateMachine:${name},":live"`);
  });
});

describe('a release that mends what rings', () => {
  it('is in force at once where that is asked for, whatever rings', () => {
    const { stack } = templatesOf(provinces.abroad, { release: 'at-once' });
    const [, { Properties }] = only(stack.findResources('AWS::StepFunctions::StateMachineAlias'));
    expect(Properties.DeploymentPreference).toEqual({
      Type: 'ALL_AT_ONCE',
      StateMachineVersionArn: expect.anything(),
    });
  });
});
