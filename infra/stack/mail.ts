import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { ConfigurationSet, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Province } from '../province.ts';

/** How a province's mails leave: by SES, or by the SMTP server that the file names, where the region has no SES. */
export class Mail extends Construct {
  constructor(scope: Construct, id: string, { mail }: Province, sender: NodejsFunction) {
    super(scope, id);
    if (mail.transport === 'smtp') {
      const { host, port, secretName } = mail;
      sender.addEnvironment('MAIL', JSON.stringify({ transport: 'smtp', host, port, secretName }));
      sender.addToRolePolicy(
        new PolicyStatement({
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
        }),
      );
      return;
    }
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', { reputationMetrics: true });
    const domain = mail.from.slice(mail.from.indexOf('@') + 1);
    const identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain), configurationSet });
    sender.addEnvironment(
      'MAIL',
      JSON.stringify({ transport: 'ses', configurationSet: configurationSet.configurationSetName }),
    );
    sender.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [
          identity.emailIdentityArn,
          Stack.of(this).formatArn({
            service: 'ses',
            resource: 'configuration-set',
            resourceName: configurationSet.configurationSetName,
          }),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': mail.from } },
      }),
    );
  }
}
