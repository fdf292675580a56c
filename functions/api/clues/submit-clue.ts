import { randomUUID } from 'node:crypto';
import { submits } from '../../adapters/rights.ts';
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

export const handler = endpoint('submit-clue', request, submit);
