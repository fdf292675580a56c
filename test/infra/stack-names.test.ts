import { describe, expect, it } from 'vitest';
import { needed } from '../../infra/preflight/quotas.ts';
import { functionsOf } from '../../infra/stack/records.ts';
import { exportNameOf, handedNames, recordsStackNameOf, roleNameOf, stackNameOf } from '../../infra/stack-names.ts';
import { provinces, templates } from './templates.ts';

/** What a preflight looks for in an account is what the templates make. */
describe.each(['China', 'abroad'] as const)('the names of a province (%s)', (where) => {
  const province = provinces[where];
  const { records, stack } = templates[where];

  /** Names that the templates give: not those that CloudFormation makes up, nor those that have a stack's id in them. */
  const given = [records, stack].flatMap((template) =>
    Object.values(template.toJSON().Resources as Record<string, { Type: string; Properties?: object }>).flatMap(
      ({ Type, Properties = {} }) =>
        Object.entries(Properties)
          .filter(
            ([key, value]) => ['Name', `${Type.split('::').at(-1)}Name`].includes(key) && typeof value === 'string',
          )
          .map(([, value]) => ({ type: Type, name: String(value) })),
    ),
  );
  const namesOf = (type: string) => given.filter((one) => one.type === type).map(({ name }) => name);

  it('are of roles, and beside them only such as may be given twice or are within something else', () => {
    expect(namesOf('AWS::IAM::Role').toSorted()).toEqual(
      functionsOf(province)
        .map((one) => roleNameOf(province, one))
        .toSorted(),
    );
    expect(namesOf('AWS::ApiGatewayV2::Api')).toEqual([stackNameOf(province)]);
    expect([...new Set(given.map(({ type }) => type))].toSorted()).toEqual([
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::Authorizer',
      'AWS::ApiGatewayV2::Stage',
      // Not kept: it goes with its stack, whose name it bears.
      'AWS::CloudTrail::Trail',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::StepFunctions::StateMachineAlias',
    ]);
  });

  it('are those of the exports of the records, and there are no others', () => {
    const namesOfExports = [records, stack].flatMap((template) =>
      Object.values(template.findOutputs('*')).flatMap(({ Export }) => Export?.Name ?? []),
    );
    expect(namesOfExports).toEqual(handedNames.map((what) => exportNameOf(province, what)));
    expect(namesOfExports[0]).toBe(`${recordsStackNameOf(province)}-TableName`);
  });

  it('are as many as quotas must allow', () => {
    const countOf = (type: string) => Object.keys(stack.findResources(type)).length;
    if (where === 'abroad') expect(countOf('AWS::Events::Rule')).toBe(needed.rules);
    expect(countOf('AWS::Events::Rule')).toBeLessThanOrEqual(needed.rules);
    expect(countOf('AWS::CloudWatch::Alarm')).toBeLessThanOrEqual(needed.alarms);
  });
});
