import type { Template } from 'aws-cdk-lib/assertions';
import { expect } from 'vitest';

/** What the roles of a template may do, as the test of it says it. */

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Effect: string;
  Condition?: Record<string, Record<string, unknown>>;
}

const list = <T>(one: T | readonly T[]): T[] => (Array.isArray(one) ? [...one] : [one as T]);

const labels: [RegExp, (found: RegExpExecArray) => string][] = [
  [
    /:dynamodb:[\w-]+:\d+:table\/",{"Fn::ImportValue":"[\w-]+-records-TableName"},"\/index\/(\w+)"/,
    ([, index]) => `index ${index}`,
  ],
  [/:dynamodb:[\w-]+:\d+:table\/",{"Fn::ImportValue":"[\w-]+-records-TableName"}\]\]}$/, () => 'table'],
  [/^{"Fn::ImportValue":"[\w-]+-records-KeyArn"}$/, () => 'key'],
  [/^{"Fn::ImportValue":"[\w-]+-records-HeadsKeyArn"}$/, () => 'key of heads'],
  [/:s3:::",{"Fn::ImportValue":"[\w-]+-records-HeadsBucketName"}\]\]}$/, () => 'bucket of heads'],
  [/:s3:::",{"Fn::ImportValue":"[\w-]+-records-HeadsBucketName"},"\/heads\/\*"/, () => 'files of heads'],
  [/:states:[\w-]+:\d+:stateMachine:clue-transfer-\d+-",{"Fn::Select":\[2,.*"AWS::StackId"/, () => 'machine'],
  [/:states:[\w-]+:\d+:execution:clue-transfer-\d+-",{"Fn::Select":\[2,.*"AWS::StackId".*":\*"/, () => 'executions'],
  [/^{"Fn::GetAtt":\["FailuresFailed\w+","Arn"\]}$/, () => 'dead letters'],
  [/^{"Fn::GetAtt":\["FailuresUndelivered\w+","Arn"\]}$/, () => 'undelivered events'],
  [/:secretsmanager:[\w-]+:\d+:secret:([^"]+)"/, ([, name]) => `secret ${name}`],
  [/:identity\//, () => 'identity'],
  [/:configuration-set\//, () => 'configuration set'],
  [/^{"Fn::GetAtt":\["(\w+?)Logs[0-9A-F]{8}","Arn"\]}$/, ([, part]) => `log of ${part}`],
  [/^{"Fn::GetAtt":\["Api(\w+?)Function\w+","Arn"\]}$/, ([, name]) => `route ${name}`],
  [/^{"Fn::GetAtt":\["Workflow(\w+?)Function\w+","Arn"\]}$/, ([, name]) => `task ${name}`],
  [
    /^{"Fn::Join":\["",\[{"Fn::GetAtt":\["Workflow(\w+?)Function\w+","Arn"\]},":\*"\]\]}$/,
    ([, name]) => `task ${name} of any release`,
  ],
  [/^"\*"$/, () => 'anything'],
];

/** What an ARN in a template is of. */
export const resourceOf = (resource: unknown): string => {
  const text = JSON.stringify(resource);
  for (const [form, label] of labels) {
    const found = form.exec(text);
    if (found) return label(found);
  }
  return text;
};

/** The names of sealed fields that a statement is held to. */
const fieldsOf = ({ Condition }: Statement): string[] =>
  list((Condition?.StringLike?.['kms:EncryptionContext:field'] ?? []) as string | string[]);

const conditionOf = (statement: Statement): string =>
  Object.values(statement.Condition ?? {})
    .flatMap((operands) => Object.entries(operands))
    .filter(([name]) => fieldsOf(statement).length === 0 || name !== 'kms:EncryptionContext:field')
    .map(([name, value]) => {
      const service = /(dynamodb|states)\./.exec(JSON.stringify(value))?.[1];
      return name === 'kms:ViaService' ? ` by ${service}` : ` if ${name}`;
    })
    .join('');

/** `resource: Action Action`, sorted. */
export const rights = (statements: readonly Statement[]): string[] => {
  const found = new Map<string, Set<string>>();
  for (const statement of statements) {
    expect(statement.Effect).toBe('Allow');
    const fields = fieldsOf(statement).map((field) => ` of ${field}`);
    for (const resource of list(statement.Resource)) {
      for (const field of fields.length > 0 ? fields : ['']) {
        const name = `${resourceOf(resource)}${field}${conditionOf(statement)}`;
        const actions = found.get(name) ?? new Set();
        for (const action of list(statement.Action)) actions.add(action.slice(action.indexOf(':') + 1));
        found.set(name, actions);
      }
    }
  }
  return [...found].map(([resource, actions]) => `${resource}: ${[...actions].sort().join(' ')}`).sort();
};

/** Statements of every role, by the role's logical id. */
export const statementsOf = (template: Template): Map<string, Statement[]> => {
  const within = ({ Policies = [] }: { Policies?: { PolicyDocument: { Statement: Statement[] } }[] }) =>
    Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const roles = Object.entries(template.findResources('AWS::IAM::Role'));
  const found = new Map(roles.map(([role, { Properties }]) => [role, within(Properties)]));
  for (const { Properties } of Object.values(template.findResources('AWS::IAM::Policy'))) {
    for (const { Ref } of Properties.Roles) found.get(Ref)?.push(...Properties.PolicyDocument.Statement);
  }
  return found;
};
