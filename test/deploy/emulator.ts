import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { claimsFor } from '../../infra/local/local-routes.ts';
import { freePort } from '../process.ts';
import { pythonProgram } from '../python.ts';

/** ministack: AWS's services in one process on this machine, from PyPI, in a virtual environment of its own. */

const run = promisify(execFile);
/** ministack checks the signature of tokens by cryptography. */
const packages = ['ministack==1.5.33', 'cryptography==50.0.2'];

const services = [
  ...['cloudformation', 's3', 'ssm', 'iam', 'sts', 'kms', 'dynamodb', 'lambda', 'stepfunctions', 'apigateway'],
  ...['ses', 'events', 'sns', 'sqs', 'logs', 'cloudwatch', 'backup'],
];

export interface Emulator {
  url: string;
  /** Creates the stack of a synthesised template whose assets stand beside it; gives its outputs and what each logical id became. */
  deploy: (
    template: string,
    stackName: string,
  ) => Promise<{ outputs: Record<string, string>; resources: Map<string, string>; lacking: string[] }>;
  mails: () => Promise<{ to: string; subject: string; text: string }[]>;
  /** Invokes a function with an event, and gives its answer. */
  invoke: (name: string, event: object) => Promise<unknown>;
  close: () => Promise<void>;
}

interface Resource {
  Type: string;
  Properties?: object;
}

/** What ministack cannot make, and what refers to that; the rest of the template is deployed as it is. */
const lacksOf = (resources: Readonly<Record<string, Resource>>): string[] => {
  const lacks = Object.entries(resources)
    .filter(
      ([, { Type, Properties = {} }]) =>
        Type === 'AWS::Backup::BackupSelection' || (Type === 'AWS::CloudWatch::Alarm' && 'Metrics' in Properties),
    )
    .map(([id]) => id);
  const refers = (text: string) => lacks.some((id) => text.includes(`"${id}"`));
  return Object.keys(resources).filter((id) => lacks.includes(id) || refers(JSON.stringify(resources[id])));
};

const until = async <T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> => {
  for (let n = 0; n < seconds * 4; n += 1) {
    const seen = await look().catch(() => undefined);
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${what}: not within ${seconds} s`);
};

export { until };

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

  const bucket = `cdk-hnb659fds-assets-${account}-${region}`;
  /** What `cdk bootstrap` does: a bucket, and the version of the bootstrap. */
  const bootstrap = async (): Promise<void> => {
    const place = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
    await put(bucket, new TextEncoder().encode(place));
    await fetch(url, {
      method: 'POST',
      headers: {
        authorization: authorization.replace('/x/', '/ssm/'),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonSSM.PutParameter',
      },
      body: JSON.stringify({ Name: '/cdk-bootstrap/hnb659fds/version', Value: '30', Type: 'String' }),
    });
  };
  /** What `cdk deploy` does before the stack: every asset as a zip file. */
  const publish = async (outdir: string, manifest: string): Promise<void> => {
    const { files } = JSON.parse(await readFile(join(outdir, manifest), 'utf8')) as {
      files: Record<
        string,
        { source: { path: string; packaging: string }; destinations: Record<string, { objectKey: string }> }
      >;
    };
    for (const { source, destinations } of Object.values(files)) {
      const from = join(outdir, source.path);
      let file = from;
      if (source.packaging === 'zip') {
        await run('python3', [
          '-c',
          'import shutil,sys; shutil.make_archive(sys.argv[1], "zip", sys.argv[2])',
          from,
          from,
        ]);
        file = `${from}.zip`;
      }
      const [destination] = Object.values(destinations);
      await put(`${bucket}/${destination?.objectKey}`, new Uint8Array(await readFile(file)));
    }
  };

  await bootstrap();
  const cloudFormation = new CloudFormationClient({ endpoint: url, region, credentials });
  return {
    url,
    deploy: async (template, stackName) => {
      await publish(dirname(template), `${stackName}.assets.json`);
      const parsed = JSON.parse(await readFile(template, 'utf8'));
      const lacking = lacksOf(parsed.Resources);
      const types = lacking.map((id) => `${parsed.Resources[id].Type} ${id}`);
      for (const id of lacking) delete parsed.Resources[id];
      const body = new TextEncoder().encode(JSON.stringify(parsed));
      await put(`${bucket}/template.json`, body);
      await cloudFormation.send(
        new CreateStackCommand({
          StackName: stackName,
          TemplateURL: `${url}/${bucket}/template.json`,
          Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
        }),
      );
      const stack = await until('the stack is made', 180, async () => {
        const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
        return Stacks[0]?.StackStatus?.endsWith('IN_PROGRESS') ? undefined : Stacks[0];
      });
      if (stack.StackStatus !== 'CREATE_COMPLETE') {
        const { StackEvents = [] } = await cloudFormation.send(
          new DescribeStackEventsCommand({ StackName: stackName }),
        );
        const reasons = StackEvents.filter((one) => one.ResourceStatusReason).map(
          (one) => `${one.LogicalResourceId} ${one.ResourceStatus}: ${one.ResourceStatusReason}`,
        );
        throw new Error(`the stack is ${stack.StackStatus}\n${reasons.join('\n')}\n${output()}`);
      }
      const resources = new Map<string, string>();
      for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName: stackName })) {
        for (const one of page.StackResourceSummaries ?? []) {
          resources.set(one.LogicalResourceId ?? '', one.PhysicalResourceId ?? '');
        }
      }
      return {
        outputs: Object.fromEntries((stack.Outputs ?? []).map((one) => [one.OutputKey ?? '', one.OutputValue ?? ''])),
        resources,
        lacking: types,
      };
    },
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
