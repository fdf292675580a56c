import { CfnOutput } from 'aws-cdk-lib';
import { DomainName, type HttpApiProps, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Province } from '../province.ts';

type OwnDomain = NonNullable<Province['domain']>;

/** Mutual TLS: whoever has no certificate of these authorities does not come as far as an authorizer. */
const mutualTls = (scope: Construct, { truststore, truststoreVersion, ownershipCertificateArn }: OwnDomain) => {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(truststore ?? '') ?? [];
  if (bucket === undefined || key === undefined) return {};
  return {
    mtls: {
      bucket: Bucket.fromBucketName(scope, 'Truststore', bucket),
      key,
      ...(truststoreVersion === undefined ? {} : { version: truststoreVersion }),
    },
    ...(ownershipCertificateArn === undefined
      ? {}
      : { ownershipCertificate: Certificate.fromCertificateArn(scope, 'Ownership', ownershipCertificateArn) }),
  };
};

/** What the API is made with, so that it is reached by the province's own domain and by no other address. */
export const onOwnDomain = (scope: Construct, domain: OwnDomain | undefined): Partial<HttpApiProps> => {
  if (!domain) return {};
  const domainName = new DomainName(scope, 'Domain', {
    domainName: domain.name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
    securityPolicy: SecurityPolicy.TLS_1_2,
    ...mutualTls(scope, domain),
  });
  new CfnOutput(scope, 'DomainTarget', { value: domainName.regionalDomainName }).overrideLogicalId('DomainTarget');
  return { defaultDomainMapping: { domainName }, disableExecuteApiEndpoint: true };
};
