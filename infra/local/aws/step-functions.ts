import * as z from 'zod';
import { live } from '../../live.ts';
import type { Engine } from './engine.ts';
import { type Execution, StatesError } from './executions.ts';
import { bodyOf, listen, type Server } from './server.ts';

/** The verbs of the Step Functions API that we use, in front of the local engine (AWS JSON 1.0). */

const seconds = (instant: number | null) => (instant === null ? undefined : instant / 1000);
const described = (x: Execution, machineArn: string) => ({
  executionArn: x.arn,
  stateMachineArn: machineArn,
  stateMachineAliasArn: `${machineArn}:${live}`,
  name: x.name,
  status: x.status,
  startDate: seconds(x.started),
  stopDate: seconds(x.stopped),
});

/** Or its one alias; here it has no versions. */
const onlyMachine = (engine: Engine, arn: string): void => {
  if (![engine.machineArn, `${engine.machineArn}:${live}`].includes(arn))
    throw new StatesError('StateMachineDoesNotExist', `there is no ${arn}`);
};

const verbs = (engine: Engine): Record<string, (body: unknown) => object> => ({
  StartExecution: (body) => {
    const { stateMachineArn, name, input } = z
      .object({
        stateMachineArn: z.string(),
        name: z.string().default(() => crypto.randomUUID()),
        input: z.string().default('{}'),
      })
      .parse(body);
    onlyMachine(engine, stateMachineArn);
    const { executionArn, startDate } = engine.start({ name, input });
    return { executionArn, startDate: startDate.getTime() / 1000 };
  },
  SendTaskSuccess: (body) => {
    const { taskToken, output } = z.object({ taskToken: z.string(), output: z.string() }).parse(body);
    engine.sendTaskSuccess(taskToken, output);
    return {};
  },
  SendTaskFailure: (body) => {
    const { taskToken, error, cause } = z
      .object({ taskToken: z.string(), error: z.string().default(''), cause: z.string().default('') })
      .parse(body);
    engine.sendTaskFailure(taskToken, error, cause);
    return {};
  },
  StopExecution: (body) => {
    const { executionArn, error, cause } = z
      .object({ executionArn: z.string(), error: z.string().optional(), cause: z.string().optional() })
      .parse(body);
    return { stopDate: engine.stop(executionArn, error, cause).getTime() / 1000 };
  },
  DescribeExecution: (body) => {
    const x = engine.describe(z.object({ executionArn: z.string() }).parse(body).executionArn);
    return {
      ...described(x, engine.machineArn),
      input: JSON.stringify(x.input),
      output: x.status === 'SUCCEEDED' ? JSON.stringify(x.data) : undefined,
      error: x.error ?? undefined,
      cause: x.cause ?? undefined,
    };
  },
  ListExecutions: (body) => {
    const { stateMachineArn, statusFilter, maxResults, nextToken } = z
      .object({
        stateMachineArn: z.string(),
        statusFilter: z.string().optional(),
        maxResults: z.int().min(0).max(1000).default(100),
        nextToken: z.string().optional(),
      })
      .parse(body);
    onlyMachine(engine, stateMachineArn);
    const from = Number(nextToken ?? 0);
    const to = from + (maxResults === 0 ? 100 : maxResults);
    const all = engine.list(statusFilter);
    return {
      executions: all.slice(from, to).map((x) => described(x, engine.machineArn)),
      nextToken: to < all.length ? String(to) : undefined,
    };
  },
  GetExecutionHistory: (body) => {
    const { executionArn, reverseOrder } = z
      .object({ executionArn: z.string(), reverseOrder: z.boolean().default(false) })
      .parse(body);
    const events = engine.history(executionArn).map(({ id, type, at, state }) => ({
      id,
      previousEventId: id - 1,
      type,
      timestamp: at / 1000,
      ...(state && type.endsWith('Entered') ? { stateEnteredEventDetails: { name: state } } : {}),
    }));
    return { events: reverseOrder ? events.reverse() : events };
  },
});

const answer = (engine: Engine, target: string, body: string): { status: number; body: object } => {
  const verb = new Map(Object.entries(verbs(engine))).get(target.replace(/^AWSStepFunctions\./, ''));
  if (!verb)
    return { status: 400, body: { __type: 'UnknownOperationException', message: `${target} is not served here` } };
  try {
    return { status: 200, body: verb(JSON.parse(body)) };
  } catch (error) {
    if (error instanceof StatesError) return { status: 400, body: { __type: error.name, message: error.message } };
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      return { status: 400, body: { __type: 'SerializationException', message: error.message } };
    }
    return { status: 500, body: { __type: 'InternalServerException', message: String(error) } };
  }
};

/** Listens on 127.0.0.1; port 0 takes any free one. */
export const serveStepFunctions = (engine: Engine, { port }: { port: number }): Promise<Server> =>
  listen(port, 'SFN_PORT', async (request, response) => {
    const sent = await bodyOf(request);
    const { status, body } = answer(engine, String(request.headers['x-amz-target'] ?? ''), String(sent ?? ''));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  });
