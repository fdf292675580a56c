import { fileURLToPath } from 'node:url';
import { ArnFormat, type Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime, Tracing, type Version } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeclaredFunction } from '../functions.ts';
import { live } from '../live.ts';
import { type Province, partitionOf } from '../province.ts';
import { headsFilesIn, type Statement, statementsOf } from '../rights.ts';
import { exportNameOf, roleNameOf } from '../stack-names.ts';
import { bundleOf } from './bundle.ts';
import { entryOf } from './entry.ts';
import type { Failures } from './failures.ts';
import { acknowledge, answerCheckov, shownArn } from './nag.ts';
import type { Records } from './records.ts';
import { keptVersion } from './release.ts';

/** What all functions of a province share. */
export interface Surroundings {
  province: Province;
  records: Records;
  /** By name, since the machine and its functions name each other. */
  machineName: string;
  failures: Failures;
}

/** In the project, but not committed; the same wherever the output goes, and so are the bundles. */
const entries = fileURLToPath(new URL('../../cdk.out/entries', import.meta.url));

interface Running {
  timeout: Duration;
  /** Of the part of the stack that it belongs to; its streams bear the function's name. */
  logGroup: ILogGroup;
  byEvents?: boolean;
  /** Writes into a folder what is deployed beside the code. */
  beside?: (folder: string) => void;
}

const statesArn = (scope: Construct, resource: string, resourceName: string): string =>
  Stack.of(scope).formatArn({ service: 'states', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });

/** ARN of the state machine of that name. */
export const machineArn = (scope: Construct, name: string): string => statesArn(scope, 'stateMachine', name);

const allowed = (actions: string[], resource: string): Statement => ({
  Effect: 'Allow',
  Action: actions,
  Resource: [resource],
});

/** One Lambda function of a file under functions/, with a role of its own. */
export class ClueFunction extends Construct {
  readonly function: LambdaFunction;
  /** All that its role may do, within the role: a policy beside it would be one resource more. */
  private readonly rights = new PolicyDocument();

  constructor(
    scope: Construct,
    declared: DeclaredFunction,
    surroundings: Surroundings,
    { timeout, logGroup, byEvents = false, beside }: Running,
  ) {
    super(scope, declared.constructId);
    const { province, failures } = surroundings;
    const role = new Role(this, 'Role', {
      roleName: roleNameOf(province, declared),
      assumedBy: new ServicePrincipal('lambda'),
      inlinePolicies: { rights: this.rights },
    });
    const atOnce = province.reserveConcurrency ? declared.capacity?.atOnce : undefined;
    this.function = new LambdaFunction(this, 'Function', {
      code: bundleOf(entryOf(entries, declared), beside),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: province.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize: declared.memory ?? 512,
      timeout,
      logGroup,
      role: role.withoutPolicyUpdates(),
      ...(atOnce === undefined ? {} : { reservedConcurrentExecutions: atOnce }),
      // Invoked by events, Lambda tries three times, and gives up into this queue.
      ...(byEvents ? { deadLetterQueue: failures.failed } : {}),
      // X-Ray does not work with Lambda in the China regions.
      tracing: partitionOf(province) === 'aws' ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: this.environment(declared, surroundings),
      currentVersionOptions: { removalPolicy: keptVersion },
    });
    answerCheckov(this.function, {
      115: 'Functions that start workflows have a limit where the account has room for it; any other may use what the account has.',
      116: 'What events invoke has a queue; API Gateway and Step Functions hear of a failure themselves.',
      117: 'It reaches AWS services and the mail server only: there is nothing in a network of ours to protect or to reach.',
      173: 'The variables hold names and numbers, no secret; Lambda encrypts them with a key of its own.',
    });
    this.allow(allowed(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn));
    if (byEvents) this.allow(allowed(['sqs:SendMessage'], failures.failed.queueArn));
    this.grant(declared, surroundings, role);
    if (partitionOf(province) === 'aws') {
      this.allow(allowed(['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*'));
      acknowledge(role, { 'IAM5[Resource::*]': 'X-Ray takes no resource: a trace is of the account.' });
    }
  }

  /** Its code and environment as they are in this release. */
  get version(): Version {
    return this.function.currentVersion;
  }

  /** Allows it more. */
  allow(statement: Statement): void {
    this.rights.addStatements(PolicyStatement.fromJson(statement));
  }

  private environment(
    { grants, nodeOptions }: DeclaredFunction,
    { province, records, machineName, failures }: Surroundings,
  ) {
    const needsMachine = grants.some(({ on }) => on === 'machine');
    return {
      TABLE_NAME: records.table.tableName,
      SEAL_KEY_ARN: records.key.keyArn,
      ...(province.hashAlgorithm === 'sha256' ? {} : { HASH_ALGORITHM: province.hashAlgorithm }),
      ...(needsMachine ? { STATE_MACHINE_ARN: `${machineArn(this, machineName)}:${live}` } : {}),
      ...(grants.some(({ on }) => on === 'headsFiles')
        ? { HEADS_BUCKET: records.heads.bucket.bucketName, HEADS_KEY_ARN: records.heads.key.keyArn }
        : {}),
      ...(grants.some(({ on }) => on === 'failed') ? { FAILED_QUEUE_URL: failures.failed.queueUrl } : {}),
      ...(grants.some(({ on }) => on === 'undelivered')
        ? { UNDELIVERED_QUEUE_URL: failures.undelivered.queueUrl }
        : {}),
      ...(nodeOptions ? { NODE_OPTIONS: nodeOptions } : {}),
      POWERTOOLS_SERVICE_NAME: 'clue-transfer',
    };
  }

  /** What the function said that it does, and of the key what comes with that. */
  private grant(
    { grants }: DeclaredFunction,
    { province, records, machineName, failures }: Surroundings,
    role: Role,
  ): void {
    const { tableArn } = records.table;
    const { keyArn } = records.key;
    const resources = {
      table: tableArn,
      key: keyArn,
      machine: machineArn(this, machineName),
      executions: statesArn(this, 'execution', `${machineName}:*`),
      failed: failures.failed.queueArn,
      undelivered: failures.undelivered.queueArn,
      headsBucket: records.heads.bucket.bucketArn,
      headsFiles: headsFilesIn(records.heads.bucket.bucketArn),
      headsKey: records.heads.key.keyArn,
    };
    for (const statement of statementsOf(grants, resources)) this.allow(statement);
    if (grants.some(({ on }) => on === 'executions')) {
      const all = `IAM5[Resource::${shownArn(this, resources.executions)}]`;
      acknowledge(role, { [all]: 'Executions are named by transfers: all of the one machine.' });
    }
    if (grants.some(({ on }) => on === 'headsFiles')) {
      const files = headsFilesIn(`arn:${partitionOf(province)}:s3:::${exportNameOf(province, 'HeadsBucketName')}`);
      acknowledge(role, {
        [`IAM5[Resource::${files}]`]: 'Files of signed heads are named by their number: all of the one folder.',
      });
    }
    const onTable = grants.filter(({ on }) => on === 'table' || on === 'index').flatMap(({ actions }) => actions);
    if (onTable.length > 0) {
      const writes = onTable.some((action) => /:(Put|Update|Delete)Item$/.test(action));
      // The table's own encryption uses the same key, but only by way of DynamoDB; under whichever domain the partition names it.
      this.allow({
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:DescribeKey', ...(writes ? ['kms:GenerateDataKey'] : [])],
        Resource: [keyArn],
        Condition: { StringLike: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.*` } },
      });
    }
  }
}
