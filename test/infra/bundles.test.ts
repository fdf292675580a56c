import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundledFiles, bundleFunction } from '../../infra/function-bundle.ts';
import { authorizers, functions, routes } from '../../infra/functions.ts';
import { bundleOf } from '../../infra/stack/bundle.ts';
import { entryOf } from '../../infra/stack/entry.ts';

/** What is loaded on Lambda: bundles are made here as the stack has them made, without a synthesis. */

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entries-'));
});
afterAll(() => rm(folder, { recursive: true }));

const entryNamed = (name: string): string => {
  const declared = [...functions, ...authorizers].find((one) => one.name === name);
  if (!declared) throw new Error(`there is no function ${name}`);
  return entryOf(folder, declared);
};

const scriptsOf = (name: string) => bundledFiles(entryNamed(name)).filter((file) => file.name.endsWith('.mjs'));

/** All that a bundle has, but for what stands escaped in it as it is deployed. */
const textOf = (name: string): string =>
  scriptsOf(name)
    .map(({ contents }) => new TextDecoder().decode(contents))
    .join('\n')
    .replace(/\\u([\dA-F]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));

/** What a route says for its description, and what roles are made from. */
const descriptive = [
  ...routes.flatMap(({ summary, path }) => [summary, `"${path}"`]),
  'RFC 3339 with the offset of the province',
  '国办发明电〔2026〕1号',
  ...functions.flatMap(({ grants }) => grants.flatMap(({ actions }) => actions)),
];

describe.each(['acknowledge-transfer', 'publish-calendar', 'read-sent-ledger', 'watchdog', 'verify-token'])(
  'the bundle of %s',
  (name) => {
    it('has its handler, and nothing of what only describes it', () => {
      const text = textOf(name);
      expect(/export\{[\w$]+ as handler\}/.test(text)).toBe(true);
      expect(descriptive.filter((said) => text.includes(said))).toEqual([]);
    });
  },
);

describe('a bundle', () => {
  const [health] = functions.filter(({ name }) => name === 'check-health') as [(typeof functions)[number]];
  /** Of a function of each architecture, in stacks of their own. */
  const bundledInto = (outdir: string) => {
    const app = new App({ outdir });
    for (const architecture of [Architecture.X86_64, Architecture.ARM_64]) {
      const code = bundleOf(entryOf(folder, health));
      const stack = new Stack(app, architecture.name.replace('_', '-'));
      new LambdaFunction(stack, 'Function', {
        code,
        architecture,
        handler: 'index.handler',
        runtime: Runtime.NODEJS_24_X,
      });
    }
    const { stacks } = app.synth();
    return stacks.map(({ template }) => {
      const [found] = Object.values(Template.fromJSON(template).findResources('AWS::Lambda::Function'));
      return found?.Properties.Code.S3Key as string;
    });
  };

  it('is made once, whatever stacks and architectures take it, and is the same wherever the output goes', () => {
    const said: string[] = [];
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const outputs = [join(folder, 'cdk.out'), join(folder, 'somewhere', 'else')];
    const keys = outputs.flatMap(bundledInto);
    stderr.mockRestore();
    expect(new Set(keys).size).toBe(1);
    expect(said.filter((text) => text.startsWith('Bundling asset'))).toHaveLength(outputs.length);
    const staged = join(folder, 'cdk.out', `asset.${keys[0]?.replace('.zip', '')}`);
    expect(readFileSync(join(staged, 'index.mjs'), 'utf8')).toMatch(/export\{[\w$]+ as handler\}/);
    expect(readFileSync(join(staged, 'index.mjs.map'), 'utf8')).toContain('"../../functions/');
  });
});

describe('the bundle of what proves tokens', () => {
  it('has nothing that reaches AWS, and so is there at once', () => {
    const text = textOf('verify-token');
    expect(text).not.toMatch(/DynamoDB|KMS|secretsmanager/);
    expect(text.length).toBeLessThan(150_000);
  });
});

describe('an error in a bundle', () => {
  it('says in which lines of the sources it arose, where the handler waited too', async () => {
    const file = join(folder, 'failing.ts');
    const lines = [
      "const thrown = async () => { await null; throw new TypeError('no use'); };",
      '',
      'const called = async (): Promise<unknown> => { await null; return await thrown(); };',
      'export const handler = async () => { try { await called(); } catch (error) { return (error as Error).stack; } };',
    ];
    await writeFile(file, lines.join('\n'));
    bundleFunction(
      entryOf(join(folder, 'entries'), { name: 'failing', file: pathToFileURL(file), grants: [] }),
      join(folder, 'bundle'),
    );
    const asked = `import('./index.mjs').then(({ handler }) => handler()).then((stack) => process.stdout.write(stack))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', asked], { cwd: join(folder, 'bundle') });
    expect(stdout).toMatch(/^TypeError: no use\n/);
    const places = [...stdout.matchAll(/at (?:async )?\S+ \(\S*\/(failing\.ts:\d+):\d+\)/g)].map(([, place]) => place);
    expect(places).toEqual(['failing.ts:1', 'failing.ts:3', 'failing.ts:4']);
  });
});

describe('the file that a bundle begins at', () => {
  it('is the same however often it is written', async () => {
    const [one] = functions as [(typeof functions)[number]];
    expect(entryOf(folder, one)).toBe(entryOf(folder, one));
  });
});
