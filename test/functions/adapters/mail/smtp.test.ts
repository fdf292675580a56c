import type { Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, type Server } from '../../../../infra/local/aws/server.ts';
import { settingsWith } from '../../domain/settings.ts';

/** A real SMTP server that demands STARTTLS and a password, and a stand-in for the one call of Secrets Manager. */

const received: { to: string; content: string }[] = [];
const sockets = new Set<Socket>();
let server: SMTPServer | undefined;
let secrets: Server | undefined;
/** What the secret says, and what the server takes. */
let password = 'right';
let accepted = 'right';

const fails = (code: number) => Object.assign(new Error('no'), { responseCode: code });
const options: SMTPServerOptions = {
  disabledCommands: [],
  onAuth: ({ username, password: given }, _, done) =>
    username === 'clues' && given === accepted ? done(null, { user: username }) : done(fails(535)),
  onRcptTo: ({ address }, _, done) => {
    if (address.startsWith('gone@')) return done(fails(550));
    if (address.startsWith('full@')) return done(fails(452));
    return done();
  },
  onData: (stream, { envelope }, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const to = envelope.rcptTo.map(({ address }) => address).join();
      if (to.startsWith('cut@')) {
        // Taken, perhaps, but the answer never comes.
        for (const socket of sockets) socket.destroy();
        return;
      }
      received.push({ to, content: Buffer.concat(parts).toString() });
      done();
    });
  },
};

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  server = new SMTPServer({ ...options, key, cert });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', () => resolve()));
  server.server.on('connection', (socket) => sockets.add(socket));
  const address = server.server.address();
  secrets = await listen(0, 'port', (_, response) => {
    const SecretString = JSON.stringify({ username: 'clues', password });
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ SecretString }));
  });
  Object.assign(process.env, {
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${secrets.port}`,
    MAIL: JSON.stringify({
      transport: 'smtp',
      host: 'localhost',
      port: typeof address === 'object' && address ? address.port : 0,
      secretName: 'clue-transfer/smtp',
    }),
  });
});

afterAll(async () => {
  await secrets?.close();
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
});

const send = async (to: string) => {
  const { sendMail } = await import('../../../../functions/adapters/mail/mail.ts');
  const { underSettings } = await import('../../../../functions/adapters/settings.ts');
  const given = settingsWith({ mailFrom: 'clue-transfer@clues.example.cn' });
  return underSettings(given, () =>
    sendMail({ to, subject: '【催办】线索移送', text: '请及时签收。', html: '<p>请及时签收。</p>' }),
  );
};

describe('a mail by SMTP', () => {
  it('arrives over TLS with a password, as it was written', async () => {
    expect(await send('desk@unit.example.cn')).toBe('sent');
    expect(received).toHaveLength(1);
    const { to, content } = received[0] ?? { to: '', content: '' };
    expect(to).toBe('desk@unit.example.cn');
    expect(content).toContain('From: clue-transfer@clues.example.cn');
    const plain = content
      .replace(/=\r\n/g, '')
      .replace(/((?:=[0-9A-F]{2})+)/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString());
    for (const part of ['请及时签收。', '<p>请及时签收。</p>']) {
      const base64 = Buffer.from(part).toString('base64');
      expect(plain.includes(part) || content.includes(base64), `${part} in ${content}`).toBe(true);
    }
    expect(content).toMatch(/Subject: =\?UTF-8\?B\?44CQ5YKs5Yqe44CR/);
  });

  it('to an address that is refused for good is not tried again', async () => {
    expect(await send('gone@unit.example.cn')).toBe('refused');
  });

  it('to a mailbox that is full for now may be tried again', async () => {
    await expect(send('full@unit.example.cn')).rejects.toThrow();
  });

  it('whose answer is lost after the content went out is uncertain', async () => {
    expect(await send('cut@unit.example.cn')).toBe('uncertain');
  });

  it('with a password that does not fit any more is not sent, and goes out once the secret does', async () => {
    accepted = 'new';
    await expect(send('desk@unit.example.cn')).rejects.toThrow();
    password = 'new';
    expect(await send('desk@unit.example.cn')).toBe('sent');
    expect(received).toHaveLength(2);
  });

  it('that finds nobody at home was not sent', async () => {
    await new Promise<void>((resolve) => server?.close(() => resolve()));
    await expect(send('desk@unit.example.cn')).rejects.toThrow();
  });
});
