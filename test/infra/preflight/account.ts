import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, listen } from '../../../infra/local/aws/server.ts';
import { checksFor, type Named, preflight } from '../../../infra/preflight/run.ts';
import type { Province } from '../../../infra/province.ts';

/** An account of AWS as the checks see it: one server that answers their calls in the protocol of each service. */

type Input = Readonly<Record<string, unknown>>;

/** An answer: what AWS says as JSON, or as XML for the services that speak it; `refused` for an error; null for silence. */
type Answer = object | string | null;
export type Answers = Readonly<Record<string, Answer | ((input: Input) => Answer)>>;

class Refused {
  readonly name: string;
  readonly message: string;
  readonly status: number;
  constructor(name: string, message: string, status: number) {
    this.name = name;
    this.message = message;
    this.status = status;
  }
}

/** AWS's refusal of a call. */
export const refused = (name: string, message = '', status = 400): Refused => new Refused(name, message, status);

/** The calls of services that name theirs by method and path. */
const paths: readonly { method: string; path: RegExp; call: string }[] = [
  { method: 'GET', path: /^\/2016-08-19\/account-settings\/?$/, call: 'GetAccountSettings' },
  { method: 'POST', path: /^\/getRegionOptStatus$/, call: 'GetRegionOptStatus' },
  { method: 'GET', path: /^\/v2\/email\/account$/, call: 'GetAccount' },
  { method: 'GET', path: /^\/v2\/email\/identities\/[^/]+$/, call: 'GetEmailIdentity' },
];

const callOf = ({ method, url = '/', headers }: IncomingMessage, body: string): { call: string; input: Input } => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return { call: target.slice(target.indexOf('.') + 1), input: JSON.parse(body) };
  const path = url.replace(/\?.*/, '');
  const found = paths.find((one) => one.method === method && one.path.test(path));
  if (found) return { call: found.call, input: body === '' ? { path } : JSON.parse(body) };
  const form = Object.fromEntries(new URLSearchParams(body));
  return { call: form.Action ?? `${method} ${path}`, input: form };
};

const xmlError = ({ name, message }: Refused) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

/** Who asks, as STS tells it. */
export const caller = (
  account: string,
  partition = 'aws',
) => `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult><Arn>arn:${partition}:iam::${account}:user/operations</Arn><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId><Account>${account}</Account></GetCallerIdentityResult>
  <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>`;

