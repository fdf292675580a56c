import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Why a finding does not hold for a construct: the answers to those who check the templates. */

/** By the id of a finding of cdk-nag's AwsSolutions. */
export const acknowledge = (construct: IConstruct, reasons: Readonly<Record<string, string>>): void =>
  Validations.of(construct).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id: `AwsSolutions::AwsSolutions-${id}`, reason })),
  );

/** How cdk-nag writes an ARN in its findings: references as JSON within the text. */
export const shownArn = (scope: IConstruct, arn: string): string => {
  const resolved: unknown = Stack.of(scope).resolve(arn);
  if (typeof resolved === 'string') return resolved;
  const [, parts] = (resolved as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('');
};

/** By the id of a finding of checkov, which reads it from the template. */
export const answerCheckov = (construct: IConstruct, reasons: Readonly<Record<string, string>>): void => {
  const resource = CfnResource.isCfnResource(construct) ? construct : (construct.node.defaultChild as CfnResource);
  resource.addMetadata('checkov', {
    skip: Object.entries(reasons).map(([id, comment]) => ({ id: `CKV_AWS_${id}`, comment })),
  });
};
