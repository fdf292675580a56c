import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge, answerCheckov } from './nag.ts';

/** Where events end that nothing took: those that EventBridge could not hand over, and those that a function failed on to the end. */
export class Failures extends Construct {
  readonly undelivered: Queue;
  readonly failed: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.undelivered = this.queue('Undelivered');
    this.failed = this.queue('Failed');
  }

  private queue(id: string): Queue {
    const queue = new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    answerCheckov(queue, { 27: 'It is encrypted with keys of SQS; this check knows KMS keys only.' });
    acknowledge(queue, { SQS3: 'It is itself the dead-letter queue.' });
    return queue;
  }
}
