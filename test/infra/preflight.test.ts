import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { State } from '../../infra/preflight/finding.ts';
import { reportOf } from '../../infra/preflight/report.ts';
import { checksFor } from '../../infra/preflight/run.ts';
import { loadProvince } from '../../infra/province.ts';
import { runCommand } from './command.ts';
import { type Account, fresh, refused, startAccount } from './preflight/account.ts';

const training = await loadProvince('training');
let account: Account;

beforeAll(async () => {
  account = await startAccount();
});
afterAll(() => account.close());

const run = (...args: string[]) => runCommand('preflight', args);

describe('npm run preflight', () => {
  it('says how it is used, and exits 2 where it is used otherwise', { timeout: 240_000 }, async () => {
    expect(await runCommand('preflight', ['--help'], { byNpm: true })).toMatchObject({
      code: 0,
      out: expect.stringContaining('npm run preflight -- <province>'),
    });
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('npm run preflight -- <province>') });
    expect(await run('shandong', 'training')).toMatchObject({ code: 2 });
    expect(await run('--apply', 'training')).toMatchObject({ code: 2, err: expect.stringContaining('--apply') });
    expect(await run('atlantis')).toMatchObject({ code: 2, err: expect.stringContaining('there is no such file') });
  });

  it('says what is lacking with its mend, reads only, and exits 1', async () => {
    account.answers = { ...fresh(training.account), GetParameter: refused('ParameterNotFound') };
    const { code, out } = await run('training');
    expect(code).toBe(1);
    expect(out).toContain('Before 990000 is deployed to ap-southeast-1, account 210987654321:');
    expect(out).toMatch(/^lacking {2}bootstrap {2}CDK’s bootstrap is missing/m);
    expect(out).toMatch(
      /^good {5}stack {6}ClueTransfer-990000-records: not deployed yet, ClueTransfer-990000: not deployed yet$/m,
    );
    expect(out).toContain('bootstrap: npx cdk bootstrap aws://210987654321/ap-southeast-1');
    for (const { call } of account.asked) expect(call).toMatch(/^(Get|List|Describe)/);
    for (const { name } of checksFor(training)) expect(out).toMatch(new RegExp(`^\\w+ +${name} `, 'm'));
  });
});

const found = (state: State, name: string, mend: string | null = null) => ({ state, name, what: `of ${name}`, mend });

describe('the report', () => {
  it('is good where all is, and says no mend', () => {
    const { text, isGood } = reportOf(training, [found('good', 'account'), found('good', 'bootstrap')]);
    expect(isGood).toBe(true);
    expect(text).toBe(
      [
        'Before 990000 is deployed to ap-southeast-1, account 210987654321:',
        '',
        'good     account    of account',
        'good     bootstrap  of bootstrap',
        '',
        'All is good: deploy.',
      ].join('\n'),
    );
  });

  it('is not good where something is only unknown, and says so', () => {
    const { text, isGood } = reportOf(training, [found('good', 'account'), found('unknown', 'ses', 'ask')]);
    expect(isGood).toBe(false);
    expect(text).toContain('Nothing is known to be lacking, but 1 could not be found out.');
  });

  it('says a mend once, for all that it is for', () => {
    const { text } = reportOf(training, [
      found('lacking', 'account', 'sign in'),
      found('unknown', 'ses', 'wait'),
      found('unknown', 'stack', 'wait'),
    ]);
    expect(text).toContain('To mend:\n  account: sign in\n  ses, stack: wait\n\n1 lacking, 2 could not be found out.');
  });
});

it('takes the rights that infra/README.md gives it, and no others', async () => {
  const readme = await readFile(new URL('../../infra/README.md', import.meta.url), 'utf8');
  const [, policy = '{}'] = /```json\n(\{\n {2}"Version"[\s\S]*?)```/.exec(readme) ?? [];
  const { Statement } = JSON.parse(policy) as { Statement: { Action: string[] }[] };
  const provinces = await Promise.all(['training', 'shandong'].map((name) => loadProvince(name)));
  const needed = provinces.flatMap(checksFor).flatMap(({ actions }) => actions);
  expect(Statement.flatMap(({ Action }) => Action).toSorted()).toEqual([...new Set(needed)].toSorted());
});
