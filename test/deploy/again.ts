import assert from 'node:assert/strict';
import type { Deployed, Stacks, Synthesised } from './stacks.ts';

/** What may happen to a province's stacks at any hour, and must leave it whole. */

const deleted = (statuses: ReadonlyMap<string, string>): number => {
  const made = [...statuses].filter(([, status]) => status !== 'CREATE_FAILED');
  for (const [id, status] of made) assert.equal(status, 'DELETE_COMPLETE', `${id} is left behind: ${status}`);
  return made.length;
};

/** A first create of each stack that fails half-way leaves nothing behind. Gives the records, which are there then. */
export const failFirst = async (stacks: Stacks, records: Synthesised, stack: Synthesised) => {
  const half = ['AWS::KMS::Key', 'AWS::Backup::BackupVault', 'AWS::SNS::Topic', 'AWS::SES::EmailIdentity'];
  const ofRecords = await stacks.failToDeploy(records, { after: half, before: ['AWS::DynamoDB::Table'] });
  const kept = await stacks.deploy(records);
  const ofStack = await stacks.failToDeploy(stack, {
    after: ['AWS::Logs::LogGroup', 'AWS::StepFunctions::StateMachine'],
  });
  return { kept, gone: [deleted(ofRecords), deleted(ofStack)] };
};

/** The stack of all else is destroyed and made again; nothing but its logs is left of the former one. */
export const makeAgain = async (stacks: Stacks, records: Synthesised, stack: Synthesised): Promise<Deployed> => {
  await assert.rejects(stacks.destroy(records.stackName), /is imported by stack|in use by/);
  // CloudFormation keeps versions of functions, which go with the functions all the same.
  const left = (await stacks.destroy(stack.stackName)).filter((id) => !/FunctionCurrentVersion/.test(id));
  assert.equal(left.length, 7);
  for (const id of left) assert.match(id, /Logs[0-9A-F]{8}$/);
  return stacks.deploy(stack);
};

/** Both stacks are destroyed; then the kept table and key are taken back, and all else is made around them. */
export const takeBack = async (
  stacks: Stacks,
  { records, stack, kept }: { records: Synthesised; stack: Synthesised; kept: Deployed },
): Promise<Deployed> => {
  await stacks.destroy(stack.stackName);
  assert.deepEqual((await stacks.destroy(records.stackName)).sort(), [
    ...['BackupVault', 'HeadsBucket', 'HeadsKey', 'Key', 'Table', 'TrailBucket'],
  ]);
  const [TableName = '', KeyId = ''] = ['Table', 'Key'].map((id) => kept.resources.get(id));
  await stacks.take(records, { Table: { TableName }, Key: { KeyId } });
  const whole = await stacks.update(records);
  assert.equal(whole.outputs.TableName, TableName);
  return stacks.deploy(stack);
};
