import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { DatabaseSync } from 'node:sqlite';
import { withOffset } from '../../functions/domain/time.ts';
import { bodyOf, listen } from './server.ts';

// CommonJS, whose default export each loader of ES modules puts elsewhere.
const { default: emulator } = createRequire(import.meta.url)('aws-ses-v2-local') as {
  default: (options: { host: string; port: number }) => Promise<import('node:http').Server>;
};

/**
 * The SES endpoint with its web mailbox. aws-ses-v2-local takes the mails and shows them, but forgets them with the
 * process: this stands in front of it, keeps each mail that it took, and shows it them again after a restart.
 */

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

const sesError = (code: string, message: string, sender = 'Sender') =>
  `<?xml version="1.0"?><ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>${sender}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>local</RequestId></ErrorResponse>`;

const recipients = (form: URLSearchParams) =>
  [...form].filter(([name]) => name.startsWith('Destination.ToAddresses.member.')).map(([, address]) => address);

export const serveMail = async ({ port, store, now }: MailboxOptions) => {
  store.exec(
    'CREATE TABLE IF NOT EXISTS mails (id INTEGER PRIMARY KEY, "to" TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, html TEXT NOT NULL, at TEXT NOT NULL, form TEXT NOT NULL)',
  );
  const insert = store.prepare('INSERT INTO mails ("to", subject, text, html, at, form) VALUES (?, ?, ?, ?, ?, ?)');
  const select = store.prepare(
    'SELECT "to", subject, text, html, at FROM mails WHERE ?1 IS NULL OR lower("to") = lower(?1) ORDER BY id',
  );

  const inner = await emulator({ host: '127.0.0.1', port: 0 });
  const innerUrl = `http://127.0.0.1:${(inner.address() as AddressInfo).port}`;
  const pass = (form: string) =>
    fetch(innerUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: 'AWS local' },
      body: form,
    });
  for (const { form } of store.prepare('SELECT form FROM mails ORDER BY id').all()) await pass(String(form));

  const failures: { status: number; code: string }[] = [];
  const send = async (body: Buffer): Promise<{ status: number; text: string }> => {
    const form = new URLSearchParams(body.toString());
    if (form.get('Action') !== 'SendEmail') {
      return { status: 400, text: sesError('InvalidAction', 'only SendEmail is served here') };
    }
    const failure = failures.shift();
    if (failure)
      return { status: failure.status, text: sesError(failure.code, 'a fault that a test asked for', 'Receiver') };
    const to = recipients(form);
    // SES judges addresses; the emulator takes anything.
    if (to.length === 0 || to.some((address) => !/^[\x21-\x3f\x41-\x7e]+@[\w-]+(\.[\w-]+)+$/.test(address))) {
      return { status: 400, text: sesError('InvalidParameterValue', 'Missing final @domain or illegal address') };
    }
    const answer = await pass(body.toString());
    const text = await answer.text();
    if (answer.ok) {
      const field = (name: string) => form.get(`Message.${name}.Data`) ?? '';
      const at = withOffset('Asia/Shanghai', now()).replace(/(T\d\d:\d\d:\d\d)(?=[+-])/, '$1.000');
      for (const address of to)
        insert.run(address, field('Subject'), field('Body.Text'), field('Body.Html'), at, body.toString());
    }
    return { status: answer.status, text };
  };

  const server = await listen(port, 'MAIL_PORT', async (request, response) => {
    try {
      if (request.method === 'POST' && request.url === '/') {
        const { status, text } = await send((await bodyOf(request)) ?? Buffer.alloc(0));
        response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
        return;
      }
      const shown = await fetch(`${innerUrl}${request.url}`, { method: request.method ?? 'GET' });
      response.writeHead(shown.status, { 'content-type': shown.headers.get('content-type') ?? 'text/plain' });
      response.end(Buffer.from(await shown.arrayBuffer()));
    } catch {
      response.writeHead(502).end();
    }
  });
  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    list: (to?: string): Mail[] => select.all(to ?? null).map((row) => ({ ...row }) as unknown as Mail),
    /** The next sends fail with that error of SES and keep nothing. */
    failNext: (count: number, failure: { status: number; code: string }) => {
      for (let n = 0; n < count; n += 1) failures.push(failure);
    },
    close: async () => {
      await server.close();
      await new Promise<void>((resolve) => {
        inner.close(() => resolve());
        inner.closeAllConnections();
      });
    },
  };
};

export type Mailbox = Awaited<ReturnType<typeof serveMail>>;
