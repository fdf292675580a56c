import { changeTransfer } from './adapters/transfers.ts';
import { signal } from './adapters/workflow.ts';
import { mayAct } from './domain/policy.ts';
import { dispatch } from './domain/transfer.ts';
import { circumstances } from './http/circumstances.ts';
import { endpoint } from './http/endpoint.ts';
import { changedAnswer } from './http/views.ts';

/** The sender hands over a clue that it registered before. */
export const handler = endpoint({ name: 'dispatch-transfer' }, async (request) => {
  const c = await circumstances(request);
  const { answer, token } = await changeTransfer(
    { transferId: request.id, ...request },
    (transfer, recused) => {
      mayAct(request.actor, 'dispatch', transfer, recused);
      return dispatch(transfer, c);
    },
    changedAnswer,
  );
  await signal(request.id, token);
  return answer;
});
