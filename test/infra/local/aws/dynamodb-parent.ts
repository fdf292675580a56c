import { startDynamoDb } from '../../../../infra/local/aws/dynamodb.ts';

/** A process to be killed: starts the store that STORE names on the directory and port it is given, says where, and stays. */
const [dataDir = 'memory', port = '0'] = process.argv.slice(2);
const { endpoint } = await startDynamoDb({ port: Number(port), dataDir });
console.log(endpoint);
