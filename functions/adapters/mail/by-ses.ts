import { SESClient, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses';
import { settings } from '../settings.ts';
import type { Mail, Sent } from './sending.ts';

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

/** A mail by SES. */
export const bySes = async (mail: Mail, configurationSet: string | undefined): Promise<Sent> => {
  const command = new SendEmailCommand({
    Source: settings().mailFrom,
    Destination: { ToAddresses: [mail.to] },
    Message: { Subject: utf8(mail.subject), Body: { Text: utf8(mail.text), Html: utf8(mail.html) } },
    ...(configurationSet ? { ConfigurationSetName: configurationSet } : {}),
    ...(mail.unitId ? { Tags: [{ Name: 'unit', Value: mail.unitId }] } : {}),
  });
  try {
    await ses().send(command);
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
