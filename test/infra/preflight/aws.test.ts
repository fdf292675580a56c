import { App, Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leastVersion } from '../../../infra/preflight/bootstrap.ts';
import { checksFor, preflight } from '../../../infra/preflight/run.ts';
import { loadProvince } from '../../../infra/province.ts';
import { type Account, type Answers, caller, fresh, look, refused, startAccount } from './account.ts';

const training = await loadProvince('training');
const shandong = await loadProvince('shandong');
let account: Account;

beforeAll(async () => {
  account = await startAccount();
});
afterAll(() => account.close());
beforeEach(() => {
  account.answers = fresh(training.account);
  account.asked.length = 0;
});

const answering = (answers: Answers) => {
  account.answers = { ...account.answers, ...answers };
};

describe('the account', () => {
  it('is good where the credentials are its own', async () => {
    expect(await look('account', training)).toMatchObject({
      state: 'good',
      what: 'the credentials are of 210987654321 (arn:aws:iam::210987654321:user/operations)',
    });
  });

  it('of others is told, and nothing is asked of it', async () => {
    answering({ GetCallerIdentity: caller('111122223333') });
    const found = await preflight(training, new Date());
    expect(found[0]).toMatchObject({ name: 'account', state: 'lacking' });
    expect(found[0]?.mend).toContain('AWS_PROFILE');
    expect(account.asked.map(({ call }) => call)).toEqual(['GetCallerIdentity']);
    for (const { name } of checksFor(training).filter(({ actions }) => actions.length > 0)) {
      expect(found.find((one) => one.name === name)).toMatchObject({ state: 'unknown' });
    }
  });

  it('is not known without good credentials', async () => {
    answering({ GetCallerIdentity: refused('InvalidClientTokenId', 'The security token is invalid.', 403) });
    const found = await look('account', training);
    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.mend).toContain('sign in');
  });

  it('is asked in the partition of the province, in a region that every account of it has', async () => {
    await look('account', { ...training, region: 'ap-east-1' });
    await look('account', { ...shandong, region: 'cn-northwest-1' });
    expect(account.asked.map(({ region }) => region)).toEqual(['us-east-1', 'cn-north-1']);
  });
});

describe('whatever AWS refuses', () => {
  it('is unknown, with the right that is missing', async () => {
    answering({ GetParameter: refused('AccessDeniedException', 'User is not authorized', 400) });
    expect(await look('bootstrap', training)).toMatchObject({
      state: 'unknown',
      mend: 'let whoever runs this do ssm:GetParameter (infra/README.md has the policy)',
    });
  });

  it('is unknown, and may be asked again, where it was too much', async () => {
    answering({ GetAccountSettings: refused('TooManyRequestsException', 'Rate exceeded', 429) });
    const found = await look('lambda', training);
    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.mend).toContain('again in a minute');
  });

  it('and whatever it does not answer in time is unknown', async () => {
    answering({ GetParameter: null });
    expect(await look('bootstrap', training, { ms: 300 })).toMatchObject({
      state: 'unknown',
      what: 'not found out: no answer within 0.3 s',
    });
  });

  it('and an endpoint that nobody is at is unknown', async () => {
    const { AWS_ENDPOINT_URL } = process.env;
    process.env.AWS_ENDPOINT_URL_SSM = 'http://127.0.0.1:9';
    const found = await look('bootstrap', training);
    delete process.env.AWS_ENDPOINT_URL_SSM;
    expect(AWS_ENDPOINT_URL).toBe(account.url);
    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.mend).toContain('cannot be reached');
  });
});

describe('the region', () => {
  it('is good where it is enabled', async () => {
    expect(await look('region', training)).toMatchObject({ state: 'good' });
  });

  it('is lacking where it is not, and where it is not yet', async () => {
    answering({ GetRegionOptStatus: { RegionOptStatus: 'DISABLED' } });
    const off = await look('region', training);
    expect(off).toMatchObject({ state: 'lacking', what: 'ap-southeast-1 is disabled' });
    expect(off.mend).toContain('aws account enable-region --region-name ap-southeast-1');
    answering({ GetRegionOptStatus: { RegionOptStatus: 'ENABLING' } });
    expect(await look('region', training)).toMatchObject({ state: 'lacking' });
  });

  it('is unknown where AWS does not say', async () => {
    answering({ GetRegionOptStatus: refused('AccessDeniedException', 'no', 403) });
    const found = await look('region', training);
    expect(found).toMatchObject({ state: 'unknown' });
    expect(found.mend).toContain('account:GetRegionOptStatus');
  });

  it('is no question in China', () => {
    expect(checksFor(shandong).map(({ name }) => name)).not.toContain('region');
  });
});

describe('the bootstrap', () => {
  it('is good from the version on that the templates ask for', async () => {
    expect(await look('bootstrap', training)).toMatchObject({ state: 'good' });
    expect(account.asked).toContainEqual({ call: 'GetParameter', region: 'ap-southeast-1' });
    const app = new App();
    new Stack(app, 'Any', { env: { account: training.account, region: training.region } });
    expect(app.synth().getStackByName('Any').requiresBootstrapStackVersion).toBe(leastVersion);
  });

  it('is lacking where it is too old or not there', async () => {
    const mend = 'npx cdk bootstrap aws://210987654321/ap-southeast-1';
    answering({ GetParameter: { Parameter: { Value: '5' } } });
    expect(await look('bootstrap', training)).toMatchObject({ state: 'lacking', mend });
    answering({ GetParameter: refused('ParameterNotFound') });
    expect(await look('bootstrap', training)).toMatchObject({ state: 'lacking', mend });
  });
});
