import { request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import type { KeptMail } from './mails.ts';
import { messageIdIn } from './ses-protocol.ts';

/** aws-ses-v2-local, which reads what is sent and has the web mailbox: on a port of its own, behind the mailbox of mailbox.ts. */

// CommonJS, whose default export each loader of ES modules puts elsewhere.
const require = createRequire(import.meta.url);
const { default: emulator }: { default: (options: { host: string; port: number }) => Promise<Server> } =
  require('aws-ses-v2-local');
/** What the web mailbox shows; one for the whole process. */
const shown: typeof import('aws-ses-v2-local/dist/store.js') = require('aws-ses-v2-local/dist/store.js');

/** Of the web mailbox: whole seconds. */
const secondsOf = (instant: Date) => Math.floor(instant.getTime() / 1000);

/** Starts it on any free port, its web mailbox filled with what was kept by an earlier process. */
export const startSesEmulator = async (kept: readonly KeptMail[], now: () => Date) => {
  const inner = await emulator({ host: '127.0.0.1', port: 0 });
  const { port } = inner.address() as AddressInfo;
  shown.clearStore();
  for (const { id, from, to, subject, text, html, at } of kept) {
    shown.saveEmail({
      messageId: `kept-${id}`,
      from,
      replyTo: [],
      destination: { to: [to], cc: [], bcc: [] },
      subject,
      body: { text, html },
      attachments: [],
      at: secondsOf(new Date(at)),
    });
  }
  return {
    /** Its answer to a sending, and the mail as it read it, at the time of the virtual clock; none when it took none. */
    send: async (form: URLSearchParams, authorization: string) => {
      const url = `http://127.0.0.1:${port}/`;
      const answer = await fetch(url, { method: 'POST', headers: { authorization }, body: form });
      const xml = await answer.text();
      const id = messageIdIn(xml);
      const taken = shown.getStoreReadonly().emails.findLast(({ messageId }) => messageId === id);
      if (!answer.ok || !taken) return { status: answer.status, xml };
      const at = now();
      taken.at = secondsOf(at);
      const { from, subject, body } = taken;
      return { status: answer.status, xml, mail: { from, subject, text: body.text ?? '', html: body.html ?? '', at } };
    },
    /** The web mailbox and its data, as they are served there. */
    passOn: (request: IncomingMessage, response: ServerResponse): void => {
      const { method, url, headers } = request;
      const onward = httpRequest({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        pipeline(answer, response, () => {});
      });
      pipeline(request, onward, (error) => error && response.destroy());
    },
    close: () =>
      new Promise<void>((resolve) => {
        inner.close(() => resolve());
        inner.closeAllConnections();
      }),
  };
};
