import { fileURLToPath } from 'node:url';
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { fileOf } from '../function-files.ts';
import { type Province, partitionOf, settingsOf } from '../province.ts';
import type { Failures } from './failures.ts';
import { acknowledge, answerCheckov } from './nag.ts';
import { permissions } from './permissions.ts';
import type { Storage } from './storage.ts';

/** What all functions of a province share. */
export interface Surroundings {
  province: Province;
  storage: Storage;
  /** By name, since the machine and its functions name each other. */
  machineName: string;
  failures: Failures;
}

/**
 * Executions at once of the functions that start workflows, a batch of 100 clues counting for many, so that a burst of
 * submissions does not use up StartExecution: 150 a second after a bucket of 800 in most regions (AWS quotas, Standard
 * workflows). What is refused all the same is started by the watchdog.
 */
const reserved: Readonly<Record<string, number>> = { 'submit-clue': 25, 'submit-clues': 2 };

/**
 * A ledger of 50,000 rows takes 10 s of a whole processor to write, which Lambda gives at 1769 MB; at 512 MB it would not
 * be done before API Gateway hangs up after 30 s. With a young generation of 4 MB, rows that are written are given up at once.
 */
const ofLedgers = { memorySize: 1769, nodeOptions: ' --max-semi-space-size=4' };
const ledgers: ReadonlySet<string> = new Set(['read-sent-ledger', 'read-received-ledger']);

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** One Lambda function of a file under functions/, with a role and a log group of its own. */
export class ClueFunction extends Construct {
  readonly function: NodejsFunction;
  readonly logGroup: LogGroup;

  constructor(
    scope: Construct,
    name: string,
    { province, storage, machineName, failures }: Surroundings,
    { timeout = Duration.seconds(30), byEvents = false } = {},
  ) {
    super(scope, name);
    const stack = Stack.of(this);
    const grants = permissions[name] ?? [];
    const machineArn = stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: machineName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: province.logRetentionDays as RetentionDays,
      encryptionKey: storage.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda') });
    const { memorySize, nodeOptions } = ledgers.has(name) ? ofLedgers : { memorySize: 512, nodeOptions: '' };
    const atOnce = province.reserveConcurrency ? reserved[name] : undefined;
    this.function = new NodejsFunction(this, 'Function', {
      entry: fileURLToPath(fileOf(name)),
      depsLockFilePath: path('../../package-lock.json'),
      projectRoot: path('../..'),
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: province.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize,
      timeout,
      logGroup: this.logGroup,
      role,
      ...(atOnce === undefined ? {} : { reservedConcurrentExecutions: atOnce }),
      // Invoked by events, Lambda tries three times, and gives up into this queue.
      ...(byEvents ? { deadLetterQueue: failures.failed } : {}),
      // X-Ray does not work with Lambda in the China regions.
      tracing: partitionOf(province) === 'aws' ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: {
        TABLE_NAME: storage.table.tableName,
        SEAL_KEY_ARN: storage.key.keyArn,
        ...(grants.some(({ on }) => on === 'machine') ? { STATE_MACHINE_ARN: machineArn } : {}),
        SETTINGS: JSON.stringify(settingsOf(province)),
        NODE_OPTIONS: `--enable-source-maps${nodeOptions}`,
        POWERTOOLS_SERVICE_NAME: 'clue-transfer',
      },
      bundling: {
        format: OutputFormat.ESM,
        logLevel: LogLevel.WARNING,
        target: 'node24',
        minify: true,
        sourceMap: true,
        sourcesContent: false,
        // The SDK goes in: pinned with everything else, and quicker to start than the runtime's own.
        bundleAwsSDK: true,
        mainFields: ['module', 'main'],
        // CommonJS packages inside an ESM bundle ask for require.
        banner: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
        forceDockerBundling: false,
      },
    });
    answerCheckov(this.function, {
      115: 'Functions that start workflows have a limit; any other may use what the account has.',
      116: 'What events invoke has a queue; API Gateway and Step Functions hear of a failure themselves.',
      117: 'It reaches AWS services and the mail server only: there is nothing in a network of ours to protect or to reach.',
      173: 'The variables hold names and numbers, no secret; Lambda encrypts them with a key of its own.',
    });
    this.logGroup.grantWrite(role);
    for (const grant of grants) {
      const resources = {
        table: () => storage.table.tableArn,
        index: () => `${storage.table.tableArn}/index/${'index' in grant ? grant.index : ''}`,
        key: () => storage.key.keyArn,
        machine: () => machineArn,
      };
      role.addToPolicy(new PolicyStatement({ actions: [...grant.actions], resources: [resources[grant.on]()] }));
    }
    // What starts and signals the encrypted workflow uses its key, but only by way of Step Functions.
    if (grants.some(({ on }) => on === 'machine')) {
      role.addToPolicy(
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [storage.key.keyArn],
          conditions: { StringLike: { 'kms:ViaService': `states.${stack.region}.*` } },
        }),
      );
    }
    const onTable = grants.filter(({ on }) => on === 'table' || on === 'index').flatMap(({ actions }) => actions);
    if (onTable.length > 0) {
      const writes = onTable.some((action) => /:(Put|Update|Delete)Item$/.test(action));
      // The table's own encryption uses the same key, but only by way of DynamoDB.
      role.addToPolicy(
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:DescribeKey', ...(writes ? ['kms:GenerateDataKey'] : [])],
          resources: [storage.key.keyArn],
          // Under whichever domain the partition names its services.
          conditions: { StringLike: { 'kms:ViaService': `dynamodb.${stack.region}.*` } },
        }),
      );
    }
    if (partitionOf(province) === 'aws') {
      acknowledge(role, { 'IAM5[Resource::*]': 'X-Ray takes no resource: a trace is of the account.' });
    }
  }
}