/** A stack as CloudFormation describes it; one that is not there is a refusal. */
export const stack = (status: string | null) => (input: Input) =>
  status === null
    ? refused('ValidationError', `Stack with id ${input.StackName} does not exist`)
    : `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
  <StackName>${input.StackName}</StackName><StackId>arn:aws:cloudformation:ap-southeast-1:210987654321:stack/${input.StackName}/1</StackId>
  <CreationTime>2026-09-24T02:00:00.000Z</CreationTime><StackStatus>${status}</StackStatus>
</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

/** The stacks as CloudFormation describes them: of the records, and of all else. */
export const stacks = (records: string | null, stateless: string | null) => (input: Input) =>
  stack(String(input.StackName).endsWith('-records') ? records : stateless)(input);

const page = (call: string, list: string, members: readonly string[]) =>
  `<${call}Response><${call}Result><${list}>${members.map((one) => `<member>${one}</member>`).join('')}</${list}></${call}Result></${call}Response>`;

/** Roles as IAM lists them. */
export const roles = (...names: string[]) =>
  page(
    'ListRoles',
    'Roles',
    names.map((name) => `<Path>/</Path><RoleName>${name}</RoleName>`),
  );

/** Exports as CloudFormation lists them, each with the stack that it is of. */
export const exportsOf = (found: Readonly<Record<string, string>>) =>
  page(
    'ListExports',
    'Exports',
    Object.entries(found).map(
      ([name, by]) =>
        `<Name>${name}</Name><Value>x</Value><ExportingStackId>arn:aws:cloudformation:ap-southeast-1:210987654321:stack/${by}/1</ExportingStackId>`,
    ),
  );

/** The account as it should be before a first deployment. */
export const fresh = (account: string): Answers => ({
  GetCallerIdentity: caller(account),
  GetRegionOptStatus: { RegionName: 'ap-southeast-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' },
  GetParameter: { Parameter: { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '30', Version: 1 } },
  DescribeStacks: stack(null),
  ListTables: { TableNames: ['of-others'] },
  ListRoles: roles('of-others'),
  ListExports: exportsOf({}),
  GetAccountSettings: {
    AccountLimit: {
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: 1_000,
      TotalCodeSize: 80_530_636_800,
      UnreservedConcurrentExecutions: 1_000,
    },
    AccountUsage: { FunctionCount: 0, TotalCodeSize: 0 },
  },
  GetAccount: {
    EnforcementStatus: 'HEALTHY',
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
  },
  GetEmailIdentity: refused('NotFoundException', 'Email identity training.clues.example does not exist.', 404),
  ListServiceQuotas: { Quotas: [] },
  ListAWSDefaultServiceQuotas: ({ ServiceCode }) => ({
    Quotas: defaultQuotas.filter((one) => one.ServiceCode === ServiceCode),
  }),
});

const quota = (ServiceCode: string, QuotaCode: string, QuotaName: string, Value: number) => ({
  ServiceCode,
  QuotaCode,
  QuotaName,
  Value,
});

const defaultQuotas = [
  quota('states', 'L-00000001', 'StartExecution throttle token bucket size', 800),
  quota('states', 'L-00000002', 'StartExecution throttle token refill rate per second', 150),
  quota('events', 'L-244521F2', 'Number of rules', 300),
  quota('apigateway', 'L-8A5B8E43', 'Throttle rate', 10_000),
  quota('apigateway', 'L-01C8A9E0', 'Routes per API', 300),
];

export interface Account {
  url: string;
  /** What it answers from now on. */
  answers: Answers;
  /** The calls, each with the region that it was signed for. */
  asked: { call: string; region: string }[];
  close: () => Promise<void>;
}

/** Starts it, and points this process’s clients at it. */
export const startAccount = async (): Promise<Account> => {
  const asked: Account['asked'] = [];
  const held: ServerResponse[] = [];
  const server = await listen(0, 'port', async (request, response) => {
    const { call, input } = callOf(request, (await bodyOf(request))?.toString() ?? '');
    const [, region = ''] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    asked.push({ call, region });
    const said = account.answers[call];
    const answer = typeof said === 'function' ? said(input) : said;
    if (answer === null) {
      held.push(response);
      return;
    }
    const isXml = /form-urlencoded/.test(request.headers['content-type'] ?? '');
    const type = isXml ? 'text/xml' : 'application/x-amz-json-1.1';
    if (answer === undefined || answer instanceof Refused) {
      const error = answer ?? refused('UnknownOperationException', call);
      const body = isXml ? xmlError(error) : JSON.stringify({ __type: error.name, message: error.message });
      response.writeHead(error.status, { 'content-type': type, 'x-amzn-errortype': error.name }).end(body);
      return;
    }
    response.writeHead(200, { 'content-type': type }).end(isXml ? answer : JSON.stringify(answer));
  });
  const url = `http://127.0.0.1:${server.port}`;
  const close = () => {
    for (const response of held) response.destroy();
    return server.close();
  };
  const account: Account = { url, answers: {}, asked, close };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  return account;
};

/** What one check finds in a province. */
export const look = async (
  name: string,
  province: Province,
  { now = new Date(), ms = 10_000 } = {},
): Promise<Named> => {
  const checks = checksFor(province).filter((check) => check.name === name);
  const found = (await preflight(province, now, checks, ms)).find((one) => one.name === name);
  if (!found) throw new Error(`there is no check ${name} of this province`);
  return found;
};
