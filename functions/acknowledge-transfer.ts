import { changeTransfer } from './adapters/transfers.ts';
import { signal } from './adapters/workflow.ts';
import { mayAct } from './domain/policy.ts';
import { acknowledge } from './domain/transfer.ts';
import { circumstances } from './http/circumstances.ts';
import { endpoint } from './http/endpoint.ts';
import { changedAnswer } from './http/views.ts';

/** The receiver takes the clue (R4). */
export const handler = endpoint({ name: 'acknowledge-transfer' }, async (request) => {
  const c = await circumstances(request);
  const { answer, token } = await changeTransfer(
    { transferId: request.id, ...request },
    (transfer, recused) => {
      mayAct(request.actor, 'acknowledge', transfer, recused);
      return acknowledge(transfer, c);
    },
    changedAnswer,
  );
  await signal(request.id, token);
  return answer;
});
