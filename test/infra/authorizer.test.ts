import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { routes, sites } from '../../infra/functions.ts';
import { rights, statementsOf } from './statements.ts';
import { provinces, templatesOf } from './templates.ts';

/** A province that pins its issuer's keys: our function stands before the routes, and API Gateway asks no issuer. */

const { n, e } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
const keys = [{ kid: '2026', kty: 'RSA', alg: 'RS256', n: String(n), e: String(e) }];

describe.each(Object.entries(provinces))('pinned keys (%s)', (where, province) => {
  const { stack, records } = templatesOf({ ...province, identity: { ...province.identity, keys } });
  const functions = Object.entries(stack.findResources('AWS::Lambda::Function'));
  const [id = '', made] = functions.find(([one]) => one.startsWith('Apiverifytoken')) ?? [];

  it('make no authorizer that would ask the issuer, but one that asks the function each time', () => {
    const found = Object.values(stack.findResources('AWS::ApiGatewayV2::Authorizer')).map((one) => one.Properties);
    expect(found).toEqual([
      expect.objectContaining({
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 0,
        IdentitySource: ['$request.header.Authorization'],
      }),
    ]);
    expect(JSON.stringify(found)).toContain(id);
  });

  it('leave open what is open, and nothing else', () => {
    const found = Object.values(stack.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);
    const byType = (type: string) =>
      found.filter(({ AuthorizationType }) => AuthorizationType === type).map(({ RouteKey }) => RouteKey);
    const keysOf = (all: readonly { method: string; path: string }[]) =>
      all.map(({ method, path }) => `${method} ${path}`);
    const pages = sites.flatMap(({ paths }) => paths.map((path) => ({ method: 'GET', path })));
    expect(byType('NONE').sort()).toEqual(keysOf([...routes.filter(({ open }) => open), ...pages]).sort());
    expect(byType('CUSTOM').sort()).toEqual(keysOf(routes.filter(({ open }) => !open)).sort());
  });

  it('are all that the function has: it may write its log, and nothing of the records', () => {
    const { issuer, audience } = province.identity;
    expect(JSON.parse(made?.Properties.Environment.Variables.TRUSTED)).toEqual({ issuer, audience, keys });
    const found = statementsOf(stack);
    const [role = ''] = [...found.keys()].filter((one) => one.startsWith('ApiverifytokenRole'));
    expect(rights(found.get(role) ?? [])).toEqual([
      ...(where === 'China' ? [] : ['anything: PutTelemetryRecords PutTraceSegments']),
      'log of Api: CreateLogStream PutLogEvents',
    ]);
    expect(JSON.stringify(records.toJSON())).not.toContain('verify-token');
  });

  it('let the gateway call it, and log whose request it was', () => {
    const found = statementsOf(stack);
    const [caller = ''] = [...found.keys()].filter((one) => one.startsWith('ApiRole'));
    expect(JSON.stringify(found.get(caller))).toContain(id);
    const [stage] = Object.values(stack.findResources('AWS::ApiGatewayV2::Stage'));
    expect(JSON.parse(stage?.Properties.AccessLogSettings.Format).subject).toBe('$context.authorizer.sub');
  });

  it('keep the template within what CloudFormation takes', () => {
    expect(Object.keys(stack.toJSON().Resources).length).toBeLessThan(300);
    expect(JSON.stringify(stack.toJSON(), null, 1).length).toBeLessThan(500_000);
  });
});
