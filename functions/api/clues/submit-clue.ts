import { randomUUID } from 'node:crypto';
import { storeRegistration } from '../../adapters/table/clues.ts';
import { recall } from '../../adapters/table/idempotency.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { startWorkflow } from '../../adapters/workflow.ts';
import { discoveryOf } from '../../domain/calendar/moments.ts';
import {
  checkRecusal,
  checkSubmission,
  recusedBy,
  recusedUnits,
  type Submission,
  submission,
} from '../../domain/clue/clue.ts';
import { register } from '../../domain/clue/registration.ts';
import { receiversAsked } from '../../domain/units/routing.ts';
import { submittingUnit } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint, type Reply, type Request } from '../../http/endpoint.ts';
import { replyView, transferView } from '../transfers/views.ts';

/** Registers a clue and hands it to the organs of its own level and region (R1, R2). */
export const submit = async (request: Request<Submission, unknown>): Promise<Reply> => {
  const { body, repeatable, now } = request;
  const unitId = submittingUnit(request.actor);
  const regionCode = unitId.slice(0, 6);
  const [earlier, known, c] = await Promise.all([
    recall(repeatable),
    readRegister([unitId, ...receiversAsked(body.kinds, regionCode), ...recusedUnits(body.recuse)], [regionCode]),
    circumstances(request),
  ]);
  if (earlier) return earlier;

  checkSubmission(body, { regionCode }, now, c.settings.timeZone);
  checkRecusal(body.recuse, known.units);
  const registration = register(
    { ...body, discoveredAt: discoveryOf(body.discoveredAt, c.settings.timeZone) },
    { unitId, clueId: randomUUID(), newTransferId: randomUUID },
    known,
    c,
  );
  const transfers = registration.transfers.map((decisions) => (decisions.at(-1) ?? decisions[0]).transfer);
  const { clueId, reference } = registration.clue;
  const reply = registration.reply?.transfer;
  const { title, text, subjects, reporter, recuse } = body;
  const { answer, stored } = await storeRegistration(
    { ...registration, secret: { title, text, subjects, reporter, recuse }, recused: recusedBy(body) },
    {
      status: 201,
      body: {
        clueId,
        reference,
        transfers: transfers.map(transferView),
        ...(reply ? { reply: replyView(reply) } : {}),
      },
    },
    repeatable,
  );
  const begun = reply ? [...transfers, reply] : transfers;
  if (stored) await Promise.all(begun.map(({ transferId, attempt }) => startWorkflow(transferId, attempt)));
  return { ...answer, ...(stored ? { headers: { location: `/v1/clues/${clueId}` } } : {}) };
};

export const handler = endpoint({ name: 'submit-clue', body: submission }, submit);
