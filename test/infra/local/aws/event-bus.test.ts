import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EndEvent } from '../../../../infra/local/aws/event-bus.ts';
import { closeEngines, engineWith, fails, machineArn, plan, run } from './engine-with.ts';

afterEach(closeEngines);

describe('what is heard of executions', () => {
  const heardBy = (tasks: Parameters<typeof engineWith>[0]) => {
    const heard: EndEvent[] = [];
    const made = engineWith(tasks, {
      hear: async (event) => {
        // What is heard of has happened: it can be started anew under no name of before.
        expect(() => run(made.engine, event.detail.name)).toThrow();
        heard.push(event);
      },
    });
    return { ...made, heard, ends: () => heard.map(({ detail: { name, status } }) => [name, status]) };
  };

  it('is each end, when it has come about, in the form of EventBridge', async () => {
    const { engine, clock, heard, later } = heardBy({ Plan: () => plan('await', 3600) });
    const arn = run(engine);
    await engine.settled();
    clock.freeze(later(60));
    expect(heard).toEqual([]);
    engine.stop(arn);
    await engine.settled();
    expect(heard).toEqual([
      {
        source: 'aws.states',
        'detail-type': 'Step Functions Execution Status Change',
        time: later(60).toISOString(),
        resources: [arn],
        detail: {
          executionArn: arn,
          stateMachineArn: machineArn,
          name: 'one',
          status: 'ABORTED',
          startDate: later(0).getTime(),
          stopDate: later(60).getTime(),
        },
      },
    ]);
    // What is over cannot be stopped.
    engine.stop(arn);
    await engine.settled();
    expect(heard).toHaveLength(1);
  });

  it('is a failure as well as success', async () => {
    const { engine, ends, later } = heardBy({
      Plan: ({ transferId }) => (transferId === 'bad' ? fails('Broken') : plan('done')),
      Alarm: () => ({}),
    });
    run(engine, 'good');
    run(engine, 'bad');
    await engine.advanceTo(later(3600));
    expect(ends()).toEqual([
      ['good', 'SUCCEEDED'],
      ['bad', 'FAILED'],
    ]);
  });

  it('stops nothing where its hearer fails', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    const { engine } = engineWith({ Plan: () => plan('done') }, { hear: () => Promise.reject(new Error('no')) });
    const arn = run(engine);
    await engine.settled();
    expect(engine.describe(arn).status).toBe('SUCCEEDED');
    expect(error).toHaveBeenCalledWith(expect.stringContaining('one ended'));
    error.mockRestore();
  });
});
