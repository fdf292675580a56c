import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import {
  CreateStateMachineAliasCommand,
  PublishStateMachineVersionCommand,
  type SFNClient,
  UpdateStateMachineAliasCommand,
} from '@aws-sdk/client-sfn';
import { live } from '../../infra/live.ts';
import type { Province } from '../../infra/province.ts';
import { cdkApp } from '../cdk-app.ts';
import type { Synthesised, Template } from './stacks.ts';

const run = promisify(execFile);
const git = async (...args: string[]) => (await run('git', args)).stdout.trim();

/** `FROM`, or the newest tag of a release, or the commit before this one. */
const revisionBefore = async (): Promise<string> => {
  const [tag] = (await git('tag', '--list', 'v*', '--merged', 'HEAD^', '--sort=-v:refname')).split('\n');
  return git('rev-parse', '--short', process.env.FROM ?? (tag || 'HEAD^'));
};

/** The stacks of the release before this one, synthesised by its own code. */
export const synthesiseBefore = async (work: string, province: Province) => {
  const revision = await revisionBefore();
  const folder = join(work, 'before');
  await git('worktree', 'add', '--detach', folder, revision);
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  const file = pathToFileURL(join(folder, 'infra/stack/province-stack.ts')).href;
  const { provinceStacks } = (await import(file)) as typeof import('../../infra/stack/province-stack.ts');
  const app = cdkApp({ outdir: join(work, 'before.out') });
  const made = provinceStacks(app, province);
  const assembly = app.synth();
  const of = ({ stackName }: { stackName: string }): Synthesised => ({
    stackName,
    template: assembly.getStackByName(stackName).templateFullPath,
  });
  const close = () => git('worktree', 'remove', '--force', folder);
  return { revision, records: of(made.records), stack: of(made.stack), close };
};

/** Publishes a version of the machine and leads the alias to it, as CloudFormation does with what ministack leaves out. */
export const putInForce = async (sfn: SFNClient, stateMachineArn: string): Promise<void> => {
  const { stateMachineVersionArn } = await sfn.send(new PublishStateMachineVersionCommand({ stateMachineArn }));
  const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
  const stateMachineAliasArn = `${stateMachineArn}:${live}`;
  await sfn
    .send(new UpdateStateMachineAliasCommand({ stateMachineAliasArn, routingConfiguration }))
    .catch(() => sfn.send(new CreateStateMachineAliasCommand({ name: live, routingConfiguration })));
};

/** A release whose workflow crashes: its functions have no handler, and versions of their own. */
export const broken = ({ Resources, ...rest }: Template): Template => {
  const versions = Object.keys(Resources).filter((id) => Resources[id]?.Type === 'AWS::Lambda::Version');
  const named = versions.reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}Next"`), JSON.stringify(Resources));
  const changed = Object.entries(JSON.parse(named) as Template['Resources']).map(([id, one]) =>
    one.Type === 'AWS::Lambda::Function' && id.startsWith('Workflow')
      ? [id, { ...one, Properties: { ...one.Properties, Handler: 'index.gone' } }]
      : [id, one],
  );
  return { ...rest, Resources: Object.fromEntries(changed) };
};
