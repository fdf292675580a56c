import { readFile } from 'node:fs/promises';
import type { Engine } from '../../infra/local/aws/engine.ts';
import { type Execution, openExecutions } from '../../infra/local/aws/executions.ts';
import { atomically, openStore } from '../../infra/local/aws/store.ts';

/** Executions in bulk that wait for a signal, as the local Step Functions keeps them. */

/** The state in which an execution waits for its token. */
const waitingState = async (): Promise<string> => {
  const text = await readFile(new URL('../../statemachines/transfer.asl.json', import.meta.url), 'utf8');
  const { States } = JSON.parse(text) as { States: Record<string, { Resource?: string }> };
  const [state] = Object.entries(States).find(([, { Resource = '' }]) => Resource.endsWith('.waitForTaskToken')) ?? [];
  if (state === undefined) throw new Error('no state of the machine waits for a token');
  return state;
};

/** The first attempt of each of these transfers, begun before that instant (milliseconds). */
export const plantExecutions = async (
  file: string,
  { machineArn }: Pick<Engine, 'machineArn'>,
  ids: readonly string[],
  begun: number,
): Promise<void> => {
  const state = await waitingState();
  const store = openStore(file);
  const executions = openExecutions(store);
  atomically(store, () => {
    for (const transferId of ids) {
      const name = `${transferId}-1`;
      const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      const input = { transferId, attempt: 1 };
      const waits: Execution = {
        ...{
          arn,
          name,
          status: 'RUNNING',
          input,
          data: input,
          attempt: `${name}.t`,
          state,
          phase: 'wait',
          retries: {},
        },
        ...{ started: begun, entered: begun, stopped: null, due: null, error: null, cause: null },
      };
      executions.save(waits);
    }
  });
  store.close();
};
