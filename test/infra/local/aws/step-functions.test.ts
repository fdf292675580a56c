import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListActivitiesCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { serveStepFunctions } from '../../../../infra/local/aws/step-functions.ts';
import { closeEngines, engineWith, fails, machineArn, plan, type Tasks } from './engine-with.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await closeEngines();
});

/** The real client before the real server; `Await` hands its token out. */
const served = async (tasks: Tasks = {}) => {
  const tokens: string[] = [];
  const { engine, later } = engineWith({
    Plan: (_, n) => (n === 1 ? plan('await', 3_600) : plan('done')),
    Await: ({ token }) => tokens.push(String(token)),
    ...tasks,
  });
  const server = await serveStepFunctions(engine, { port: 0 });
  closers.push(server.close);
  const endpoint = `http://127.0.0.1:${server.port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SFNClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  closers.push(() => client.destroy());
  const begin = (name: string, input: unknown = { transferId: name, attempt: 1 }) =>
    client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }));
  const post = async (target: string, body: string) => {
    const answer = await fetch(endpoint, { method: 'POST', headers: { 'x-amz-target': target }, body });
    return { status: answer.status, body: (await answer.json()) as { __type?: string } };
  };
  return { engine, client, later, tokens, begin, post };
};

const named = (name: string) => expect.objectContaining({ name });

describe('an execution seen through the SDK', () => {
  it('is started, waits, is signalled and ends', async () => {
    const { engine, client, later, tokens, begin } = await served();
    const { executionArn = '', startDate } = await begin('one');
    expect(startDate).toEqual(later(0));
    await engine.settled();
    const waiting = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(waiting).toMatchObject({ status: 'RUNNING', name: 'one', stateMachineArn: machineArn, startDate: later(0) });
    expect(waiting.stopDate).toBeUndefined();

    await client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '{}' }));
    await engine.settled();
    const ended = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(ended).toMatchObject({ status: 'SUCCEEDED', stopDate: later(0), input: '{"transferId":"one","attempt":1}' });
    expect(JSON.parse(ended.output ?? '')).toMatchObject({ transferId: 'one', plan: { action: 'done' } });
  });

  it('has the history of Step Functions', async () => {
    const { engine, client, later, tokens, begin } = await served();
    const { executionArn } = await begin('one');
    await engine.settled();
    engine.sendTaskSuccess(tokens[0] ?? '', '{}');
    await engine.settled();
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    const task = ['TaskStateEntered', 'TaskScheduled', 'TaskSucceeded', 'TaskStateExited'];
    const waited = ['TaskStateEntered', 'TaskScheduled', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited'];
    const choice = ['ChoiceStateEntered', 'ChoiceStateExited'];
    const end = ['SucceedStateEntered', 'ExecutionSucceeded'];
    expect(events.map(({ type }) => type)).toEqual(
      ['ExecutionStarted', task, choice, waited, task, choice, end].flat(),
    );
    expect(events.map(({ id, previousEventId }) => [id, previousEventId])).toEqual(events.map((_, n) => [n + 1, n]));
    const states = events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
    expect(states).toEqual(['Plan', 'Decide', 'Await', 'Plan', 'Decide', 'Done']);
    expect(events[0]?.timestamp).toEqual(later(0));
    const last = await client.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }));
    expect(last.events?.[0]?.type).toBe('ExecutionSucceeded');
  });

  it('whose task is failed by its token goes the way of its error', async () => {
    const { engine, client, later, tokens, begin } = await served({ Plan: () => plan('await', 3_600) });
    const { executionArn } = await begin('one');
    await engine.settled();
    await client.send(new SendTaskFailureCommand({ taskToken: tokens[0], error: 'Odd', cause: 'of no use' }));
    await engine.advanceTo(later(60));
    // Tried again, with another token.
    expect(new Set(tokens).size).toBe(2);
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(status).toBe('RUNNING');
  });

  it('is stopped, and listed by its status', async () => {
    const { engine, client, later, begin } = await served();
    const { executionArn } = await begin('one');
    await begin('two');
    await engine.settled();
    const { stopDate } = await client.send(new StopExecutionCommand({ executionArn, error: 'ByHand', cause: 'why' }));
    expect(stopDate).toEqual(later(0));
    const stopped = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(stopped).toMatchObject({ status: 'ABORTED', error: 'ByHand', cause: 'why' });
    const list = async (statusFilter?: 'RUNNING' | 'ABORTED' | 'SUCCEEDED') =>
      (await client.send(new ListExecutionsCommand({ stateMachineArn: machineArn, statusFilter }))).executions?.map(
        ({ name }) => name,
      );
    expect(await list()).toEqual(['one', 'two']);
    expect(await list('ABORTED')).toEqual(['one']);
    expect(await list('SUCCEEDED')).toEqual(['two']);
    expect(await list('RUNNING')).toEqual([]);
  });

  it('that fails tells by what', async () => {
    const { engine, client, later, begin } = await served({ Plan: () => fails('Broken') });
    const { executionArn } = await begin('one');
    await engine.advanceTo(later(3_600));
    const ended = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(ended).toMatchObject({ status: 'FAILED', error: 'TimingFailed' });
  });
});

describe('a call that Step Functions refuses', () => {
  it('is refused by the same error', async () => {
    const { engine, client, tokens, begin } = await served();
    const { executionArn = '' } = await begin('one');
    expect((await begin('one')).executionArn).toBe(executionArn);
    await expect(begin('one', { other: true })).rejects.toThrow(named('ExecutionAlreadyExists'));
    await expect(begin('not a name')).rejects.toThrow(named('InvalidName'));
    const start = (stateMachineArn: string, input: string) =>
      client.send(new StartExecutionCommand({ stateMachineArn, input }));
    await expect(start(`${machineArn}2`, '{}')).rejects.toThrow(named('StateMachineDoesNotExist'));
    await expect(start(machineArn, '{')).rejects.toThrow(named('InvalidExecutionInput'));
    const unknown = { executionArn: `${executionArn}2` };
    const gone = named('ExecutionDoesNotExist');
    await expect(client.send(new DescribeExecutionCommand(unknown))).rejects.toThrow(gone);
    await expect(client.send(new GetExecutionHistoryCommand(unknown))).rejects.toThrow(gone);
    await expect(client.send(new StopExecutionCommand(unknown))).rejects.toThrow(gone);

    await engine.settled();
    const succeed = (taskToken = '', output = '{}') => client.send(new SendTaskSuccessCommand({ taskToken, output }));
    await expect(succeed(tokens[0], '{')).rejects.toThrow(named('InvalidOutput'));
    await succeed(tokens[0]);
    await expect(succeed(tokens[0])).rejects.toThrow(named('TaskTimedOut'));
    await expect(succeed('never-given')).rejects.toThrow(named('TaskDoesNotExist'));
    await expect(client.send(new SendTaskFailureCommand({ taskToken: 'never-given' }))).rejects.toThrow(
      named('TaskDoesNotExist'),
    );
    await expect(client.send(new ListActivitiesCommand({}))).rejects.toThrow(named('UnknownOperationException'));
  });

  it.each([
    ['AWSStepFunctions.StartExecution', '{', 'SerializationException'],
    ['AWSStepFunctions.StartExecution', '{"name":5}', 'SerializationException'],
    ['AWSStepFunctions.constructor', '{}', 'UnknownOperationException'],
    ['', '{}', 'UnknownOperationException'],
  ])('%s %s is answered 400 %s', async (target, body, type) => {
    const { post } = await served();
    expect(await post(target, body)).toMatchObject({ status: 400, body: { __type: type } });
  });
});
