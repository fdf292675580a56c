import { describe, expect, it } from 'vitest';
import { templates } from './templates.ts';

describe.each(Object.entries(templates))('the schedules of a stack (%s)', (_, { stack: template }) => {
  it('have a watchdog that hears at once of workflows that end otherwise than in success, of its own province only', () => {
    const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
    const heard = rules.filter(({ EventPattern }) => EventPattern?.source.includes('aws.states'));
    expect(heard).toHaveLength(1);
    const { EventPattern, Targets } = heard[0] ?? {};
    expect(EventPattern).toMatchObject({
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
    const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    const [arn, ...others] = EventPattern.detail.stateMachineArn;
    // Its versions and aliases.
    expect(others).toEqual([{ prefix: { 'Fn::Join': ['', [...arn['Fn::Join'][1], ':']] } }]);
    const [beginning, unique] = machine?.Properties.StateMachineName['Fn::Join'][1] ?? [];
    expect(JSON.stringify(arn)).toContain(`:stateMachine:${beginning}",${JSON.stringify(unique)}`);
    expect(JSON.stringify(Targets)).toContain('Schedulesreviveworkflows');
  });
});
