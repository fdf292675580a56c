import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { adds, sealsItems, starts } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { noSuch } from '../../domain/errors.ts';
import { said } from '../../domain/said.ts';
import { askSupplement } from '../../domain/transfer/supplement.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { supplementAsked } from './shapes.ts';
import { changed } from './views.ts';

const item = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(
    /^[^\r\n\u2028\u2029]*$/,
    said({ zh: '每项材料请单独填写，不要换行', en: 'write each thing on one line, as an item of its own' }),
  );

/** Sealed. */
const asks = z.strictObject({
  items: z
    .array(item)
    .min(1, said({ zh: '请写明需要补充的材料', en: 'say what is missing' }))
    .max(50),
});

const request = { body: asks };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/supplement',
  summary: 'Asks the sender for what is missing, and keeps the clue',
  request,
  answers: { 201: supplementAsked },
  example: { items: ['涉案人员名单', '现场照片'] },
  rights: [adds, sealsItems, starts],
};

/** The receiver keeps the clue and asks its sender for what is missing: owed on a record of its own, with a deadline of its own. */
export const handler = endpoint('ask-supplement', request, async (asked) => {
  const { actor, id, body } = asked;
  const c = await circumstances(asked);
  const supplementId = randomUUID();
  return carryOut(
    asked,
    onTransfer(id, c),
    ({ transfer, recused }) => {
      requireSeen(actor, transfer, recused, asked.now, noSuch.transfer(id));
      const by = mayAct(actor, 'supplement', transfer);
      return askSupplement(transfer, { supplementId, ...body }, recused, { ...c, by });
    },
    (decision, found) => ({ status: 201, body: { supplementId, transfer: changed(asked, c)(decision, found) } }),
  );
});
