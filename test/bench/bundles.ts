import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stack } from 'aws-cdk-lib';
import { type CfnFunction, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { type DeclaredFunction, functions } from '../../infra/functions.ts';
import { loadProvince } from '../../infra/province.ts';
import { bundleOf } from '../../infra/stack/bundle.ts';
import { entryOf } from '../../infra/stack/entry.ts';
import { provinceStacks } from '../../infra/stack/province-stack.ts';
import { cdkApp } from '../cdk-app.ts';

/** What is loaded on Lambda, as the stack has it made; and bare functions that load the same clients of AWS and nothing else, made the same way. */

export interface Bundle {
  /** Its file, in the folder that Lambda has as /var/task. */
  folder: string;
  file: string;
  variables: Readonly<Record<string, string>>;
}

export interface Pair {
  name: string;
  /** Of @aws-sdk, without `client-`. */
  clients: readonly string[];
  ours: Bundle;
  bare: Bundle;
  /** The same bare function as CDK's own construct bundles: in one file, without what splitting saves. */
  inOne: Bundle;
}

const project = fileURLToPath(new URL('../..', import.meta.url));
/** Not committed, and within the project: what stands there finds the packages. */
const bareEntries = join(project, 'cdk.out', 'bench');

/** Of each client what a function calls that has it. The one of DynamoDB is made as the function loads, as ours is; others as they are first used. */
const uses: Readonly<Record<string, { made: string; from: string; commands: readonly string[] }>> = {
  dynamodb: {
    made: 'DynamoDBDocumentClient.from(new DynamoDBClient())',
    from: '@aws-sdk/lib-dynamodb',
    commands: ['GetCommand', 'BatchGetCommand', 'QueryCommand', 'TransactWriteCommand'],
  },
  kms: { made: 'new KMSClient()', from: '@aws-sdk/client-kms', commands: ['GenerateDataKeyCommand', 'DecryptCommand'] },
  sfn: {
    made: 'new SFNClient()',
    from: '@aws-sdk/client-sfn',
    commands: ['StartExecutionCommand', 'SendTaskSuccessCommand'],
  },
  ses: { made: 'new SESClient()', from: '@aws-sdk/client-ses', commands: ['SendEmailCommand'] },
  s3: { made: 'new S3Client()', from: '@aws-sdk/client-s3', commands: ['GetObjectCommand', 'PutObjectCommand'] },
  sqs: { made: 'new SQSClient()', from: '@aws-sdk/client-sqs', commands: ['ReceiveMessageCommand'] },
  'secrets-manager': {
    made: 'new SecretsManagerClient()',
    from: '@aws-sdk/client-secrets-manager',
    commands: ['GetSecretValueCommand'],
  },
};

const useOf = (client: string) => {
  const use = uses[client];
  if (!use) throw new Error(`nobody here knows what a function calls by ${client}: test/bench/bundles.ts`);
  return use;
};

/** The source of a bare function. @throws Error for a client that nobody here knows to call. */
const bareSource = (clients: readonly string[]): string => {
  const imports = clients.map((client) => {
    const { made, from, commands } = useOf(client);
    return `import { ${[/\w+Client/.exec(made)?.[0], ...commands].join(', ')} } from '${from}';`;
  });
  const table = [
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
    `const table = ${useOf('dynamodb').made};`,
  ];
  const sends = clients.flatMap((client) => {
    const { made, commands } = useOf(client);
    const by = client === 'dynamodb' ? 'table' : made;
    return commands.map((command) => `  await ${by}.send(new ${command}(input));`);
  });
  const made = clients.includes('dynamodb') ? table : [];
  return [...imports, ...made, 'export const handler = async (input) => {', ...sends, '};', ''].join('\n');
};

/** The clients in each bundle, by what the bundler takes into it. */
const clientsOf = async (all: readonly DeclaredFunction[]): Promise<Map<string, string[]>> => {
  const { metafile } = await build({
    absWorkingDir: project,
    entryPoints: Object.fromEntries(all.map((one) => [one.name, entryOf(join(bareEntries, 'entries'), one)])),
    outdir: 'cdk.out/bench/out',
    write: false,
    ...({ bundle: true, metafile: true, platform: 'node', format: 'esm', target: 'node24' } as const),
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const found = Object.entries(metafile.outputs).map(([output, { inputs }]): [string, string[]] => {
    const clients = Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? (/@aws-sdk\/client-([\w-]+)\//.exec(file)?.[1] ?? []) : [],
    );
    return [output.replace(/^.*\/|\.js$/g, ''), [...new Set(clients)].sort()];
  });
  return new Map(found);
};

interface Properties {
  Code: { S3Key: string };
  Handler: string;
  Environment?: { Variables: Record<string, unknown> };
}

type Template = { Resources: Record<string, { Properties: Properties }> };

/** A text of which the deployment knows a part: that part has any value, so that JSON stays JSON. */
const known = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const [separator, parts] = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'] ?? ['', []];
  return parts.length > 0 ? parts.map(known).join(separator) : 'known-when-deployed';
};

/** Where the code of a function was staged, and with what it runs. */
const bundleIn = (outdir: string, template: Template, one: LambdaFunction): Bundle => {
  const id = Stack.of(one).getLogicalId(one.node.defaultChild as CfnFunction);
  const found = template.Resources[id];
  if (!found) throw new Error(`the template has no ${id}`);
  const { Code, Handler, Environment } = found.Properties;
  const folder = join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`);
  const variables = Object.entries(Environment?.Variables ?? {}).map(([name, value]) => [
    name,
    known(value).replaceAll('/var/task', folder),
  ]);
  return { folder, file: join(folder, `${Handler.split('.')[0]}.mjs`), variables: Object.fromEntries(variables) };
};

const lambdasIn = (stack: Stack): LambdaFunction[] =>
  stack.node.findAll().filter((node): node is LambdaFunction => node instanceof LambdaFunction);

const nameOf = (one: LambdaFunction): string | undefined => {
  const path = one.node.path.split('/');
  return functions.find(({ constructId }) => path.includes(constructId))?.name;
};

const bundleInOne = async (entry: string, folder: string): Promise<Bundle> => {
  const file = join(folder, 'index.mjs');
  await build({
    ...{ entryPoints: [entry], outfile: file, bundle: true, minify: true, logLevel: 'error' },
    ...{ platform: 'node', format: 'esm', target: 'node24', mainFields: ['module', 'main'] },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return { folder, file, variables: {} };
};

/** Every function of a province with its bare one; all is written into `outdir`. */
export const bundlePairs = async (outdir: string): Promise<Pair[]> => {
  const clients = await clientsOf(functions);
  const app = cdkApp({ outdir });
  const { stack } = provinceStacks(app, await loadProvince('training'));
  const bares = new Stack(app, 'bare');
  mkdirSync(bareEntries, { recursive: true });
  const bareOf = new Map<string, LambdaFunction>();
  const inOneOf = new Map<string, Bundle>();
  for (const list of clients.values()) {
    const key = ['bare', ...list].join('-');
    if (bareOf.has(key)) continue;
    const entry = join(bareEntries, `${key}.ts`);
    writeFileSync(entry, bareSource(list));
    const runs = { runtime: Runtime.NODEJS_24_X, handler: 'index.handler' };
    inOneOf.set(key, await bundleInOne(entry, join(outdir, 'in-one', key)));
    bareOf.set(key, new LambdaFunction(bares, key, { code: bundleOf(entry), ...runs }));
  }
  app.synth();
  const templateOf = ({ templateFile }: Stack): Template =>
    JSON.parse(readFileSync(join(outdir, templateFile), 'utf8'));
  const [template, bareTemplate] = [templateOf(stack), templateOf(bares)];
  return lambdasIn(stack).flatMap((one) => {
    const name = nameOf(one);
    const list = clients.get(name ?? '');
    const key = ['bare', ...(list ?? [])].join('-');
    const [bare, inOne] = [bareOf.get(key), inOneOf.get(key)];
    if (!name || !list || !bare || !inOne) return [];
    const ours = bundleIn(outdir, template, one);
    const { variables } = ours;
    return [
      {
        ...{ name, clients: list, ours },
        bare: { ...bundleIn(outdir, bareTemplate, bare), variables },
        inOne: { ...inOne, variables },
      },
    ];
  });
};
