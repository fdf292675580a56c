import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Province } from '../../infra/province.ts';
import { provinceStacks } from '../../infra/stack/province-stack.ts';
import { cdkApp } from '../cdk-app.ts';
import { lacksOf, type Resource, type Synthesised } from './stacks.ts';

/** Stacks that are deployed in seconds: the records of provinces, and the alarms of their other stacks without what they look at. */

interface Template {
  Resources: Record<string, Resource & { Properties?: { Dimensions?: unknown } }>;
}

interface Assets {
  files: Record<string, { source: { path: string } }>;
}

export interface Slim {
  records: Synthesised;
  stack: Synthesised;
}

const rewrite = async <T>(file: string, change: (content: T) => object): Promise<void> =>
  writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')))));

/** What ministack can make of it; of the stack that has functions, the alarms. */
const slimmed = ({ Resources, ...rest }: Template): object => {
  const lacks = lacksOf(Resources);
  const made = Object.entries(Resources).filter(([id]) => !lacks.includes(id));
  if (!made.some(([, { Type }]) => Type === 'AWS::Lambda::Function')) {
    return { ...rest, Resources: Object.fromEntries(made) };
  }
  const alarms = made
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([id, { Type, Properties: { Dimensions: _, ...Properties } = {} }]) => [id, { Type, Properties }]);
  return { Resources: Object.fromEntries(alarms) };
};

/** Synthesised into a folder, as `cdk deploy --app` takes them. */
export const withAlarmsOnly = async (outdir: string, provinces: readonly Province[]): Promise<Slim[]> => {
  const app = cdkApp({ outdir, context: { 'aws:cdk:bundling-stacks': [] } });
  const made = provinces.map((province) => provinceStacks(app, province));
  const assembly = app.synth();
  const slim = async ({ stackName }: { stackName: string }): Promise<Synthesised> => {
    const template = assembly.getStackByName(stackName).templateFullPath;
    await rewrite(template, slimmed);
    await rewrite<Assets>(join(dirname(template), `${stackName}.assets.json`), ({ files, ...rest }) => ({
      ...rest,
      files: Object.fromEntries(
        Object.entries(files).filter(([, { source }]) => source.path.endsWith('.template.json')),
      ),
    }));
    return { stackName, template };
  };
  return Promise.all(
    made.map(async ({ records, stack }) => ({ records: await slim(records), stack: await slim(stack) })),
  );
};
