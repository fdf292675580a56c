import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProvinces, type Province } from '../../infra/province.ts';
import { provinceStacks } from '../../infra/stack/province-stack.ts';
import { cdkApp } from '../cdk-app.ts';
import { provincesOfTheMainland, writeManyProvinces } from './many-provinces.ts';

/** All provinces of the mainland in one synthesis. A finding of cdk-nag makes it fail. */

interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
  Outputs?: Record<string, { Export?: { Name: string } }>;
}

let folder = '';
let provinces: Province[] = [];
/** As they are uploaded, by the names of their stacks. */
const texts = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'many-provinces-'));
  const files = join(folder, 'provinces');
  await writeManyProvinces(files);
  provinces = await loadProvinces(files);
  // Bundles are one for all provinces: bundles.test.ts.
  const app = cdkApp({ outdir: join(folder, 'cdk.out'), context: { 'aws:cdk:bundling-stacks': [] } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const province of provinces) provinceStacks(app, province);
  const { directory } = app.synth();
  for (const file of (await readdir(directory)).filter((name) => name.endsWith('.template.json'))) {
    texts.set(file.slice(0, -'.template.json'.length), await readFile(join(directory, file), 'utf8'));
  }
}, 600_000);
afterAll(() => rm(folder, { recursive: true }));

const templates = (): [string, Template][] => [...texts].map(([stack, text]) => [stack, JSON.parse(text)]);

/** Properties by which a resource has a name of its own in its account. */
const namesOf = (type: string, properties: Readonly<Record<string, unknown>>): unknown[] =>
  ['Name', 'ExportName', `${type.split('::').at(-1)}Name`].flatMap((property) => {
    const name = properties[property];
    return name === undefined ? [] : [JSON.stringify(name)];
  });

/** Named in what holds them, not in the account; or not by their names. */
const namedWithin = [
  'AWS::IAM::Policy',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Stage',
  'AWS::ApiGatewayV2::Api',
  'AWS::StepFunctions::StateMachineAlias',
];

describe('the thirty-one provinces', () => {
  it('are read in both partitions, by both mail transports, with each option on and off', () => {
    expect(provinces.map(({ code }) => code).sort()).toEqual(Object.keys(provincesOfTheMainland));
    const of = (what: (province: Province) => unknown) => new Set(provinces.map(what)).size;
    expect(of(({ region }) => region)).toBe(3);
    expect(of(({ architecture }) => architecture)).toBe(2);
    expect(of(({ mail }) => mail.transport)).toBe(2);
    expect(of(({ mail }) => mail.transport === 'smtp' && mail.secretKeyArn === undefined)).toBe(2);
    expect(of(({ reserveConcurrency }) => reserveConcurrency)).toBe(2);
    expect(of(({ restoredTable }) => restoredTable === undefined)).toBe(2);
    expect(of(({ settings }) => settings.overrides?.length ?? 0)).toBeGreaterThan(1);
  });

  it('have two stacks each, below 300 resources and 500 kB', () => {
    expect(texts.size).toBe(2 * provinces.length);
    for (const [stack, text] of texts) {
      expect([stack, Object.keys((JSON.parse(text) as Template).Resources).length < 300]).toEqual([stack, true]);
      expect([stack, text.length < 500_000]).toEqual([stack, true]);
    }
  });

  it('leave every function below the 4,096 bytes of its environment', () => {
    for (const [stack, { Resources }] of templates()) {
      for (const { Type, Properties } of Object.values(Resources)) {
        if (Type !== 'AWS::Lambda::Function') continue;
        const { Variables } = (Properties?.Environment ?? {}) as { Variables: object };
        // References are longer than what they become, but for the ARNs of the imports.
        expect([stack, new TextEncoder().encode(JSON.stringify(Variables)).length < 3_500]).toEqual([stack, true]);
      }
    }
  });

  it('take no name from each other in an account that several share', () => {
    const taken = new Map<string, string[]>();
    for (const [stack, { Resources, Outputs = {} }] of templates()) {
      const [, code] = /^ClueTransfer-(\d{6})/.exec(stack) as RegExpExecArray as unknown as [string, string];
      const account = provinces.find((province) => province.code === code)?.account;
      const exported = Object.values(Outputs).flatMap(({ Export }) => (Export ? [Export.Name] : []));
      const named = Object.values(Resources)
        .filter(({ Type }) => !namedWithin.includes(Type))
        // The stack's own id is in it.
        .flatMap(({ Type, Properties = {} }) => namesOf(Type, Properties).map((name) => `${Type} ${name}`));
      for (const name of [stack, ...exported.map((one) => `export ${one}`), ...named]) {
        const key = `${account} ${name}`;
        taken.set(key, [...(taken.get(key) ?? []), stack]);
      }
    }
    expect(taken.size).toBeGreaterThan(60 * provinces.length);
    expect([...taken].filter(([, stacks]) => stacks.length > 1)).toEqual([]);
  });

  it('give their roles names that IAM takes', () => {
    const roles = templates().flatMap(([, { Resources }]) =>
      Object.values(Resources).flatMap(({ Type, Properties }) =>
        Type === 'AWS::IAM::Role' && typeof Properties?.RoleName === 'string' ? [Properties.RoleName] : [],
      ),
    );
    expect(roles.length).toBeGreaterThan(50 * provinces.length);
    expect(roles.filter((name) => name.length > 64)).toEqual([]);
  });
});
