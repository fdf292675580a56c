import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reserved } from '../../../infra/preflight/concurrency.ts';
import { loadProvince } from '../../../infra/province.ts';
import {
  type Account,
  type Answers,
  exportsOf,
  fresh,
  look,
  refused,
  roles,
  stack,
  stacks,
  startAccount,
} from './account.ts';

const training = await loadProvince('training');
let account: Account;

beforeAll(async () => {
  account = await startAccount();
});
afterAll(() => account.close());
beforeEach(() => {
  account.answers = fresh(training.account);
});

const answering = (answers: Answers) => {
  account.answers = { ...account.answers, ...answers };
};

describe('the stacks', () => {
  it('are good where there are none yet, or such as can be deployed again', async () => {
    expect(await look('stack', training)).toMatchObject({
      state: 'good',
      what: 'ClueTransfer-990000-records: not deployed yet, ClueTransfer-990000: not deployed yet',
    });
    for (const status of ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS']) {
      answering({ DescribeStacks: stack(status) });
      expect(await look('stack', training), status).toMatchObject({ state: 'good' });
    }
    answering({ DescribeStacks: stacks('UPDATE_COMPLETE', null) });
    expect(await look('stack', training)).toMatchObject({ state: 'good' });
  });

  it.each([
    ['ROLLBACK_COMPLETE', 'delete-stack'],
    ['ROLLBACK_FAILED', 'delete-stack'],
    ['CREATE_FAILED', '--no-enable-termination-protection'],
    ['DELETE_FAILED', '--retain-resources'],
    ['UPDATE_ROLLBACK_FAILED', 'continue-update-rollback'],
    ['UPDATE_FAILED', 'rollback-stack'],
    ['UPDATE_IN_PROGRESS', 'wait'],
  ])('are lacking where either is %s, with the way out', async (status, mend) => {
    answering({ DescribeStacks: stacks('CREATE_COMPLETE', status) });
    const found = await look('stack', training);
    expect(found).toMatchObject({
      state: 'lacking',
      what: `ClueTransfer-990000-records: CREATE_COMPLETE, ClueTransfer-990000: ${status}`,
    });
    expect(found.mend).toContain(mend);
    answering({ DescribeStacks: stacks(status, null) });
    const records = await look('stack', training);
    expect(records).toMatchObject({ state: 'lacking' });
    expect(records.mend).toContain('--stack-name ClueTransfer-990000-records');
    expect(records.mend).toContain(mend);
  });

  it.each([[null], ['ROLLBACK_COMPLETE']])(
    'are lacking where one holds all, the records included (%s)',
    async (status) => {
      answering({ DescribeStacks: stacks(status, 'UPDATE_COMPLETE') });
      const found = await look('stack', training);
      expect(found).toMatchObject({ state: 'lacking' });
      expect(found.mend).toContain('ClueTransfer-990000 was made before');
      expect(found.mend).toContain('From one stack to two');
    },
  );

  it('are unknown where they may not be seen', async () => {
    answering({ DescribeStacks: refused('AccessDenied', 'not authorized', 403) });
    const found = await look('stack', training);
    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.mend).toContain('cloudformation:DescribeStacks');
  });
});

describe('tables of an earlier stack', () => {
  const ofRecords = 'ClueTransfer-990000-records-Table-ABC';
  const ofOneStack = 'ClueTransfer-990000-StorageTable1234-ABC';
  const left: Answers = {
    ListTables: { TableNames: [ofRecords, ofOneStack, 'ClueTransfer-9900001-Table', 'of-others'] },
  };

  it('are good where there are none', async () => {
    expect(await look('leftovers', training)).toMatchObject({
      state: 'good',
      what: 'there is no table of an earlier stack to be taken back',
    });
  });

  it.each([
    [null, null],
    ['ROLLBACK_COMPLETE', null],
    ['DELETE_FAILED', null],
    [null, 'UPDATE_COMPLETE'],
  ])('may hold the records (%s, %s)', async (records, stateless) => {
    answering({ ...left, DescribeStacks: stacks(records, stateless) });
    const found = await look('leftovers', training);
    expect(found).toMatchObject({
      state: 'lacking',
      what: `tables of an earlier stack: ${ofRecords}, ${ofOneStack}`,
    });
    expect(found.mend).toContain('restoredTable');
    expect(found.mend).toContain('cdk import');
  });

  it('are not asked for where the records have a stack: its own is one', async () => {
    answering({ ...left, DescribeStacks: stacks('UPDATE_COMPLETE', null) });
    expect(await look('leftovers', training)).toMatchObject({ state: 'good' });
  });

  it('are wanted where the province file names one', async () => {
    answering({ ListTables: { TableNames: [ofRecords] } });
    expect(await look('leftovers', { ...training, restoredTable: ofRecords })).toMatchObject({ state: 'good' });
  });

  it('are found on every page', async () => {
    answering({
      ListTables: ({ ExclusiveStartTableName }) =>
        ExclusiveStartTableName === undefined
          ? { TableNames: ['a'], LastEvaluatedTableName: 'a' }
          : { TableNames: ['ClueTransfer-990000-T'] },
    });
    expect(await look('leftovers', training)).toMatchObject({ state: 'lacking' });
  });

  it('are unknown where they may not be seen', async () => {
    answering({ ListTables: refused('AccessDeniedException', 'no', 403) });
    expect(await look('leftovers', training)).toMatchObject({ state: 'unknown' });
  });
});

