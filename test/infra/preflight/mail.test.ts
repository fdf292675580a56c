import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadProvince, type Province } from '../../../infra/province.ts';
import { freePort } from '../../process.ts';
import { type Account, type Answers, fresh, look, refused, stacks, startAccount } from './account.ts';

const shandong = await loadProvince('shandong');
const training = await loadProvince('training');
let account: Account;
const servers: SMTPServer[] = [];
let certificate: { key: string; cert: string } = { key: '', cert: '' };

const certificateFor = async (name: string) => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  return { key, cert };
};

beforeAll(async () => {
  account = await startAccount();
  certificate = await certificateFor('localhost');
  setDefaultCACertificates([...getCACertificates('default'), certificate.cert]);
});
afterAll(async () => {
  for (const server of servers) await new Promise<void>((resolve) => server.close(() => resolve()));
  await account.close();
});

const answering = (answers: Answers) => {
  account.answers = { ...account.answers, ...answers };
};

const password = 'p4ss-Wort';
const secretOf = (SecretString: string): Answers => ({
  DescribeSecret: { ARN: 'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:clue-transfer/smtp-AbCdEf' },
  GetSecretValue: { Name: 'clue-transfer/smtp', SecretString },
});
const right = secretOf(JSON.stringify({ username: 'clues', password }));

/** A mail server with TLS and a password, or as `different` says. */
const serve = async (different: SMTPServerOptions = {}): Promise<number> => {
  const server = new SMTPServer({
    disabledCommands: [],
    ...certificate,
    onAuth: ({ username, password: given }, _, done) =>
      username === 'clues' && given === password
        ? done(null, { user: username })
        : done(Object.assign(new Error(`no ${given} here`), { responseCode: 535 })),
    ...different,
  });
  // What a client breaks off is its own affair.
  server.on('error', () => undefined);
  servers.push(server);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  return port;
};

const mailingBy = (port: number, host = 'localhost'): Province => ({
  ...shandong,
  mail: { transport: 'smtp', from: 'clue-transfer@clues.example.cn', host, port, secretName: 'clue-transfer/smtp' },
});

describe('the secret', () => {
  beforeEach(() => {
    account.answers = { ...fresh(shandong.account), ...right };
  });

  it('is good where it says username and password, and is not told', async () => {
    const found = await look('secret', shandong);
    expect(found).toMatchObject({ state: 'good' });
    expect(JSON.stringify(found)).not.toContain(password);
  });

  it.each([
    ['is there', { DescribeSecret: refused('ResourceNotFoundException') }, 'create-secret'],
    ['has a value', { GetSecretValue: refused('ResourceNotFoundException') }, '--secret-string file://'],
    ['stays', { GetSecretValue: refused('InvalidRequestException', 'marked for deletion') }, 'restore-secret'],
    ['can be decrypted', { GetSecretValue: refused('DecryptionFailure') }, 'KMS key'],
    ['is JSON', { GetSecretValue: { SecretString: password } }, 'put-secret-value'],
    [
      'says both',
      { GetSecretValue: { SecretString: JSON.stringify({ user: 'clues', password }) } },
      'put-secret-value',
    ],
  ])('is lacking unless it %s', async (_, answers, mend) => {
    answering(answers);
    const found = await look('secret', shandong);
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.mend).toContain(mend);
    expect(JSON.stringify(found)).not.toContain(password);
  });

  describe('under a key', () => {
    const arn = 'arn:aws-cn:kms:cn-north-1:123456789012:key/1';
    const under = (KmsKeyId: string): Answers => ({ DescribeSecret: { KmsKeyId } });
    const naming = (secretKeyArn: string): Province =>
      shandong.mail.transport === 'smtp' ? { ...shandong, mail: { ...shandong.mail, secretKeyArn } } : shandong;

    it('is lacking where the province file names none, with both ways out', async () => {
      answering(under(arn));
      const found = await look('secret', shandong);
      expect(found).toMatchObject({ state: 'lacking' });
      expect(found.mend).toContain('mail.secretKeyArn');
      expect(found.mend).toContain('--kms-key-id alias/aws/secretsmanager');
    });

    it.each([arn, '1', 'alias/aws/secretsmanager'])('is good where the functions may use it (%s)', async (key) => {
      answering(under(key));
      expect(await look('secret', naming(arn))).toMatchObject({ state: 'good' });
    });

    it('is lacking where the file names another, and unknown where an alias hides which it is', async () => {
      const mend = expect.stringContaining(`--kms-key-id ${arn}`);
      answering(under(`${arn}1`));
      expect(await look('secret', naming(arn))).toMatchObject({ state: 'lacking', mend });
      answering(under('arn:aws-cn:kms:cn-north-1:123456789012:alias/mail'));
      expect(await look('secret', naming(arn))).toMatchObject({ state: 'unknown', mend });
    });
  });

  it('is unknown where it may not be read', async () => {
    answering({ GetSecretValue: refused('AccessDeniedException', 'not authorized') });
    const found = await look('secret', shandong);
    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.mend).toContain('secretsmanager:GetSecretValue');
  });
});

