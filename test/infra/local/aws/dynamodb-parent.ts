import { startDynamoDb } from '../../../../infra/local/aws/dynamodb.ts';

/** A process to be killed: starts DynamoDB Local on the directory and port it is given, says where, and stays. */
const [dir = 'memory', port = '0'] = process.argv.slice(2);
const { endpoint } = await startDynamoDb({ port: Number(port), dir });
console.log(endpoint);
