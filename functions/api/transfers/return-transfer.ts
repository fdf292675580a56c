import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { commands, endsExecutions, looksUp, sealsNote } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { noSuch } from '../../domain/errors.ts';
import { said } from '../../domain/said.ts';
import { returnReasons } from '../../domain/settings.ts';
import { returnTransfer } from '../../domain/transfer/corrections.ts';
import { unitId } from '../../domain/units/forms.ts';
import { mayAct } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

const sentBack = z.strictObject({
  reason: z.enum(returnReasons),
  /** Sealed. */
  note: z
    .string()
    .trim()
    .min(1, said({ zh: '请说明退回的具体原因', en: 'say what is wrong' }))
    .max(5000),
  /** The unit that should have it, where that is known. */
  suggested: unitId.optional(),
});

const request = { body: sentBack };

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/return',
  summary: 'Sends the clue back to its sender',
  request,
  answers: { 200: transferShape },
  example: { reason: 'incomplete', note: '缺少涉案地点' },
  rights: [commands, endsExecutions, sealsNote, looksUp],
};

/** The receiver sends the clue back to its sender, with the reason. */
export const handler = endpoint('return-transfer', request, async (asked) => {
  const { suggested = null, ...sent } = asked.body;
  const [c, { units }] = await Promise.all([circumstances(asked), readRegister(suggested ? [suggested] : [], [])]);
  return carryOut(
    asked,
    onTransfer(asked.id, c),
    ({ transfer, recused }) => {
      requireSeen(asked.actor, transfer, recused, asked.now, noSuch.transfer(asked.id));
      const by = mayAct(asked.actor, 'return', transfer);
      return returnTransfer(transfer, { ...sent, suggested }, units, recused, { ...c, by });
    },
    changedAnswer(asked, c),
  );
});
