import { randomUUID } from 'node:crypto';
import { carryOut } from '../../adapters/commands.ts';
import { adds, looksUp, starts, updates } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { getTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { discoveryOf } from '../../domain/calendar/moments.ts';
import { noSuch } from '../../domain/errors.ts';
import { fileCase, filing } from '../../domain/transfer/case.ts';
import { receiversAsked } from '../../domain/units/routing.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { caseFiled } from './shapes.ts';
import { changed } from './views.ts';

const request = { body: filing };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/case',
  summary: 'Files a case: its notice to the discipline inspection organ is made and dispatched (R3)',
  request,
  answers: { 201: caseFiled },
  example: { filedAt: '2026-09-28', caseNumber: '德公（刑）立字〔2026〕100号' },
  rights: [adds, looksUp, updates, starts],
};

/** Public security files a case on the clue: its notice to the discipline inspection organ is made and dispatched (R3). */
export const handler = endpoint('file-case', request, async (asked) => {
  const { actor, id, body } = asked;
  const [c, { transfer: read }] = await Promise.all([circumstances(asked), getTransfer(id)]);
  const register = await readRegister(receiversAsked(['case-notice'], read.regionPath), [read.to.slice(0, 6)]);
  const transferId = randomUUID();
  const filed = { ...body, filedAt: discoveryOf(body.filedAt, c.settings.timeZone), transferId };
  return carryOut(
    asked,
    onTransfer(id, c),
    ({ transfer, recused }) => {
      requireSeen(actor, transfer, recused, asked.now, noSuch.transfer(id));
      const by = mayAct(actor, 'case', transfer);
      return fileCase(transfer, filed, register, recused, { ...c, by });
    },
    (decision, found) => ({ status: 201, body: { ...changed(asked, c)(decision, found), noticeId: transferId } }),
  );
});
