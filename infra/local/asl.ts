import * as z from 'zod';

/**
 * The part of Amazon States Language (JSONPath) that statemachines/transfer.asl.json uses, and nothing more: a definition
 * with anything else is refused when it is loaded, by state and field, rather than run wrongly.
 */

const path = z.string().regex(/^\$(\.\w+)*$/, 'only plain paths as $.a.b are run here');
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
  Parameters: z.strictObject({ FunctionName: z.string(), Payload: z.record(z.string(), z.json()) }),
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

export type State = z.output<typeof state>;
export type Task = z.output<typeof task>;
export type Machine = z.output<typeof machineSchema>;
export type Json = z.output<ReturnType<typeof z.json>>;

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
        .filter(([, next]) => !(next in read.data.States))
        .map(([where, next]) => `${where}: there is no state ${next}`)
    : read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!read.success || faults.length > 0)
    throw new Error(`The local engine does not run this definition.\n${faults.join('\n')}`);
  return read.data;
};

/** The value at a path. @throws Error `States.ParameterPathFailure` in name where there is none, as Step Functions does. */
export const at = (root: Json, where: string): Json => {
  let value: Json | undefined = root;
  for (const key of where.split('.').slice(1)) {
    value = value !== null && typeof value === 'object' && !Array.isArray(value) ? value[key] : undefined;
  }
  if (value !== undefined) return value;
  throw Object.assign(new Error(`no value at ${where}`), { name: 'States.ParameterPathFailure' });
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
    const object = into !== null && typeof into === 'object' && !Array.isArray(into) ? into : {};
    return { ...object, [key]: put(object[key], rest) };
  };
  return put(input, keys);
};

/** Whether a Retry or Catch entry takes an error: States.TaskFailed any but a timeout, States.ALL any at all. */
export const takes = (errorEquals: readonly string[], error: string): boolean =>
  errorEquals.some(
    (name) => name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  );
