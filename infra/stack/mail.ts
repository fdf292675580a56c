import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { listeners } from '../functions.ts';
import type { Province } from '../province.ts';
import { ClueFunction, type Surroundings } from './function.ts';

type Smtp = Extract<Province['mail'], { transport: 'smtp' }>;
type Ses = Extract<Province['mail'], { transport: 'ses' }>;

/** The domain in whose name SES sends: its identity stands with the records, since its DNS records are of its making. */
export const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

/** How a province's mails leave: by SES, or by the SMTP server that the file names, where the region has no SES. */
export class Mail extends Construct {
  /** What hears of bounces and complaints; SMTP tells of none. */
  readonly functions: ReadonlyMap<string, ClueFunction>;
  private readonly transport: object;
  private readonly statement: PolicyStatement;

  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    super(scope, id);
    const { mail } = surroundings.province;
    const { transport, statement, functions } =
      mail.transport === 'smtp' ? this.bySmtp(mail) : this.bySes(mail, surroundings);
    this.transport = transport;
    this.statement = statement;
    this.functions = functions;
  }

  /** Lets a function mail. */
  lend(sender: NodejsFunction): void {
    sender.addEnvironment('MAIL', JSON.stringify(this.transport));
    sender.addToRolePolicy(this.statement);
  }

  private bySmtp({ host, port, secretName }: Smtp) {
    const statement = new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [
        Stack.of(this).formatArn({
          service: 'secretsmanager',
          resource: 'secret',
          // Secrets Manager ends each ARN with six characters of its own choice.
          resourceName: `${secretName}-??????`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    });
    return { transport: { transport: 'smtp', host, port, secretName }, statement, functions: new Map() };
  }

  private bySes({ from }: Ses, surroundings: Surroundings) {
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', { reputationMetrics: true });
    const name = configurationSet.configurationSetName;
    const statement = new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [
        Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: domainOf(from) }),
        Stack.of(this).formatArn({ service: 'ses', resource: 'configuration-set', resourceName: name }),
      ],
      conditions: { StringEquals: { 'ses:FromAddress': from } },
    });
    configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    const functions = new Map(
      listeners
        .filter(({ hears }) => hears === 'returned-mails')
        .map((one) => [one.name, new ClueFunction(this, one, surroundings, { byEvents: true })]),
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
      statement,
      functions,
    };
  }
}
