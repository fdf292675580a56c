import {
  DecryptionFailure,
  DescribeSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type Login, loginSchema } from '../../functions/adapters/mail/smtp-connection.ts';
import type { Province } from '../province.ts';
import type { Aws } from './aws.ts';
import { type Check, type Finding, good, lacking, unknown } from './finding.ts';

type Smtp = Extract<Province['mail'], { transport: 'smtp' }>;

/** The key that Secrets Manager takes where none is named. */
const ownKey = 'alias/aws/secretsmanager';

/** The login, or null where the secret does not say one; its text goes nowhere else. */
const loginIn = (text: string | undefined): Login | null => {
  try {
    return loginSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
};

/** @throws AWS's error. */
export const readLogin = async (secretName: string, { config }: Aws): Promise<Login | null> => {
  const client = new SecretsManagerClient(config);
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretName }));
  return loginIn(SecretString);
};

const form = '{"username": …, "password": …}';

/** What Secrets Manager says of a secret that cannot be read, where that is the secret's fault. */
const faultOf = (error: unknown, secretName: string, region: string): Finding | null => {
  const aws = (command: string) => `aws secretsmanager ${command} --region ${region}`;
  if (error instanceof ResourceNotFoundException) {
    return lacking(
      `there is no secret ${secretName} with a value`,
      `write ${form} into a file of your own, then ${aws('create-secret')} --name ${secretName} --secret-string file://<file>`,
    );
  }
  if (error instanceof InvalidRequestException) {
    return lacking(
      `the secret ${secretName} is about to be deleted`,
      `${aws('restore-secret')} --secret-id ${secretName}`,
    );
  }
  if (error instanceof DecryptionFailure) {
    return lacking(
      `the secret ${secretName} cannot be decrypted`,
      'enable the KMS key that it is encrypted with, or write it anew under another',
    );
  }
  return null;
};

/** What is wrong with the key that it is encrypted with, as Secrets Manager names that; null: the functions may use it. */
const keyFaultOf = (key: string, { secretName, secretKeyArn }: Smtp, region: string): Finding | null => {
  if (key.endsWith(ownKey)) return null;
  const put = (under: string) =>
    `aws secretsmanager update-secret --region ${region} --secret-id ${secretName} --kms-key-id ${under}`;
  if (secretKeyArn === undefined) {
    return lacking(
      `the secret ${secretName} is encrypted with a key of its own (${key}), on which the functions have no right`,
      `name the ARN of that key as mail.secretKeyArn in the province file, or ${put(ownKey)}`,
    );
  }
  if (key === secretKeyArn || secretKeyArn.endsWith(`:key/${key}`)) return null;
  // An alias may be moved to any key.
  const say = key.includes('alias/') ? unknown : lacking;
  return say(
    `the secret ${secretName} is encrypted with ${key}, the functions have a right on ${secretKeyArn}`,
    `${put(secretKeyArn)}, or correct mail.secretKeyArn in the province file`,
  );
};

/** Of provinces that mail by SMTP. */
export const secret = (mail: Smtp): Check => ({
  name: 'secret',
  actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
  look: async ({ province: { region }, aws: { config }, login }) => {
    const { secretName } = mail;
    const client = new SecretsManagerClient(config);
    try {
      const { KmsKeyId = ownKey } = await client.send(new DescribeSecretCommand({ SecretId: secretName }));
      const keyFault = keyFaultOf(KmsKeyId, mail, region);
      if (keyFault) return keyFault;
      if (await login()) return good(`the secret ${secretName} says username and password`);
      return lacking(
        `the secret ${secretName} is not ${form}`,
        `write it so into a file of your own, then aws secretsmanager put-secret-value --region ${region} --secret-id ${secretName} --secret-string file://<file>`,
      );
    } catch (error) {
      const fault = faultOf(error, secretName, region);
      if (fault) return fault;
      throw error;
    }
  },
});
