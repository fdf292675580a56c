import { bucketArn, configurationSetArn, identityArn, keyArn, machineArn, queueArn, tableArn } from './account.ts';
import type { Asked } from './iam.ts';

/** What a request of the SDK asks for, as IAM would be asked by the service that gets it. */

/** A request before it leaves, as the SDK's last step has it. */
export interface Sent {
  method?: string;
  /** Of a request of S3: what it is on. */
  path?: string;
  headers: Readonly<Record<string, string>>;
  body?: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const tableOf = (name: unknown): string => {
  const text = textOf(name);
  return text.startsWith('arn:') ? text : tableArn(text);
};

const onTable = (verb: string, table: unknown, index?: unknown): Asked => ({
  action: `dynamodb:${verb}`,
  resource: index === undefined ? tableOf(table) : `${tableOf(table)}/index/${textOf(index)}`,
  keys: {},
});

/** A transaction has no right of its own: it takes those of what is in it. */
const inTransaction: Readonly<Record<string, string>> = {
  ConditionCheck: 'ConditionCheckItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

const ofDynamoDb = (verb: string, input: Fields): Asked[] => {
  if (verb.startsWith('Transact')) {
    const items = Array.isArray(input.TransactItems) ? input.TransactItems : [];
    return items.flatMap((item) =>
      Object.entries(fieldsOf(item)).map(([kind, part]) =>
        onTable(inTransaction[kind] ?? kind, fieldsOf(part).TableName),
      ),
    );
  }
  if (verb.startsWith('Batch')) return Object.keys(fieldsOf(input.RequestItems)).map((table) => onTable(verb, table));
  return [onTable(verb, input.TableName, input.IndexName)];
};

/** A machine's version or alias is the machine to IAM; a token is of an execution, and that of the one machine. */
const ofStepFunctions = (verb: string, { stateMachineArn, executionArn }: Fields): Asked[] => {
  const named = textOf(stateMachineArn ?? executionArn ?? machineArn);
  return [{ action: `states:${verb}`, resource: named.replace(/(:stateMachine:[^:]+):[^:]+$/, '$1'), keys: {} }];
};

/** What was sealed says by itself under which key: there is one. */
const ofKms = (verb: string, { KeyId = keyArn, EncryptionContext }: Fields): Asked[] => {
  const context = Object.entries(fieldsOf(EncryptionContext));
  const keys = Object.fromEntries(context.map(([key, value]) => [`kms:EncryptionContext:${key}`, textOf(value)]));
  return [{ action: `kms:${verb}`, resource: textOf(KeyId), keys }];
};

/** A queue is named by the last part of its URL. */
const ofSqs = (verb: string, { QueueUrl }: Fields): Asked[] => {
  const name = textOf(QueueUrl).split('/').at(-1) ?? '';
  return [{ action: `sqs:${verb}`, resource: queueArn(name), keys: {} }];
};

/** The older protocol, a form. Whoever mails needs the right to the sender's domain, and to the configuration set that is named. */
const ofSes = (form: URLSearchParams): Asked[] => {
  const from = form.get('Source') ?? '';
  const set = form.get('ConfigurationSetName');
  return [identityArn(from.slice(from.indexOf('@') + 1)), ...(set === null ? [] : [configurationSetArn(set)])].map(
    (resource) => ({ action: `ses:${form.get('Action')}`, resource, keys: { 'ses:FromAddress': from } }),
  );
};

const objectVerbs: Readonly<Record<string, string>> = { GET: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' };

/** S3 has a protocol of its own: the path names the bucket, and the object where there is one. */
const ofS3 = ({ method = '', path = '' }: Sent): Asked[] => {
  const [bucket = '', ...key] = decodeURIComponent(path).slice(1).split('/');
  const named = bucketArn([bucket, ...key].filter((part) => part !== '').join('/'));
  const verb = key.join('') === '' ? 'ListBucket' : objectVerbs[method];
  return bucket === '' || !verb ? [] : [{ action: `s3:${verb}`, resource: named, keys: {} }];
};

const services: readonly [prefix: string, (verb: string, input: Fields) => Asked[]][] = [
  ['DynamoDB_20120810.', ofDynamoDb],
  ['AWSStepFunctions.', ofStepFunctions],
  ['TrentService.', ofKms],
  ['AmazonSQS.', ofSqs],
];

const headerOf = ({ headers }: Sent, wanted: string): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';

/** All of which must be allowed; at least one. @throws Error for a call that it cannot read. */
export const askedBy = (sent: Sent): Asked[] => {
  const { body } = sent;
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : textOf(body);
  const target = headerOf(sent, 'x-amz-target');
  const [prefix = '', read] = services.find(([known]) => target.startsWith(known)) ?? [];
  const form = headerOf(sent, 'content-type').startsWith('application/x-www-form-urlencoded');
  const asked = read
    ? read(target.slice(prefix.length), fieldsOf(JSON.parse(text)))
    : form
      ? ofSes(new URLSearchParams(text))
      : target === ''
        ? ofS3(sent)
        : [];
  if (asked.length > 0) return asked;
  throw new Error(
    `nobody here can say what ${target || 'this call'} needs: teach it to infra/local/aws/asked.ts first`,
  );
};
