import { Readable } from 'node:stream';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses';
import * as z from 'zod';
import { settings, variable } from '../settings.ts';
import { type Login, loginSchema, smtpConnection } from './smtp-connection.ts';

/** Sends one mail to one address: by SES, or by SMTP where the partition has no SES. */

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Whose address it is: a mail that comes back says so again. */
  unitId?: string | undefined;
}

/** `refused`: this address will never take it. `uncertain`: nobody knows whether it went out. A thrown error: it did not, and may later. */
export type Sent = 'sent' | 'refused' | 'uncertain';

const transportSchema = z.discriminatedUnion('transport', [
  z.object({ transport: z.literal('ses'), configurationSet: z.string().optional() }),
  z.object({ transport: z.literal('smtp'), host: z.string(), port: z.int(), secretName: z.string() }),
]);
type Smtp = Extract<z.infer<typeof transportSchema>, { transport: 'smtp' }>;

// The SDK's retries would send twice what was taken but not answered; the workflow retries what surely was not.
let client: SESClient | undefined;
const ses = () => {
  client ??= new SESClient({
    maxAttempts: 1,
    requestHandler: { requestTimeout: 10_000, connectionTimeout: 3_000, throwOnRequestTimeout: true },
  });
  return client;
};

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** SES speaks of an unverified sender or a paused account by MessageRejected too: that is ours to mend, not the address's fault. */
const ours = /not verified|paused|suspended|sending quota|daily message/i;

const bySes = async (mail: Mail, configurationSet: string | undefined): Promise<Sent> => {
  try {
    await ses().send(
      new SendEmailCommand({
        Source: settings().mailFrom,
        Destination: { ToAddresses: [mail.to] },
        Message: { Subject: utf8(mail.subject), Body: { Text: utf8(mail.text), Html: utf8(mail.html) } },
        ...(configurationSet ? { ConfigurationSetName: configurationSet } : {}),
        ...(mail.unitId ? { Tags: [{ Name: 'unit', Value: mail.unitId }] } : {}),
      }),
    );
    return 'sent';
  } catch (error) {
    if (error instanceof SESServiceException) {
      const badAddress = error.name === 'MessageRejected' || error.name === 'InvalidParameterValue';
      if (badAddress && !ours.test(error.message)) return 'refused';
      throw error;
    }
    if (neverReached(error)) throw error;
    return 'uncertain';
  }
};

/** True when no connection came about, so that nothing can have been sent. */
const neverReached = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string };
  return (
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code ?? '') ||
    /did not establish a connection/.test(message ?? '')
  );
};

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

const bySmtp = async (mail: Mail, { host, port, secretName }: Smtp): Promise<Sent> => {
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

/** @throws the transport's error when the mail surely was not sent and may be tried again. */
export const sendMail = (mail: Mail): Promise<Sent> => {
  const transport = transportSchema.parse(JSON.parse(variable('MAIL')));
  return transport.transport === 'ses' ? bySes(mail, transport.configurationSet) : bySmtp(mail, transport);
};
