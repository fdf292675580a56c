import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { ConfigurationSet, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Province } from '../province.ts';

type Smtp = Extract<Province['mail'], { transport: 'smtp' }>;
type Ses = Extract<Province['mail'], { transport: 'ses' }>;

/** How a province's mails leave: by SES, or by the SMTP server that the file names, where the region has no SES. */
export class Mail extends Construct {
  constructor(scope: Construct, id: string, { mail }: Province, senders: readonly NodejsFunction[]) {
    super(scope, id);
    const { transport, statement } = mail.transport === 'smtp' ? this.bySmtp(mail) : this.bySes(mail);
    for (const sender of senders) {
      sender.addEnvironment('MAIL', JSON.stringify(transport));
      sender.addToRolePolicy(statement);
    }
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
    return { transport: { transport: 'smtp', host, port, secretName }, statement };
  }

  private bySes({ from }: Ses) {
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', { reputationMetrics: true });
    const domain = from.slice(from.indexOf('@') + 1);
    const identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain), configurationSet });
    const statement = new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [
        identity.emailIdentityArn,
        Stack.of(this).formatArn({
          service: 'ses',
          resource: 'configuration-set',
          resourceName: configurationSet.configurationSetName,
        }),
      ],
      conditions: { StringEquals: { 'ses:FromAddress': from } },
    });
    return { transport: { transport: 'ses', configurationSet: configurationSet.configurationSetName }, statement };
  }
}
