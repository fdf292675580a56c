import * as z from 'zod';

/**
 * The part of Amazon States Language (JSONPath) that statemachines/transfer.asl.json uses, and nothing more: a definition
 * with anything else is refused when it is loaded, by state and field, rather than run wrongly.
 */

export type Json = z.output<ReturnType<typeof z.json>>;

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const path = z.string().regex(/^\$(\.\w+)*$/, 'only plain paths as $.a.b are run here');

/** What a template may take: a plain path of the input, or what `contextOf` in task-calls.ts gives. */
const source =
  /^\$(\.\w+)*$|^\$\$\.(Execution\.(Id|Name|StartTime|Input(\.\w+)*)|State\.(Name|EnteredTime)|StateMachine\.Id|Task\.Token)$/;

/** Keys of a template, however deep, whose value is no such source: intrinsic functions, array indexes, other context. */
const unreadable = (template: Json): string[] => {
  if (Array.isArray(template)) return template.flatMap(unreadable);
  if (!isObject(template)) return [];
  return Object.entries(template).flatMap(([key, value]) => {
    if (!key.endsWith('.$')) return unreadable(value);
    return typeof value === 'string' && source.test(value) ? [] : [key];
  });
};
const template = z.record(z.string(), z.json()).superRefine((fields, { addIssue }) => {
  for (const key of unreadable(fields))
    addIssue({ code: 'custom', path: [key], message: 'only plain paths as $.a.b or $$.State.Name are run here' });
});

const resultPath = z.union([path, z.null()]).optional();
const retry = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.int().positive().default(1),
  MaxAttempts: z.int().min(0).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().positive().optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
});
const catcher = z.strictObject({ ErrorEquals: z.array(z.string()).min(1), ResultPath: resultPath, Next: z.string() });

const task = z.strictObject({
  Type: z.literal('Task'),
  Comment: z.string().optional(),
  Resource: z
    .string()
    .regex(/^arn:[\w-]+:states:::lambda:invoke(\.waitForTaskToken)?$/, 'only lambda:invoke is run here'),
  Parameters: z.strictObject({ FunctionName: z.string(), Payload: template }),
  ResultSelector: z.record(z.string().endsWith('.$'), path).optional(),
  ResultPath: resultPath,
  TimeoutSecondsPath: path.optional(),
  Retry: z.array(retry).default([]),
  Catch: z.array(catcher).default([]),
  Next: z.string(),
});
const choice = z.strictObject({
  Type: z.literal('Choice'),
  Comment: z.string().optional(),
  Choices: z.array(z.strictObject({ Variable: path, StringEquals: z.string(), Next: z.string() })).min(1),
  Default: z.string(),
});
const fail = z.strictObject({
  Type: z.literal('Fail'),
  Comment: z.string().optional(),
  Error: z.string(),
  Cause: z.string(),
});
const succeed = z.strictObject({ Type: z.literal('Succeed'), Comment: z.string().optional() });

const state = z.discriminatedUnion('Type', [task, choice, fail, succeed]);
const machineSchema = z.strictObject({
  Comment: z.string().optional(),
  StartAt: z.string(),
  States: z.record(z.string(), state),
});

type State = z.output<typeof state>;
export type Task = z.output<typeof task>;
type Choice = z.output<typeof choice>;
export type Machine = z.output<typeof machineSchema>;
export type Retry = z.output<typeof retry>;

const nextOf = (one: State): string[] => {
  if (one.Type === 'Task') return [one.Next, ...one.Catch.map(({ Next }) => Next)];
  if (one.Type === 'Choice') return [one.Default, ...one.Choices.map(({ Next }) => Next)];
  return [];
};

/** @throws Error that names state and field of whatever is not run here. */
export const loadMachine = (definition: string): Machine => {
  const read = machineSchema.safeParse(JSON.parse(definition));
  const faults = read.success
    ? [
        ['StartAt', read.data.StartAt] as const,
        ...Object.entries(read.data.States).flatMap(([name, one]) => nextOf(one).map((next) => [name, next] as const)),
      ]
        .filter(([, next]) => !Object.hasOwn(read.data.States, next))
        .map(([where, next]) => `${where}: there is no state ${next}`)
    : read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!read.success || faults.length > 0)
    throw new Error(`The local engine does not run this definition.\n${faults.join('\n')}`);
  return read.data;
};

const fault = (name: string, message: string) => Object.assign(new Error(message), { name });

/** Whether it is an error of the definition and its data, as Step Functions names them, and not one of the engine. */
export const isFault = (error: unknown): error is Error => error instanceof Error && error.name.startsWith('States.');

/** The value at a path. @throws Error `States.ParameterPathFailure` in name where there is none, as Step Functions does. */
const at = (root: Json, where: string): Json => {
  let value: Json | undefined = root;
  for (const key of where.split('.').slice(1)) {
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (value !== undefined) return value;
  throw fault('States.ParameterPathFailure', `no value at ${where}`);
};

/** Milliseconds until a try of the task times out; null: never. @throws Error `States.Runtime` in name for no whole second. */
export const timeoutOf = (task: Task, input: Json): number | null => {
  if (!task.TimeoutSecondsPath) return null;
  const seconds = at(input, task.TimeoutSecondsPath);
  if (Number.isInteger(seconds) && Number(seconds) > 0) return Number(seconds) * 1000;
  throw fault('States.Runtime', `${task.TimeoutSecondsPath} holds no positive whole number of seconds`);
};

/** The state that a Choice leads to. @throws Error as `at` does, for a variable that is not there. */
export const chosen = ({ Choices, Default }: Choice, input: Json): string =>
  Choices.find(({ Variable, StringEquals }) => at(input, Variable) === StringEquals)?.Next ?? Default;

/** Milliseconds before the next try, when so many were retried already. */
export const backOffOf = (retry: Retry, taken: number): number => {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds = Number.MAX_SAFE_INTEGER, JitterStrategy } = retry;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** taken, MaxDelaySeconds);
  return Math.round((JitterStrategy === 'FULL' ? Math.random() : 1) * seconds * 1000);
};

/** Fills a payload template: a key that ends in `.$` takes the value at its path, of the input or, by `$$.`, of the context. */
export const fill = (template: Json, input: Json, context: Json): Json => {
  if (Array.isArray(template)) return template.map((part) => fill(part, input, context));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => {
      if (!key.endsWith('.$') || typeof value !== 'string') return [key, fill(value, input, context)];
      return [key.slice(0, -2), value.startsWith('$$') ? at(context, value.slice(1)) : at(input, value)];
    }),
  );
};

/** The input with a result put at a path: `$` replaces it, null discards the result. */
export const placed = (input: Json, where: string | null | undefined, result: Json): Json => {
  if (where === null) return input;
  const [, ...keys] = (where ?? '$').split('.');
  const put = (into: Json | undefined, [key, ...rest]: string[]): Json => {
    if (key === undefined) return result;
    const object = isObject(into) ? into : {};
    return { ...object, [key]: put(object[key], rest) };
  };
  return put(input, keys);
};

/** Whether a Retry or Catch entry takes an error: States.TaskFailed any but a timeout, States.ALL any at all. */
export const takes = (errorEquals: readonly string[], error: string): boolean =>
  errorEquals.some(
    (name) => name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  );
