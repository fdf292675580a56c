import { randomUUID } from 'node:crypto';
import { readRegister, readWhoIsWho } from '../../adapters/table/units.ts';
import { recusalEntries } from '../../domain/clue/clue.ts';
import type { Registration } from '../../domain/clue/decision.ts';
import { type KnownAtRegistration, registrationOf } from '../../domain/clue/registration.ts';
import type { Submission } from '../../domain/clue/submission.ts';
import type { Circumstances } from '../../domain/transfer/decision.ts';
import { recusedAs } from '../../domain/units/recusal.ts';
import { receiversAsked } from '../../domain/units/routing.ts';
import { submittingUnit } from '../../domain/visibility/scopes.ts';
import { seenBySubmitter } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import type { Request } from '../../http/endpoint.ts';

/** What a submission comes to, decided once for the command and for its preview. */

export type Submitting = Pick<Request<Submission, unknown>, 'actor' | 'now' | 'body'>;

export type Known = readonly [KnownAtRegistration, Circumstances];

/** What a submission is decided by: who is who only where it names somebody. @throws Refusal `forbidden` to those who administer. */
export const readKnown = async (asked: Submitting): Promise<Known> => {
  const { body, actor } = asked;
  const unitId = submittingUnit(actor);
  const regionCode = unitId.slice(0, 6);
  const readBeside = async (): Promise<KnownAtRegistration> => {
    const [register, who] = await Promise.all([
      readRegister([unitId, ...receiversAsked(body.kinds, [regionCode])], [regionCode]),
      recusalEntries(body).length > 0 ? readWhoIsWho() : [],
    ]);
    return { register, who };
  };
  return Promise.all([readBeside(), circumstances(asked)]);
};

/** @throws Refusal of `registrationOf` */
export const decideOn = ({ body, actor }: Submitting, [known, c]: Known): Registration =>
  registrationOf(body, { unitId: submittingUnit(actor), clueId: randomUUID(), newTransferId: randomUUID }, known, c);

/** What was made, as the unit that submits is answered once, even where it must hear of nothing more. */
export const shownOf = ({ actor, now }: Submitting, { transfers, reply, recusal }: Registration) => {
  const recused = recusedAs(recusal.forms);
  return {
    transfers: transfers.map((transfer) => seenBySubmitter(actor, transfer, recused, now)),
    reply: reply && seenBySubmitter(actor, reply, recused, now),
  };
};
