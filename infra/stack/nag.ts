import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Why a finding of cdk-nag's AwsSolutions does not hold for this construct, by the finding's id. */
export const acknowledge = (construct: IConstruct, reasons: Readonly<Record<string, string>>): void =>
  Validations.of(construct).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id: `AwsSolutions::AwsSolutions-${id}`, reason })),
  );
