import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { messageIdIn } from './ses-protocol.ts';

/** aws-ses-v2-local, which reads what is sent: on a port of its own, behind the mailbox of mailbox.ts. */

// CommonJS, whose default export each loader of ES modules puts elsewhere.
const require = createRequire(import.meta.url);
const { default: emulator }: { default: (options: { host: string; port: number }) => Promise<Server> } =
  require('aws-ses-v2-local');
/** What it has taken; one for the whole process. */
const taken: typeof import('aws-ses-v2-local/dist/store.js') = require('aws-ses-v2-local/dist/store.js');

/** Starts it on any free port. */
export const startSesEmulator = async (now: () => Date) => {
  const inner = await emulator({ host: '127.0.0.1', port: 0 });
  const { port } = inner.address() as AddressInfo;
  taken.clearStore();
  let sending = 0;
  return {
    /** Its answer to a sending, and the mail as it read it, at the time of the virtual clock; none when it took none. */
    send: async (form: URLSearchParams, authorization: string) => {
      const url = `http://127.0.0.1:${port}/`;
      sending += 1;
      const answer = await fetch(url, { method: 'POST', headers: { authorization }, body: form });
      const xml = await answer.text();
      const id = messageIdIn(xml);
      const mail = taken.getStoreReadonly().emails.findLast(({ messageId }) => messageId === id);
      sending -= 1;
      // It would keep every mail for good.
      if (sending === 0) taken.clearStore();
      if (!answer.ok || !mail) return { status: answer.status, xml };
      const { from, subject, body } = mail;
      const { text = '', html = '' } = body;
      return { status: answer.status, xml, mail: { from, subject, text, html, at: now() } };
    },
    close: () =>
      new Promise<void>((resolve) => {
        inner.close(() => resolve());
        inner.closeAllConnections();
      }),
  };
};
