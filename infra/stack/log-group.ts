import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Province } from '../province.ts';
import type { Records } from './records.ts';

interface Keeping {
  province: Province;
  records: Records;
}

/** A log that is kept as long as the province says, whatever becomes of the stack. `logGroupName`: of this stack alone, if any. */
export const keptLog = (
  scope: Construct,
  id: string,
  { province, records }: Keeping,
  logGroupName?: string,
): LogGroup =>
  new LogGroup(scope, id, {
    ...(logGroupName === undefined ? {} : { logGroupName }),
    encryptionKey: records.key,
    retention: province.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