describe('the names that a deployment gives', () => {
  const role = 'ClueTransfer-990000-ap-southeast-1-submit-clue';
  const handed = 'ClueTransfer-990000-records-TableName';

  it('are good where nobody has them', async () => {
    answering({ ListRoles: roles('ClueTransfer-990000-cn-north-1-submit-clue', 'ClueTransfer-990000-other') });
    expect(await look('names', training)).toMatchObject({ state: 'good' });
  });

  it('are lacking where there is such a role', async () => {
    answering({ ListRoles: roles('of-others', role) });
    const found = await look('names', training);
    expect(found).toMatchObject({ state: 'lacking', what: `taken already: role ${role}` });
    expect(found.mend).toContain('CreateRole');
    answering({ DescribeStacks: stacks('UPDATE_COMPLETE', null) });
    expect(await look('names', training)).toMatchObject({ state: 'lacking' });
  });

  it('are lacking where another stack exports by one of them', async () => {
    answering({ ListExports: exportsOf({ [handed]: 'Other' }) });
    const found = await look('names', training);
    expect(found).toMatchObject({ state: 'lacking', what: `taken already: export ${handed} of stack Other` });
    expect(found.mend).toContain('exports');
  });

  it('are the province’s own where it is deployed', async () => {
    answering({
      DescribeStacks: stack('UPDATE_COMPLETE'),
      ListRoles: roles(role),
      ListExports: exportsOf({ [handed]: 'ClueTransfer-990000-records' }),
    });
    expect(await look('names', training)).toMatchObject({ state: 'good' });
  });

  it.each([
    ['iam:ListRoles', { ListRoles: refused('AccessDenied', 'no', 403) }],
    ['cloudformation:ListExports', { ListExports: refused('AccessDenied', 'no', 403) }],
  ])('are unknown without %s', async (right, answers) => {
    answering(answers);
    const found = await look('names', training);
    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.mend).toContain(right);
  });
});

const limits = (ConcurrentExecutions: number, UnreservedConcurrentExecutions = ConcurrentExecutions): Answers => ({
  GetAccountSettings: { AccountLimit: { ConcurrentExecutions, UnreservedConcurrentExecutions } },
});

describe('the concurrency of Lambda', () => {
  const reserving = { ...training, reserveConcurrency: true };

  it('is good where it has room for what is reserved, to the last one', async () => {
    answering(limits(1_000, 100 + reserved));
    expect(await look('lambda', reserving)).toMatchObject({ state: 'good' });
  });

  it('is lacking in a new account, and where others reserved too much', async () => {
    answering(limits(10));
    const small = await look('lambda', reserving);
    expect(small).toMatchObject({ state: 'lacking' });
    expect(small.mend).toContain('--quota-code L-B99A9384 --desired-value 1000');
    expect(small.mend).toContain('reserveConcurrency: false');
    answering(limits(1_000, 99 + reserved));
    const taken = await look('lambda', reserving);
    expect(taken).toMatchObject({ state: 'lacking' });
    expect(taken.mend).toContain('--desired-value 1001');
  });

  it('is good in a new account that reserves nothing, with a word of what it is good for', async () => {
    answering(limits(10));
    const found = await look('lambda', { ...training, reserveConcurrency: false });
    expect(found).toMatchObject({ state: 'good' });
    expect(found.what).toContain('ask for more before');
  });

  it('counts nothing twice where the province is deployed', async () => {
    answering({ ...limits(127 + reserved, 127), DescribeStacks: stacks('UPDATE_COMPLETE', 'UPDATE_COMPLETE') });
    expect(await look('lambda', reserving)).toMatchObject({ state: 'good' });
    answering({ DescribeStacks: stacks('UPDATE_COMPLETE', 'ROLLBACK_COMPLETE'), ...limits(126) });
    expect(await look('lambda', reserving)).toMatchObject({ state: 'lacking' });
  });

  it('is unknown where Lambda does not say', async () => {
    answering({ GetAccountSettings: refused('AccessDeniedException', 'no', 403) });
    expect(await look('lambda', reserving)).toMatchObject({ state: 'unknown' });
  });
});

describe('the quotas', () => {
  it('are good where what is told is enough, and what is not told is named', async () => {
    expect(await look('quotas', training)).toMatchObject({
      state: 'good',
      what: 'those that Service Quotas tells of are large enough; Service Quotas does not tell of open executions, alarms',
    });
  });

  it('are lacking by what the account was given, not by the default', async () => {
    const given = { ServiceCode: 'events', QuotaCode: 'L-244521F2', QuotaName: 'Number of rules', Value: 3 };
    answering({ ListServiceQuotas: ({ ServiceCode }) => ({ Quotas: ServiceCode === 'events' ? [given] : [] }) });
    const found = await look('quotas', training);
    expect(found).toMatchObject({ state: 'lacking' });
    expect(found.what).toMatch(/^rules of EventBridge: 3, \d+ are needed/);
    expect(found.mend).toContain('--service-code events --quota-code L-244521F2');
  });

  it('of a service that is not known there count as not told', async () => {
    answering({
      ListAWSDefaultServiceQuotas: ({ ServiceCode }) =>
        ServiceCode === 'events'
          ? { Quotas: [{ QuotaCode: 'L-244521F2', QuotaName: 'Number of rules', Value: 300 }] }
          : refused('NoSuchResourceException', 'The service does not exist'),
    });
    const found = await look('quotas', training);
    expect(found).toMatchObject({ state: 'good' });
    expect(found.what).toContain('does not tell of StartExecution at once');
  });

  it('are unknown where nothing is told', async () => {
    answering({ ListAWSDefaultServiceQuotas: { Quotas: [] } });
    expect(await look('quotas', training)).toMatchObject({ state: 'unknown' });
    answering({ ListServiceQuotas: refused('AccessDeniedException', 'no') });
    const found = await look('quotas', training);
    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.mend).toContain('servicequotas:ListServiceQuotas');
  });
});
