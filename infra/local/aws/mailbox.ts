import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { localTime } from '../local-time.ts';
import { type MailLink, mailboxPage, type PageAnswer } from './mailbox-pages.ts';
import { type KeptMail, type Mail, openMails } from './mails.ts';
import { bodyOf, listen } from './server.ts';
import { startSesEmulator } from './ses-emulator.ts';
import {
  callRefusal,
  largestMessage,
  recipientsOf,
  recipientsRefusal,
  type SesAnswer,
  type SesFailure,
  sesError,
} from './ses-protocol.ts';

/**
 * The SES endpoint with its web mailbox. aws-ses-v2-local reads the mails, but forgets them with the process, hangs on other calls and
 * checks no address: this stands in front of it, does what it leaves out, and shows them.
 */

export interface MailboxOptions {
  port: number;
  store: DatabaseSync;
  now: () => Date;
  /** What stands on a mail's page beside it. */
  linksOf?: (mail: KeptMail) => readonly MailLink[];
  /** Answers what those links lead to; undefined for any other path. */
  linked?: (target: string, acceptLanguage: string | undefined) => Promise<PageAnswer | undefined>;
}

/** Listens on 127.0.0.1; port 0 takes any free one. One for the whole process, as the emulator is. */
export const serveMail = async ({
  port,
  store,
  now,
  linksOf = () => [],
  linked = async () => undefined,
}: MailboxOptions) => {
  const mails = openMails(store);
  const emulator = await startSesEmulator(now);
  const faults: { fault: SesFailure | 'hang'; to?: string | undefined }[] = [];
  const faultFor = (form: URLSearchParams): SesFailure | 'hang' | undefined => {
    const next = faults.findIndex(({ to }) => to === undefined || recipientsOf(form).includes(to));
    return next < 0 ? undefined : faults.splice(next, 1)[0]?.fault;
  };
  const hanging = new Set<ServerResponse>();

  const send = async (form: URLSearchParams, authorization: string): Promise<SesAnswer> => {
    const to = recipientsOf(form);
    const refusal = recipientsRefusal(to);
    if (refusal) return refusal;
    const { status, xml, mail } = await emulator.send(form, authorization);
    if (!mail) return sesError({ status: status < 400 ? 500 : status, code: 'ValidationError' }, xml);
    mails.keep({ ...mail, at: localTime(mail.at) }, to);
    return { status: 200, xml };
  };

  const call = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request, largestMessage);
    const form = new URLSearchParams(body?.toString());
    let answer = callRefusal(body, form);
    if (!answer) {
      const fault = faultFor(form);
      if (fault === 'hang') {
        hanging.add(response.once('close', () => hanging.delete(response)));
        return;
      }
      answer = fault
        ? sesError(fault, 'A fault that a test asked for.')
        : await send(form, request.headers.authorization ?? '');
    }
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.xml);
  };

  const show = async ({ method, url = '/', headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const language = headers['accept-language'];
    const answer = (await linked(url, language)) ?? mailboxPage(url, language, { mails, linksOf });
    response.writeHead(answer.status, answer.headers).end(method === 'HEAD' ? undefined : answer.body);
  };

  const server = await listen(port, 'MAIL_PORT', (request, response) =>
    request.method === 'POST' && request.url === '/' ? call(request, response) : show(request, response),
  );
  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    /** Kept mails, oldest first, one for each recipient; `to` takes only those to that address. */
    list: (to?: string): Mail[] =>
      mails.list(to).map(({ to, subject, text, html, at }) => ({ to, subject, text, html, at })),
    /** The next sends, or those to one address, fail with that error of SES and keep nothing. */
    failNext: (count: number, failure: SesFailure, to?: string) => {
      faults.push(...Array.from({ length: count }, () => ({ fault: failure, to })));
    },
    /** The next sends get no answer as long as this runs, and keep nothing. */
    hangNext: (count: number) => {
      faults.push(...Array.from({ length: count }, () => ({ fault: 'hang' as const })));
    },
    close: async () => {
      for (const response of hanging) response.destroy();
      await server.close();
      await emulator.close();
    },
  };
};

export type Mailbox = Awaited<ReturnType<typeof serveMail>>;
