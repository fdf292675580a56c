import { randomUUID } from 'node:crypto';
import { commands, looksUp, starts, updates } from '../../adapters/rights.ts';
import { addTransfers } from '../../adapters/table/clues.ts';
import { changeTransfer, getTransfer, newTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { signalAll, startWorkflow } from '../../adapters/workflow.ts';
import { discoveryOf } from '../../domain/calendar/moments.ts';
import { Refusal } from '../../domain/errors.ts';
import { fileCase, filing } from '../../domain/transfer/case.ts';
import { receiverOf, requireReceiver } from '../../domain/units/routing.ts';
import { regionPath } from '../../domain/units/units.ts';
import { mayAct } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { caseFiled } from './shapes.ts';
import { transferView } from './views.ts';

const request = { body: filing };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/case',
  summary: 'Files a case: its notice to the discipline inspection organ is made and dispatched (R3)',
  request,
  answers: { 201: caseFiled },
  example: { filedAt: '2026-09-28', caseNumber: '德公（刑）立字〔2026〕100号' },
  rights: [commands, looksUp, updates, starts],
};

/** Public security files a case on the clue: its notice to the discipline inspection organ is made and dispatched (R3). */
export const handler = endpoint('file-case', request, async (request) => {
  const { actor, id, body } = request;
  const transferId = randomUUID();
  const [c, { transfer: read }] = await Promise.all([circumstances(request), getTransfer(id)]);
  const regionCode = read.to.slice(0, 6);
  const known = await readRegister([receiverOf('case-notice', regionCode)], [regionCode]);
  const path = regionPath(known.regions, regionCode);
  const seat = { regionCode, regionPath: path.map(({ code }) => code) };
  const filedAt = discoveryOf(body.filedAt, c.settings.timeZone);
  let started = false;
  const { answer, woken } = await changeTransfer(
    { ...request, transferId: id },
    (transfer, recused, sealed) => {
      const by = mayAct(actor, 'case', transfer, recused);
      const [region] = path;
      if (!region)
        throw new Refusal(
          'no-receiver',
          `The region ${regionCode} is not registered. An operator must register it first.`,
        );
      requireReceiver('case-notice', region, known.units);
      const { decision, notice } = fileCase(transfer, { ...body, filedAt, transferId }, seat, { ...c, by });
      started = true;
      const events = notice.map(({ event }) => event);
      return {
        ...decision,
        alongside: [...newTransfer(notice[1].transfer, events, sealed), addTransfers(transfer.clueId, [transferId])],
      };
    },
    (transfer) => ({ status: 201, body: { ...transferView(transfer), noticeId: transferId } }),
  );
  await signalAll(woken);
  if (started && woken.length > 0) await startWorkflow(transferId, 1);
  return answer;
});