describe('the mail server', () => {
  beforeEach(() => {
    account.answers = { ...fresh(shandong.account), ...right };
  });

  it('is good where it takes the login over TLS', async () => {
    const port = await serve();
    expect(await look('smtp', mailingBy(port))).toMatchObject({
      state: 'good',
      what: `localhost:${port} speaks TLS and takes the secret’s login, from here`,
    });
  });

  it('is lacking where it refuses the login, whose words are not repeated', async () => {
    answering(secretOf(JSON.stringify({ username: 'clues', password: 'not-the-password' })));
    const found = await look('smtp', mailingBy(await serve()));
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.mend).toContain('into the secret');
    expect(JSON.stringify(found)).not.toContain('not-the-password');
  });

  it('is lacking where it offers no TLS', async () => {
    const found = await look('smtp', mailingBy(await serve({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })));
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.mend).toContain('STARTTLS');
  });

  it('is lacking where its certificate is not of its name, or of nobody', async () => {
    const port = await serve();
    const misnamed = await look('smtp', mailingBy(port, '127.0.0.1'));
    expect(misnamed).toMatchObject({ state: 'lacking' });
    expect(misnamed.mend).toContain('certificate');
    const unknownToAll = await look('smtp', mailingBy(await serve(await certificateFor('localhost'))));
    expect(unknownToAll).toMatchObject({ state: 'lacking' });
    expect(unknownToAll.mend).toContain('certificate');
  });

  it('is lacking where it asks for no login', async () => {
    const found = await look('smtp', mailingBy(await serve({ disabledCommands: ['AUTH'] })));
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.mend).toContain('AUTH');
  });

  it('is lacking where nobody listens', async () => {
    const port = await freePort();
    const nobody = await look('smtp', mailingBy(port));
    expect(nobody).toMatchObject({ state: 'lacking' });
    expect(nobody.what).toContain(`localhost:${port} cannot be reached`);
  });

  it('is unknown where it says nothing in time', async () => {
    const found = await look('smtp', mailingBy(await serve({ onConnect: () => undefined })), { ms: 500 });
    expect(found).toMatchObject({ state: 'unknown' });
  });

  it('is unknown without the login, which is read for no account but the province’s', async () => {
    const port = await serve();
    answering({ GetSecretValue: refused('ResourceNotFoundException') });
    const found = await look('smtp', mailingBy(port));
    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.what).toContain('offers a login');
    account.asked.length = 0;
    answering({ GetCallerIdentity: refused('ExpiredToken', 'expired', 403), ...right });
    expect(await look('smtp', mailingBy(port))).toMatchObject({ state: 'unknown' });
    expect(account.asked.map(({ call }) => call)).not.toContain('GetSecretValue');
  });
});

describe('SES', () => {
  beforeEach(() => {
    account.answers = fresh(training.account);
  });

  it('is good out of its sandbox', async () => {
    expect(await look('ses', training)).toMatchObject({
      state: 'good',
      what: 'SES sends: 50000 mails a day, 14 a second',
    });
  });

  it.each([
    ['in its sandbox', { ProductionAccessEnabled: false, SendingEnabled: true }, 'production access'],
    ['paused', { ProductionAccessEnabled: true, SendingEnabled: false }, '--sending-enabled'],
    ['shut', { ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'SHUTDOWN' }, 'the case'],
  ])('is lacking where it is %s', async (_, said, mend) => {
    answering({ GetAccount: said });
    const found = await look('ses', training);
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.mend).toContain(mend);
  });

  it('is unknown where it does not say', async () => {
    answering({ GetAccount: refused('AccessDeniedException', 'no', 403) });
    expect(await look('ses', training)).toMatchObject({ state: 'unknown' });
  });
});

describe('the sender', () => {
  const knows = (VerifiedForSendingStatus: boolean): Answers => ({
    GetEmailIdentity: { IdentityType: 'DOMAIN', VerifiedForSendingStatus, DkimAttributes: { Tokens: ['abc', 'def'] } },
  });
  const deployed: Answers = { DescribeStacks: stacks('CREATE_COMPLETE', null) };
  beforeEach(() => {
    account.answers = fresh(training.account);
  });

  it('is good while SES does not know the domain that the deployment makes known', async () => {
    expect(await look('sender', training)).toMatchObject({ state: 'good' });
  });

  it('is lacking where SES knows it before the deployment, which would fail', async () => {
    answering(knows(true));
    const found = await look('sender', training);
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.mend).toContain('delete-email-identity');
  });

  it('is, once deployed, what its DKIM records make it', async () => {
    answering({ ...deployed, ...knows(true) });
    expect(await look('sender', training)).toMatchObject({ state: 'good' });
    answering(knows(false));
    const found = await look('sender', training);
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.mend).toContain('abc._domainkey.training.clues.example → abc.dkim.amazonses.com');
    answering({ GetEmailIdentity: refused('NotFoundException', 'no', 404) });
    expect(await look('sender', training)).toMatchObject({ state: 'lacking' });
  });

  it('is unknown where SES does not say', async () => {
    answering({ GetEmailIdentity: refused('AccessDeniedException', 'no', 403) });
    expect(await look('sender', training)).toMatchObject({ state: 'unknown' });
  });
});
