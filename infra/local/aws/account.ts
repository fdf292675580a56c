import { live } from '../../live.ts';

/** The account that this machine stands for, and the names of things in it. */

const account = '000000000000';
export const region = 'us-east-1';

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;

export const machineArn = arn('states', 'stateMachine:clue-transfer');
export const aliasArn = `${machineArn}:${live}`;
export const executionsArn = `${machineArn.replace(':stateMachine:', ':execution:')}:*`;
export const functionArn = (name: string) => arn('lambda', `function:${name}`);
export const tableArn = (name: string) => arn('dynamodb', `table/${name}`);
export const keyArn = arn('kms', 'key/6c7565b2-7472-4e73-8665-72206c6f6361');
/** Of the key that signs heads. */
export const headsKeyArn = arn('kms', 'key/2d1f0c1e-6865-4164-8573-6c6f63616c32');
/** Where signed heads are kept. */
export const headsBucket = 'clue-transfer-heads';
export const bucketArn = (name: string) => `arn:aws:s3:::${name}`;
export const queueArn = (name: string) => arn('sqs', name);
/** As SQS writes it: the endpoint of the queue is in it. */
export const queueUrl = (endpoint: string, name: string) => `${endpoint}/${account}/${name}`;
export const identityArn = (domain: string) => arn('ses', `identity/${domain}`);
export const configurationSetArn = (name: string) => arn('ses', `configuration-set/${name}`);
/** Of a role of a function, while it runs. */
export const sessionArn = (name: string) => `arn:aws:sts::${account}:assumed-role/${name}/${name}`;
