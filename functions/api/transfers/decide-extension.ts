import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { commands, looksUp, sealsNote } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { transferOfApplication } from '../../adapters/table/applications.ts';
import { getTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { noSuch } from '../../domain/errors.ts';
import { decideExtension, extensionOffice } from '../../domain/transfer/extensions.ts';
import { officesOf } from '../../domain/units/units.ts';
import { mayDecide } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferShape } from './shapes.ts';
import { changedAnswer } from './views.ts';

const decision = z.strictObject({
  approve: z.boolean(),
  /** Sealed. */
  note: z.string().trim().max(2000).default(''),
});

const request = { body: decision };

export const route: Route = {
  method: 'POST',
  path: '/v1/extensions/{id}/decision',
  summary: 'The leading group office decides an extension, before the deadline or after it',
  request,
  answers: { 200: transferShape },
  example: { approve: true, note: '同意' },
  rights: [commands, sealsNote, looksUp],
};

/** The leading group office grants or refuses a longer window that was asked for in time. */
export const handler = endpoint('decide-extension', request, async (asked) => {
  const { actor, body, id: extensionId } = asked;
  const [c, transferId] = await Promise.all([circumstances(asked), transferOfApplication(extensionId)]);
  const { transfer: read } = await getTransfer(transferId);
  const register = await readRegister(officesOf(read.regionPath), [read.from.slice(0, 6), ...read.regionPath]);
  return carryOut(
    asked,
    onTransfer(transferId, c),
    ({ transfer, recused }) => {
      requireSeen(actor, transfer, recused, asked.now, noSuch.application(extensionId));
      mayDecide(actor, transfer, extensionId, recused, extensionOffice(transfer, register, recused));
      return decideExtension(transfer, { extensionId, ...body }, c);
    },
    changedAnswer(asked, c),
  );
});
