import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { carryOut } from '../../adapters/commands.ts';
import { adds, looksUp, sealsReason } from '../../adapters/rights.ts';
import { onTransfer } from '../../adapters/subjects.ts';
import { getTransfer } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { noSuch } from '../../domain/errors.ts';
import { said } from '../../domain/said.ts';
import { askExtension, askedIn } from '../../domain/transfer/extensions.ts';
import { officesOf } from '../../domain/units/units.ts';
import { mayAskExtension } from '../../domain/visibility/acts.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { extensionAsked } from './shapes.ts';
import { changed } from './views.ts';

/** How much there is to be had, the ladder of the duty says. */
const amount = z.int().min(1);

const longer = z.strictObject({
  /** One of these, as the window counts. */
  workingDays: amount.optional(),
  calendarDays: amount.optional(),
  hours: amount.optional(),
  /** Sealed. */
  reason: z.string().trim().min(1).max(2000),
});

const request = {
  body: longer.refine((body) => Object.values(askedIn).filter((name) => body[name] !== undefined).length === 1, {
    path: ['workingDays'],
    message: said({
      zh: '请填写申请延长的时间，只填一项：工作日数（workingDays）；时限按自然日或小时计算的，填写自然日数（calendarDays）或小时数（hours）',
      en: 'write how much is asked for on top, in one of these: workingDays or, for a window that counts so, calendarDays or hours',
    }),
  }),
};

export const route: Route = {
  method: 'POST',
  path: '/v1/transfers/{id}/extension',
  summary: 'Asks for a longer window, before the deadline',
  request,
  answers: { 201: extensionAsked },
  leadsTo: { '/v1/extensions/{id}': '/extensionId' },
  example: { workingDays: 5, reason: '需跨县核查' },
  rights: [adds, sealsReason, looksUp],
};

/** The unit that owes the duty asks for a longer window; the leading group office of its region decides, or for more the one above. */
export const handler = endpoint('ask-extension', request, async (asked) => {
  const { actor, body, id } = asked;
  const [c, { transfer: read }] = await Promise.all([circumstances(asked), getTransfer(id)]);
  const register = await readRegister(officesOf(read.regionPath), [read.from.slice(0, 6), ...read.regionPath]);
  const extensionId = randomUUID();
  return carryOut(
    asked,
    onTransfer(id, c),
    ({ transfer, recused }) => {
      requireSeen(actor, transfer, recused, asked.now, noSuch.transfer(id));
      mayAskExtension(actor, transfer);
      return askExtension(transfer, { extensionId, applicant: actor.person, ...body }, register, recused, c);
    },
    (decision, found) => {
      const { extension, duty } = decision.record;
      const asks = extension?.workingDays ?? 0;
      return {
        status: 201,
        body: {
          extensionId,
          [askedIn[duty?.unit ?? 'working-days']]: asks,
          transfer: changed(asked, c)(decision, found),
        },
      };
    },
  );
});
