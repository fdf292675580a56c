import { randomUUID } from 'node:crypto';
import { type Command, carryOut, onNewClue } from '../../adapters/commands.ts';
import { submits } from '../../adapters/rights.ts';
import { readRegister, readWhoIsWho } from '../../adapters/table/units.ts';
import { recusalEntries, type Submission, submission } from '../../domain/clue/clue.ts';
import type { Registration } from '../../domain/clue/decision.ts';
import { type KnownAtRegistration, registrationOf } from '../../domain/clue/registration.ts';
import type { Circumstances } from '../../domain/transfer/decision.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { recusedAs } from '../../domain/units/recusal.ts';
import { receiversAsked } from '../../domain/units/routing.ts';
import { submittingUnit } from '../../domain/visibility/scopes.ts';
import { seenBySubmitter } from '../../domain/visibility/sight.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint, type Reply, type Request } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { replyView, transferView } from '../transfers/views.ts';
import { submitted } from './shapes.ts';

const request = { body: submission };

export const route: Route = {
  method: 'POST',
  path: '/v1/clues',
  summary: 'Registers a clue and, unless dispatch is false, hands it to the organs of its level and region (R1, R2)',
  request,
  answers: { 201: submitted },
  leadsTo: { '/v1/clues/{id}': '/clueId', '/v1/transfers/{id}': '/transfers/0/transferId' },
  example: {
    title: '某工地强揽土方工程',
    text: '巡查中发现有人以暴力相威胁，强揽土方运输。',
    kinds: ['organised-crime'],
    channel: 'daily-enforcement',
    discoveredAt: '2026-09-24T09:00:00+08:00',
  },
  rights: [submits],
  // StartExecution takes 150 a second after a bucket of 800 in most regions (AWS quotas, Standard workflows). What is refused
  // all the same is started by the watchdog.
  capacity: { atOnce: 25, reason: 'so that a burst of submissions does not use up StartExecution' },
};

type Known = readonly [KnownAtRegistration, Circumstances];

/** The one answer that a unit gets for its submission, even where it must hear of nothing more. What `recuse` says is secret: kept sealed. */
const registeredAnswer =
  ({ actor, now, language }: Request<Submission, unknown>) =>
  (
    { record: { clueId, reference }, transfers, reply, recusal }: Registration,
    [, { calendar }]: Known,
  ): Reply & { secret: true } => {
    const recused = recusedAs(recusal.forms);
    const answering = { now, language, calendar };
    const shown = (transfer: Transfer) => seenBySubmitter(actor, transfer, recused, now);
    return {
      status: 201,
      body: {
        clueId,
        reference,
        transfers: transfers.map((transfer) => transferView(shown(transfer), answering)),
        ...(reply ? { reply: replyView(shown(reply), answering) } : {}),
        recusals: recusal.meetings,
      },
      headers: { location: `/v1/clues/${clueId}` },
      secret: true,
    };
  };

/** What a submission is decided by: who is who only where it names somebody. */
const readKnown = async (body: Submission, unitId: string): Promise<KnownAtRegistration> => {
  const regionCode = unitId.slice(0, 6);
  const [register, who] = await Promise.all([
    readRegister([unitId, ...receiversAsked(body.kinds, [regionCode])], [regionCode]),
    recusalEntries(body).length > 0 ? readWhoIsWho() : [],
  ]);
  return { register, who };
};

/** Registers a clue and hands it to the organs of its own level and region (R1, R2). */
export const submit = (asked: Request<Submission, unknown> & Pick<Command, 'later'>): Promise<Reply> => {
  const { body, actor } = asked;
  const unitId = submittingUnit(actor);
  return carryOut(
    asked,
    onNewClue(() => Promise.all([readKnown(body, unitId), circumstances(asked)])),
    ([known, c]) => registrationOf(body, { unitId, clueId: randomUUID(), newTransferId: randomUUID }, known, c),
    registeredAnswer(asked),
  );
};

export const handler = endpoint('submit-clue', request, submit);
