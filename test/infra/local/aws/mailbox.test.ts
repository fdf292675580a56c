import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListIdentitiesCommand, SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Mailbox, serveMail } from '../../../../infra/local/aws/mailbox.ts';
import { openStore } from '../../../../infra/local/aws/store.ts';

let dir = '';
let mailbox: Mailbox;
let ses: SESClient;
let reopen: () => Promise<void>;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clue-transfer-mail-'));
  const open = async () => {
    const store = openStore(join(dir, 'local.sqlite'));
    mailbox = await serveMail({ port: 0, store, now: () => new Date('2026-09-21T01:00:00Z') });
    ses = new SESClient({
      endpoint: mailbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    });
    return async () => {
      ses.destroy();
      await mailbox.close();
      store.close();
    };
  };
  close = await open();
  reopen = async () => {
    await close();
    close = await open();
  };
});
let close: () => Promise<void>;
afterEach(async () => {
  await close();
  await rm(dir, { recursive: true });
});

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
const send = (...ToAddresses: string[]) =>
  ses.send(
    new SendEmailCommand({
      Source: 'noreply@shandong.example',
      Destination: { ToAddresses },
      Message: {
        Subject: utf8('催办：线索 371402-2026-0001 应于 10月9日前签收'),
        Body: { Text: utf8('德城区公安分局 & 扫黑办 + <办>'), Html: utf8('<p>签收</p>') },
      },
    }),
  );
const police = 'public-security@371402.example';
const mail = {
  to: police,
  subject: '催办：线索 371402-2026-0001 应于 10月9日前签收',
  text: '德城区公安分局 & 扫黑办 + <办>',
  html: '<p>签收</p>',
  at: '2026-09-21T09:00:00.000+08:00',
};

/** Of the mails that the web mailbox lists: time, recipient and subject, as they are shown. */
const shown = async (path = '/'): Promise<string[][]> => {
  const html = await (await fetch(`${mailbox.url}${path}`)).text();
  return [...html.matchAll(/<tr>(<td.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>(?:<a[^>]*>)?(.*?)(?:<\/a>)?<\/td>/g)].map(([, cell = '']) => cell),
  );
};

describe('the local mailbox', () => {
  it('keeps what was sent, a row for each recipient, and filters by recipient', async () => {
    await send(police);
    await send('Housing <housing@371402.example>', 'office@371402.example');
    expect(mailbox.list().map(({ to }) => to)).toEqual([police, 'housing@371402.example', 'office@371402.example']);
    expect(mailbox.list(police.toUpperCase())).toEqual([mail]);
    expect(mailbox.list('371402.example')).toEqual([]);
  });

  it('shows kept mails again after a restart, at the time of the virtual clock', async () => {
    await send(police);
    const before = await shown();
    await reopen();
    expect(mailbox.list()).toEqual([mail]);
    const after = await shown();
    for (const rows of [before, after]) expect(rows).toEqual([['2026-09-21 09:00', police, mail.subject]]);
  });

  it('takes MIME messages', async () => {
    const subject = `=?UTF-8?B?${Buffer.from(mail.subject).toString('base64')}?=`;
    const head = `From: noreply@shandong.example\r\nTo: "Li, W" <${police}>,\r\n other@371402.example\r\nSubject: ${subject}`;
    const type = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit';
    await ses.send(
      new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(`${head}\r\n${type}\r\n\r\n应于 10月9日前签收`) } }),
    );
    expect(mailbox.list()).toMatchObject([
      { to: police, subject: mail.subject, text: '应于 10月9日前签收', html: '' },
      { to: 'other@371402.example' },
    ]);
  });

  it.each(['nobody', 'a b@x.example', '张三@x.example', 'a@', 'a@x.example, b@x.example', ''])(
    'refuses the address %j as SES does, and keeps nothing',
    async (address) => {
      await expect(send(address)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
      await expect(send(police, address)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
      expect(mailbox.list()).toEqual([]);
      expect(await shown()).toEqual([]);
    },
  );

  it('refuses other calls at once', async () => {
    await expect(ses.send(new ListIdentitiesCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
    await expect(send()).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('fails and hangs as often as it was told', async () => {
    mailbox.failNext(2, { status: 400, code: 'Throttling' });
    await expect(send(police)).rejects.toMatchObject({ name: 'Throttling', $metadata: { httpStatusCode: 400 } });
    await expect(send(police)).rejects.toMatchObject({ name: 'Throttling' });
    // Whichever of the two comes first hangs: calls that begin later are answered, and it is not.
    mailbox.hangNext(1);
    const outcomes: string[] = [];
    const told = [send(police), send(police)].map((sent) =>
      sent.then(
        () => outcomes.push('answered'),
        () => outcomes.push('failed'),
      ),
    );
    await Promise.race(told);
    await send(police);
    await send(police);
    expect(outcomes).toEqual(['answered']);
    expect(mailbox.list()).toHaveLength(3);
    await reopen();
    await Promise.all(told);
    expect(outcomes).toEqual(['answered', 'failed']);
    expect(mailbox.list()).toHaveLength(3);
  });
});
