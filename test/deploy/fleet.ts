import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { loadProvinces } from '../../infra/province.ts';
import type { Emulator } from './emulator.ts';
import { withAlarmsOnly } from './slim.ts';
import { until } from './until.ts';

/** `npm run fleet` with CDK's own command: two waves on the emulator, of which an alarm stops the first. */

interface Options {
  emulator: Emulator;
  work: string;
  say: (what: string) => void;
}

export const playFleet = async ({ emulator: { url }, work, say }: Options): Promise<void> => {
  const folder = join(work, 'provinces');
  await mkdir(folder);
  const training = JSON.parse(await readFile('infra/provinces/training.json', 'utf8'));
  const { account, region } = training;
  const second = { ...training, name: '演练二', code: '980000' };
  for (const [name, file] of Object.entries({ training, second })) {
    await writeFile(join(folder, `${name}.json`), JSON.stringify(file));
  }
  const assembly = join(work, 'fleet');
  await withAlarmsOnly(assembly, await loadProvinces(folder));

  const plan = join(work, 'fleet.json');
  const planWith = (soakMinutes: number) => {
    const waves = ['training', 'second'].map((name) => ({ name, provinces: [name], soakMinutes }));
    return writeFile(plan, JSON.stringify({ provinces: 'provinces', waves }));
  };
  const environment = {
    ...{ AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: region },
    PATH: [resolve('node_modules/.bin'), process.env.PATH].join(delimiter),
    CI: 'true',
  };
  const run = (...more: string[]) =>
    new Promise<{ code: number; said: string }>((done) => {
      const args = [plan, '--release', 'r1', '--assembly', assembly, ...more];
      execFile(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', 'infra/fleet.ts', ...args],
        { env: { ...process.env, ...environment } },
        (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
      );
    });

  await planWith(2);
  const dry = await run('--dry-run');
  assert.equal(dry.code, 0, dry.said);
  assert.match(dry.said, /\[second\].*AWS::DynamoDB::Table/);
  await assert.rejects(readFile(join(work, 'fleet.state.json')), /ENOENT/);
  say('showed what a wave would change, by cdk diff');

  const options = { endpoint: url, region, credentials: { accessKeyId: account, secretAccessKey: 'x' } };
  const cloudWatch = new CloudWatchClient(options);
  const set = async (StateValue: 'ALARM' | 'OK') => {
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    const [one] = MetricAlarms.filter(({ AlarmName = '' }) => /990000-.*FunctionErrors/.test(AlarmName));
    const { AlarmName = '' } = one ?? {};
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'The test says so.' }));
    return AlarmName;
  };
  const running = run();
  const reached = async () => JSON.parse(await readFile(join(work, 'fleet.state.json'), 'utf8'));
  await until('the first wave is deployed', 120, async () => ((await reached()).deployed.training ? true : undefined));
  const alarm = await set('ALARM');
  const stopped = await running;
  assert.equal(stopped.code, 1, stopped.said);
  assert.ok(stopped.said.includes(`training: alarms ring since the deployment: training: ${alarm}`), stopped.said);
  assert.deepEqual(Object.keys((await reached()).deployed), ['training']);
  say('deployed the first wave by cdk deploy, and stopped as an alarm began to ring');

  await set('OK');
  await planWith(0);
  const resumed = await run();
  assert.equal(resumed.code, 0, resumed.said);
  assert.match(resumed.said, /training: training has this release since/);
  const { deployed, soaked } = await reached();
  assert.deepEqual([deployed.training.isNew, deployed.second.isNew], [false, true]);
  assert.deepEqual(Object.keys(soaked), ['training', 'second']);
  const again = await run();
  assert.match(again.said, /training: done at .*\n.*second: done at .*\nEvery wave is done\.\n$/);
  say('went on where it had stopped, and to the end; a third run had nothing left to do');
};
