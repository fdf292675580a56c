import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type ResourceToImport,
  type Stack,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { until } from './until.ts';

/** Stacks on the emulator, as `cdk bootstrap`, `deploy`, `import` and `destroy` make and end them. */

const run = promisify(execFile);

export interface Resource {
  Type: string;
  Properties?: object;
  DependsOn?: string[];
}

export interface Template {
  Resources: Record<string, Resource>;
  Outputs?: object;
}

type Change = (template: Template) => Template;

/** A stack of a synthesised app: its template, whose assets stand beside it. */
export interface Synthesised {
  stackName: string;
  template: string;
}

export interface Deployed {
  outputs: Record<string, string>;
  /** What each logical id became. */
  resources: Map<string, string>;
  /** What of the template ministack cannot make. */
  lacking: string[];
}

interface Options {
  url: string;
  account: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  authorization: string;
  put: (path: string, body: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** What the emulator said. */
  output: () => string;
}

const notMade = [
  'AWS::Backup::BackupSelection',
  'AWS::CloudTrail::Trail',
  'AWS::StepFunctions::StateMachineVersion',
  'AWS::StepFunctions::StateMachineAlias',
];

/** What ministack cannot make, and what refers to that; the rest of the template is deployed as it is. */
export const lacksOf = (resources: Readonly<Record<string, Resource>>): string[] => {
  const lacks = Object.entries(resources)
    .filter(
      ([, { Type, Properties = {} }]) =>
        notMade.includes(Type) || (Type === 'AWS::CloudWatch::Alarm' && 'Metrics' in Properties),
    )
    .map(([id]) => id);
  const refers = (text: string) => lacks.some((id) => text.includes(`"${id}"`));
  return Object.keys(resources).filter(
    (id) => lacks.includes(id) || refers(JSON.stringify(resources[id]?.Properties ?? {})),
  );
};

/** What is made before a create fails, and what would have been made after, by the types of resources. */
interface Failing {
  after: readonly string[];
  before?: readonly string[];
}

/** With something in it that is waited for and never comes. */
const failing = (template: Template, { after, before = [] }: Failing): Template => {
  const made = Object.keys(template.Resources).filter((id) => after.includes(template.Resources[id]?.Type ?? ''));
  const waits = {
    NeverSignalled: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
    NeverComes: {
      Type: 'AWS::CloudFormation::WaitCondition',
      DependsOn: made,
      Properties: { Handle: { Ref: 'NeverSignalled' }, Timeout: '1', Count: 1 },
    },
  };
  const late = Object.entries(template.Resources).map(([id, one]) =>
    before.includes(one.Type) ? [id, { ...one, DependsOn: [...(one.DependsOn ?? []), 'NeverComes'] }] : [id, one],
  );
  return { ...template, Resources: { ...Object.fromEntries(late), ...waits } };
};

const bootstrap = async ({ url, region, authorization, put }: Options, bucket: string): Promise<void> => {
  const place = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  await put(bucket, new TextEncoder().encode(place));
  await fetch(url, {
    method: 'POST',
    headers: {
      authorization: authorization.replace('/x/', '/ssm/'),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.PutParameter',
    },
    body: JSON.stringify({ Name: '/cdk-bootstrap/hnb659fds/version', Value: '30', Type: 'String' }),
  });
};

/** Puts every asset of a stack into the bucket, as a zip file where it is a folder. */
const publish = async ({ template, stackName }: Synthesised, bucket: string, put: Options['put']): Promise<void> => {
  const outdir = dirname(template);
  const { files } = JSON.parse(await readFile(join(outdir, `${stackName}.assets.json`), 'utf8')) as {
    files: Record<
      string,
      { source: { path: string; packaging: string }; destinations: Record<string, { objectKey: string }> }
    >;
  };
  const zip = 'import shutil,sys; shutil.make_archive(sys.argv[1], "zip", sys.argv[2])';
  for (const { source, destinations } of Object.values(files)) {
    const from = join(outdir, source.path);
    const isFolder = source.packaging === 'zip';
    if (isFolder) await run('python3', ['-c', zip, from, from]);
    const [destination] = Object.values(destinations);
    await put(`${bucket}/${destination?.objectKey}`, new Uint8Array(await readFile(isFolder ? `${from}.zip` : from)));
  }
};

export type Stacks = Awaited<ReturnType<typeof stacksOf>>;

export const stacksOf = async (options: Options) => {
  const { url, account, region, credentials, put, output } = options;
  const bucket = `cdk-hnb659fds-assets-${account}-${region}`;
  await bootstrap(options, bucket);
  const client = new CloudFormationClient({ endpoint: url, region, credentials });
  const published = new Set<string>();

  /** The template as it can be deployed, once its assets are there. */
  const prepared = async (one: Synthesised): Promise<{ template: Template; lacking: string[] }> => {
    if (!published.has(one.template)) await publish(one, bucket, put);
    published.add(one.template);
    const template: Template = JSON.parse(await readFile(one.template, 'utf8'));
    const lacking = lacksOf(template.Resources);
    const types = lacking.map((id) => `${template.Resources[id]?.Type} ${id}`);
    for (const id of lacking) delete template.Resources[id];
    for (const resource of Object.values(template.Resources)) {
      if (resource.DependsOn) resource.DependsOn = resource.DependsOn.filter((id) => !lacking.includes(id));
    }
    return { template, lacking: types };
  };

  const upload = async (template: Template) => {
    await put(`${bucket}/template.json`, new TextEncoder().encode(JSON.stringify(template)));
    const Capabilities: ('CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM')[] = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'];
    return { TemplateURL: `${url}/${bucket}/template.json`, Capabilities };
  };

  const ended = (name: string): Promise<Stack> =>
    until(`${name} is still`, 180, async () => {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
      return Stacks[0]?.StackStatus?.endsWith('IN_PROGRESS') ? undefined : Stacks[0];
    });

  /** Newest first. */
  const eventsOf = async (StackName: string): Promise<StackEvent[]> => {
    const events: StackEvent[] = [];
    for await (const page of paginateDescribeStackEvents({ client }, { StackName })) {
      events.push(...(page.StackEvents ?? []));
    }
    return events;
  };

  const finished = async (stackName: string, lacking: string[]): Promise<Deployed> => {
    const stack = await ended(stackName);
    if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stack.StackStatus ?? '')) {
      const reasons = (await eventsOf(stackName))
        .filter((one) => one.ResourceStatusReason)
        .map((one) => `${one.LogicalResourceId} ${one.ResourceStatus}: ${one.ResourceStatusReason}`);
      throw new Error(`the stack is ${stack.StackStatus}\n${reasons.join('\n')}\n${output()}`);
    }
    const resources = new Map<string, string>();
    for await (const page of paginateListStackResources({ client }, { StackName: stackName })) {
      for (const one of page.StackResourceSummaries ?? []) {
        resources.set(one.LogicalResourceId ?? '', one.PhysicalResourceId ?? '');
      }
    }
    const outputs = (stack.Outputs ?? []).map((one) => [one.OutputKey ?? '', one.OutputValue ?? '']);
    return { outputs: Object.fromEntries(outputs), resources, lacking };
  };

  /** Deletes the stack; gives the resources that it left behind. @throws where CloudFormation refuses. */
  const destroy = async (stackName: string): Promise<string[]> => {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const { StackId = '' } = stack ?? {};
    await client.send(new DeleteStackCommand({ StackName: stackName }));
    const { StackStatus } = await ended(StackId);
    if (StackStatus !== 'DELETE_COMPLETE') throw new Error(`${stackName} is ${StackStatus}`);
    const skipped = (await eventsOf(StackId)).filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED');
    return skipped.map(({ LogicalResourceId = '' }) => LogicalResourceId);
  };

  return {
    deploy: async (one: Synthesised): Promise<Deployed> => {
      const { template, lacking } = await prepared(one);
      await client.send(new CreateStackCommand({ StackName: one.stackName, ...(await upload(template)) }));
      return finished(one.stackName, lacking);
    },
    /** Brings a stack that there is to its template, or to what `change` makes of it. */
    update: async (one: Synthesised, change: Change = (template) => template): Promise<Deployed> => {
      const { template, lacking } = await prepared(one);
      const { StackName, ...uploaded } = { StackName: one.stackName, ...(await upload(change(template))) };
      await client.send(new UpdateStackCommand({ StackName, ...uploaded })).catch((error: Error) => {
        if (!error.message.includes('No updates')) throw error;
      });
      return finished(StackName, lacking);
    },
    /** An update that fails once functions and workflow are those of the changed template; it must be rolled back. */
    failToUpdate: async (one: Synthesised, change: Change): Promise<void> => {
      const { template } = await prepared(one);
      const after = ['AWS::Lambda::Function', 'AWS::Lambda::Version', 'AWS::StepFunctions::StateMachine'];
      const uploaded = await upload(failing(change(template), { after }));
      await client.send(new UpdateStackCommand({ StackName: one.stackName, ...uploaded }));
      const { StackStatus } = await ended(one.stackName);
      if (StackStatus !== 'UPDATE_ROLLBACK_COMPLETE') throw new Error(`the stack is ${StackStatus}`);
    },
    /** A first create that fails; gives the last status of each resource that was made. */
    failToDeploy: async (one: Synthesised, when: Failing): Promise<Map<string, string>> => {
      const broken = failing((await prepared(one)).template, when);
      await client.send(new CreateStackCommand({ StackName: one.stackName, ...(await upload(broken)) }));
      const { StackStatus, StackId = '' } = await ended(one.stackName);
      if (StackStatus !== 'ROLLBACK_COMPLETE') throw new Error(`the stack is ${StackStatus}`);
      const newestFirst = await eventsOf(StackId);
      const last = new Map<string, string>();
      for (const { LogicalResourceId = '', ResourceStatus = '' } of [...newestFirst].reverse())
        last.set(LogicalResourceId, ResourceStatus);
      last.delete(one.stackName);
      // As cdk does with a stack of which nothing is left, before it makes it anew.
      await destroy(one.stackName);
      return last;
    },
    /** Makes a stack of resources that there are, as `cdk import` does; `found`: by logical id, what identifies each. */
    take: async (one: Synthesised, found: Record<string, Record<string, string>>): Promise<Deployed> => {
      const { template, lacking } = await prepared(one);
      const taken = Object.entries(template.Resources).filter(([id]) => id in found);
      const withoutOthers = taken.map(([id, { DependsOn: _, ...resource }]) => [id, resource]);
      const ResourcesToImport: ResourceToImport[] = taken.map(([id, { Type }]) => ({
        ...{ LogicalResourceId: id, ResourceType: Type, ResourceIdentifier: found[id] },
      }));
      const named = { StackName: one.stackName, ChangeSetName: 'take' };
      const uploaded = await upload({ Resources: Object.fromEntries(withoutOthers) });
      await client.send(
        new CreateChangeSetCommand({ ...named, ...uploaded, ChangeSetType: 'IMPORT', ResourcesToImport }),
      );
      await until('the import is prepared', 30, async () => {
        await client.send(new ExecuteChangeSetCommand(named));
        return true;
      });
      return finished(one.stackName, lacking);
    },
    destroy,
  };
};
