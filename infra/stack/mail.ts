import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { listeners } from '../functions.ts';
import type { Province } from '../province.ts';
import { mailsBySes, type Statement } from '../rights.ts';
import { ClueFunction, type Surroundings } from './function.ts';
import { keptLog } from './log-group.ts';
import { acknowledge } from './nag.ts';

type Smtp = Extract<Province['mail'], { transport: 'smtp' }>;
type Ses = Extract<Province['mail'], { transport: 'ses' }>;

/** What Lambda itself takes to join a function to a network; the function's own code may not. */
const joins: Statement = {
  Effect: 'Allow',
  Action: [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ],
  Resource: ['*'],
  Condition: { Null: { 'lambda:SourceFunctionArn': 'true' } },
};

/** The domain in whose name SES sends: its identity stands with the records, since its DNS records are of its making. */
export const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

/** How a province's mails leave: by SES, or by the SMTP server that the file names, where the region has no SES. */
export class Mail extends Construct {
  /** What hears of bounces and complaints; SMTP tells of none. */
  readonly functions: ReadonlyMap<string, ClueFunction>;
  /** Theirs. */
  readonly logGroups: readonly LogGroup[];
  private readonly transport: object;
  private readonly rights: readonly Statement[];
  private readonly network: Smtp['network'];

  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    super(scope, id);
    const { mail } = surroundings.province;
    const { transport, rights, functions, logGroups } =
      mail.transport === 'smtp' ? this.bySmtp(mail) : this.bySes(mail, surroundings);
    this.transport = transport;
    this.rights = rights;
    this.network = mail.transport === 'smtp' ? mail.network : undefined;
    this.functions = functions;
    this.logGroups = logGroups;
  }

  /** Lets a function mail. */
  lend(sender: ClueFunction): void {
    sender.function.addEnvironment('MAIL', JSON.stringify(this.transport));
    for (const statement of this.rights) sender.allow(statement);
    if (this.network) this.join(sender, this.network);
  }

  /** Lets a function's connections leave by the province's network. */
  private join(sender: ClueFunction, { subnetIds, securityGroupIds }: NonNullable<Smtp['network']>): void {
    const { defaultChild } = sender.function.node;
    if (!(defaultChild instanceof CfnFunction)) throw new Error(`${sender.node.path} is no function`);
    defaultChild.vpcConfig = { subnetIds, securityGroupIds };
    sender.allow(joins);
    acknowledge(sender.node.findChild('Role'), {
      'IAM5[Resource::*]':
        'Lambda makes network interfaces for it, by actions that take no resource or one that is not there yet.',
    });
  }

  private bySmtp({ host, port, secretName, secretKeyArn }: Smtp) {
    const secret = Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      // Secrets Manager ends each ARN with six characters of its own choice.
      resourceName: `${secretName}-??????`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const reads: Statement = { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [secret] };
    // By way of Secrets Manager, under whichever domain the partition names it, and for this secret.
    const opens = (key: string): Statement => ({
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [key],
      Condition: {
        StringLike: {
          'kms:ViaService': `secretsmanager.${Stack.of(this).region}.*`,
          'kms:EncryptionContext:SecretARN': secret,
        },
      },
    });
    return {
      transport: { transport: 'smtp', host, port, secretName },
      rights: [reads, ...(secretKeyArn ? [opens(secretKeyArn)] : [])],
      functions: new Map(),
      logGroups: [],
    };
  }

  private bySes({ from }: Ses, surroundings: Surroundings) {
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', { reputationMetrics: true });
    const name = configurationSet.configurationSetName;
    const identity = Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: domainOf(from) });
    const setArn = Stack.of(this).formatArn({ service: 'ses', resource: 'configuration-set', resourceName: name });
    configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    const logGroup = keptLog(this, 'Logs', surroundings);
    const running = { timeout: Duration.seconds(30), logGroup, byEvents: true };
    const functions = new Map(
      listeners
        .filter(({ hears }) => hears === 'returned-mails')
        .map((one) => [one.name, new ClueFunction(this, one, surroundings, running)]),
    );
    new Rule(this, 'Returned', {
      description: 'Mails of this province that bounced or were complained of',
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [name] } } },
      },
      targets: [...functions.values()].map(
        (made) => new LambdaFunction(made.function, { deadLetterQueue: surroundings.failures.undelivered }),
      ),
    });
    return {
      transport: { transport: 'ses', configurationSet: name },
      rights: [mailsBySes(identity, setArn, from)],
      functions,
      logGroups: [logGroup],
    };
  }
}
