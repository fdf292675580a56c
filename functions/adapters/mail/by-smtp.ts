import { Readable } from 'node:stream';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { settings } from '../settings.ts';
import type { Mail, Sent } from './sending.ts';
import { type Login, loginSchema, type SmtpServer, smtpConnection } from './smtp-connection.ts';

let credentials: Promise<Login> | undefined;
const smtpCredentials = (secretName: string) => {
  credentials ??= new SecretsManagerClient()
    .send(new GetSecretValueCommand({ SecretId: secretName }))
    .then(({ SecretString }) => loginSchema.parse(JSON.parse(SecretString ?? '')));
  // A rotated password or a passing fault must not stick.
  credentials.catch(() => {
    credentials = undefined;
  });
  return credentials;
};

/** A mail by the province's mail server; its login stands in a secret. */
export const bySmtp = async (
  mail: Mail,
  { host, port, secretName }: SmtpServer & { secretName: string },
): Promise<Sent> => {
  const transport = smtpConnection({ host, port }, await smtpCredentials(secretName));
  // Read only once the server has let us in: until then nothing can have been sent.
  let begun = false;
  const html = Readable.from(
    (function* () {
      begun = true;
      yield mail.html;
    })(),
  );
  try {
    const { to, subject, text } = mail;
    await transport.sendMail({ from: settings().mailFrom, to, subject, text, html });
    return 'sent';
  } catch (error) {
    const { responseCode, command, code } = error as { responseCode?: number; command?: string; code?: string };
    // RFC 5321: 5yz to RCPT TO means that this address is refused for good; any other reply may change.
    if (command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500) return 'refused';
    // The password may have been rotated: the next try reads it anew.
    if (code === 'EAUTH') credentials = undefined;
    if (responseCode === undefined && begun) return 'uncertain';
    throw error;
  } finally {
    transport.close();
  }
};
