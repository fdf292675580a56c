import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { claimsFor } from '../../infra/local/claims.ts';
import { freePort } from '../process.ts';
import { pythonProgram } from '../python.ts';
import { type Stacks, stacksOf } from './stacks.ts';
import { until } from './until.ts';

/** ministack: AWS's services in one process on this machine, from PyPI, in a virtual environment of its own. */

/** ministack checks the signature of tokens by cryptography. */
const packages = ['ministack==1.5.33', 'cryptography==50.0.2'];

const services = [
  ...['cloudformation', 's3', 'ssm', 'iam', 'sts', 'kms', 'dynamodb', 'lambda', 'stepfunctions', 'apigateway'],
  ...['ses', 'events', 'sns', 'sqs', 'logs', 'cloudwatch', 'backup', 'secretsmanager'],
];

export interface Emulator {
  url: string;
  stacks: Stacks;
  mails: () => Promise<{ to: string; subject: string; text: string }[]>;
  /** Invokes a function with an event, and gives its answer. */
  invoke: (name: string, event: object) => Promise<unknown>;
  close: () => Promise<void>;
}

interface Options {
  work: string;
  account: string;
  region: string;
}

/** One try to start it; what it said where it ended instead. */
const start = async (program: string, { work, account, region }: Options) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(program, [], {
    env: {
      ...process.env,
      // Its Lambdas run the node that comes first: this one.
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      SERVICES: services.join(','),
      MINISTACK_ACCOUNT_ID: account,
      MINISTACK_REGION: region,
      TMPDIR: work,
      LOG_LEVEL: 'WARNING',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (part: Buffer) => {
    said += part.toString();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(hard);
  };
  const answers = until('ministack answers', 60, async () =>
    (await fetch(`${url}/_ministack/health`)).ok ? true : undefined,
  ).catch(() => false);
  if ((await Promise.race([answers, ended.then(() => false)])) && child.exitCode === null) {
    return { url, close, output: () => said };
  }
  await close();
  return { said };
};

export const startEmulator = async (options: Options): Promise<Emulator> => {
  const { account, region } = options;
  const program = await pythonProgram('ministack', packages);
  let started = await start(program, options);
  // Somebody may have taken the port that was free.
  for (let n = 0; n < 3 && 'said' in started; n += 1) started = await start(program, options);
  if ('said' in started) throw new Error(`ministack does not start:\n${started.said}`);
  const { url, output, close } = started;

  const credentials = { accessKeyId: account, secretAccessKey: 'x' };
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/x/aws4_request`;
  const put = async (path: string, body: Uint8Array<ArrayBuffer>) => {
    const response = await fetch(`${url}/${path}`, {
      method: 'PUT',
      headers: { authorization: authorization.replace('/x/', '/s3/') },
      body,
    });
    if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${await response.text()}`);
  };

  const stacks = await stacksOf({ url, region, account, credentials, put, authorization, output });
  return {
    url,
    stacks,
    mails: async () => {
      const { messages } = (await (await fetch(`${url}/_ministack/ses/messages`)).json()) as {
        messages: Record<string, { To: string[]; Subject: string; BodyText: string }[]>;
      };
      return (messages[account] ?? []).map(({ To: [to = ''], Subject, BodyText }) => ({
        to,
        subject: Subject,
        text: BodyText,
      }));
    },
    invoke: async (name, event) => {
      const response = await fetch(`${url}/2015-03-31/functions/${name}/invocations`, {
        method: 'POST',
        headers: { authorization: authorization.replace('/x/', '/lambda/') },
        body: JSON.stringify(event),
      });
      return response.json();
    },
    close,
  };
};

/** An identity provider of the kind that a province runs: keys by OIDC discovery, tokens for whoever the test is. */
export const serveIssuer = async (audience: string) => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const found = request.url?.endsWith('openid-configuration')
      ? { issuer, jwks_uri: `${issuer}/keys` }
      : { keys: [jwk] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    keys: [{ kid: jwk.kid, kty: String(jwk.kty), alg: jwk.alg, n: jwk.n, e: jwk.e }],
    token: (unitId: string | undefined, role: string) =>
      new SignJWT(claimsFor(unitId, role, undefined))
        .setProtectedHeader({ alg: 'RS256', kid: 'test' })
        .setIssuer(url)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

/** What EventBridge hands to who hears of an execution that was stopped at that instant. */
export const stoppedByHand = (name: string, stopDate: number) => ({
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  time: new Date().toISOString(),
  detail: { name, status: 'ABORTED', startDate: stopDate - 1, stopDate },
});
