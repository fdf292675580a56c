import { randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream';
import { localTime } from '../local-time.ts';
import { bodyOf, listen } from './server.ts';

/**
 * The SES endpoint with its web mailbox. aws-ses-v2-local takes the mails and shows them, but forgets them with the
 * process, hangs on other calls and checks no address: this stands in front of it and does what it leaves out.
 */

// CommonJS, whose default export each loader of ES modules puts elsewhere.
const require = createRequire(import.meta.url);
const { default: emulator }: { default: (options: { host: string; port: number }) => Promise<Server> } =
  require('aws-ses-v2-local');
/** What the web mailbox shows; one for the whole process. */
const shown: typeof import('aws-ses-v2-local/dist/store.js') = require('aws-ses-v2-local/dist/store.js');

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** RFC 3339, of the virtual clock. */
  at: string;
}

export interface MailboxOptions {
  port: number;
  store: DatabaseSync;
  now: () => Date;
}

interface Failure {
  status: number;
  /** An error code of SES, as Throttling. */
  code: string;
}

/** Bytes of a message, as SES limits them. */
const largestMessage = 10_000_000;

const address = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i;

const sesError = ({ status, code }: Failure, message: string) => {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const text = message.replace(/[<&]/g, (sign) => (sign === '<' ? '&lt;' : '&amp;'));
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${text}</Message></Error>`;
  const xmlns = 'http://ses.amazonaws.com/doc/2010-12-01/';
  return {
    status,
    xml: `<ErrorResponse xmlns="${xmlns}">${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  };
};

/** Addresses in the To, Cc and Bcc headers of a MIME message; a comma in quotes parts nothing. */
const headerRecipients = (message: string): string[] => {
  const [head = ''] = message.split(/\r?\n\r?\n/, 1);
  return [...head.replace(/\r?\n[ \t]+/g, ' ').matchAll(/^(?:to|cc|bcc):(.*)$/gim)].flatMap(([, list = '']) =>
    list.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/),
  );
};

/** Who a message goes to, without display names. */
const recipientsOf = (form: URLSearchParams): string[] => {
  const named = [...form]
    .filter(([name]) => /^(?:Destination\.(?:To|Cc|Bcc)Addresses|Destinations)\.member\.\d+$/.test(name))
    .map(([, value]) => value);
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('latin1');
  return (named.length > 0 ? named : headerRecipients(raw)).map((one) => /<([^<>]*)>\s*$/.exec(one)?.[1] ?? one.trim());
};

export const serveMail = async ({ port, store, now }: MailboxOptions) => {
  store.exec(`CREATE TABLE IF NOT EXISTS mailbox (
    id INTEGER PRIMARY KEY, sender TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
    text TEXT NOT NULL, html TEXT NOT NULL, at TEXT NOT NULL)`);
  const keep = store.prepare(
    'INSERT INTO mailbox (sender, recipient, subject, text, html, at) SELECT ?, value, ?, ?, ?, ? FROM json_each(?)',
  );
  const kept = store.prepare('SELECT * FROM mailbox WHERE ?1 IS NULL OR recipient = ?1 COLLATE NOCASE ORDER BY id');

  const inner = await emulator({ host: '127.0.0.1', port: 0 });
  const innerPort = (inner.address() as AddressInfo).port;
  shown.clearStore();
  for (const row of kept.all(null)) {
    shown.saveEmail({
      messageId: `kept-${row.id}`,
      from: String(row.sender),
      replyTo: [],
      destination: { to: [String(row.recipient)], cc: [], bcc: [] },
      subject: String(row.subject),
      body: { text: String(row.text), html: String(row.html) },
      attachments: [],
      at: Math.floor(Date.parse(String(row.at)) / 1000),
    });
  }

  const faults: (Failure | 'hang')[] = [];
  const hanging = new Set<ServerResponse>();

  const send = async (form: URLSearchParams, authorization: string): Promise<{ status: number; xml: string }> => {
    const to = recipientsOf(form);
    if (to.length === 0) return sesError({ status: 400, code: 'InvalidParameterValue' }, 'There is no recipient.');
    const wrong = to.find((one) => !address.test(one));
    if (wrong !== undefined) {
      return sesError({ status: 400, code: 'InvalidParameterValue' }, `This is no mail address: ${wrong}`);
    }
    const answer = await fetch(`http://127.0.0.1:${innerPort}/`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    });
    const xml = await answer.text();
    const id = /<MessageId>(.*)<\/MessageId>/.exec(xml)?.[1];
    const taken = shown.getStoreReadonly().emails.findLast(({ messageId }) => messageId === id);
    if (!answer.ok || !taken)
      return sesError({ status: answer.ok ? 500 : answer.status, code: 'ValidationError' }, xml);
    const at = now();
    taken.at = Math.floor(at.getTime() / 1000);
    const { text = '', html = '' } = taken.body;
    keep.run(taken.from, taken.subject, text, html, localTime(at), JSON.stringify(to));
    return { status: 200, xml };
  };

  const call = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request, largestMessage);
    const form = new URLSearchParams(body?.toString());
    const action = form.get('Action') ?? 'none';
    let answer: { status: number; xml: string };
    if (!body)
      answer = sesError({ status: 400, code: 'MessageRejected' }, `A message has ${largestMessage} bytes at most.`);
    else if (action !== 'SendEmail' && action !== 'SendRawEmail') {
      answer = sesError(
        { status: 400, code: 'InvalidAction' },
        `Only SendEmail and SendRawEmail are served here, not ${action}.`,
      );
    } else {
      const fault = faults.shift();
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

  /** The web mailbox and its data, as the emulator serves them. */
  const passOn = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, url, headers } = request;
    const onward = httpRequest({ host: '127.0.0.1', port: innerPort, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, response, () => {});
    });
    pipeline(request, onward, (error) => error && response.destroy());
  };

  const server = await listen(port, 'MAIL_PORT', (request, response) => {
    if (request.method !== 'POST' || request.url !== '/') passOn(request, response);
    else return call(request, response);
  });
  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    /** Kept mails, oldest first, one for each recipient; `to` takes only those to that address. */
    list: (to?: string): Mail[] =>
      kept.all(to ?? null).map(({ recipient, subject, text, html, at }) => ({
        to: String(recipient),
        subject: String(subject),
        text: String(text),
        html: String(html),
        at: String(at),
      })),
    /** The next sends fail with that error of SES and keep nothing. */
    failNext: (count: number, failure: Failure) => {
      faults.push(...Array.from({ length: count }, () => failure));
    },
    /** The next sends get no answer as long as this runs, and keep nothing. */
    hangNext: (count: number) => {
      faults.push(...Array.from({ length: count }, () => 'hang' as const));
    },
    close: async () => {
      for (const response of hanging) response.destroy();
      await server.close();
      await new Promise<void>((resolve) => {
        inner.close(() => resolve());
        inner.closeAllConnections();
      });
    },
  };
};

export type Mailbox = Awaited<ReturnType<typeof serveMail>>;
