import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { provinces, templates, templatesOf } from './templates.ts';

/** A province under a domain of its own. */

const { abroad, China } = provinces;
const certificateOf = ({ region, account }: { region: string; account: string }, id: string) =>
  `arn:aws${region.startsWith('cn-') ? '-cn' : ''}:acm:${region}:${account}:certificate/${id}`;

describe('an own domain', () => {
  const domain = { name: 'clues.example', certificateArn: certificateOf(abroad, 'a1') };
  const { stack } = templatesOf({ ...abroad, domain });

  it('is the only address of the API, and stands in what the stack puts out', () => {
    stack.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    stack.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'clues.example',
      DomainNameConfigurations: [
        { CertificateArn: domain.certificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
      ],
      MutualTlsAuthentication: Match.absent(),
    });
    stack.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
    const { ApiUrl, DomainTarget } = stack.toJSON().Outputs;
    expect(ApiUrl.Value).toBe('https://clues.example');
    expect(JSON.stringify(DomainTarget.Value)).toContain('RegionalDomainName');
  });

  it('asks for certificates of clients where a truststore is named', () => {
    const more = {
      truststore: 's3://province-trust/authorities/clients.pem',
      truststoreVersion: 'v1',
      ownershipCertificateArn: certificateOf(abroad, 'b2'),
    };
    const { stack: mutual } = templatesOf({ ...abroad, domain: { ...domain, ...more } });
    mutual.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      MutualTlsAuthentication: { TruststoreUri: more.truststore, TruststoreVersion: 'v1' },
      DomainNameConfigurations: [
        Match.objectLike({ OwnershipVerificationCertificateArn: more.ownershipCertificateArn }),
      ],
    });
    // Or it would let in whoever has none.
    mutual.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
  });

  it('is made in China regions too, in their partition', () => {
    const inChina = { ...domain, certificateArn: certificateOf(China, 'a1'), icpRecordal: '鲁ICP备12345678号-1' };
    const text = JSON.stringify(templatesOf({ ...China, domain: inChina }).stack.toJSON());
    expect([...text.matchAll(/arn:aws:[\w:-]*/g)]).toEqual([]);
  });

  it('is nowhere where none is named: API Gateway’s own address is open', () => {
    templates.abroad.stack.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    templates.abroad.stack.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      DisableExecuteApiEndpoint: Match.absent(),
    });
  });
});
