import * as z from 'zod';
import { variable } from '../settings.ts';
import type { Mail, Sent } from './sending.ts';

/** Sends one mail to one address: by SES, or by SMTP where the partition has no SES. Only what sends in this province is loaded. */

const transportSchema = z.discriminatedUnion('transport', [
  z.object({ transport: z.literal('ses'), configurationSet: z.string().optional() }),
  z.object({ transport: z.literal('smtp'), host: z.string(), port: z.int(), secretName: z.string() }),
]);

type Send = (mail: Mail) => Promise<Sent>;

const load = async (said: string): Promise<Send> => {
  const transport = transportSchema.parse(JSON.parse(said));
  if (transport.transport === 'ses') {
    const { bySes } = await import('./by-ses.ts');
    return (mail) => bySes(mail, transport.configurationSet);
  }
  const { bySmtp } = await import('./by-smtp.ts');
  return (mail) => bySmtp(mail, transport);
};

let ready: { by: string; send: Promise<Send> } | undefined;

/** As the stack, or the local runtime, says it; once a container. */
const loaded = (): Promise<Send> => {
  const by = variable('MAIL');
  if (ready?.by !== by) ready = { by, send: load(by) };
  return ready.send;
};

/** Done when what sends is there: of a function that mails, before its handler is (infra/stack/entry.ts). @public */
export const readyToMail = async (): Promise<void> => {
  await loaded();
};

/** @throws the transport's error when the mail surely was not sent and may be tried again. */
export const sendMail = async (mail: Mail): Promise<Sent> => (await loaded())(mail);
