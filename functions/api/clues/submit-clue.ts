import { type Command, carryOut } from '../../adapters/commands.ts';
import { submits } from '../../adapters/rights.ts';
import { onNewClue } from '../../adapters/subjects.ts';
import type { Registration } from '../../domain/clue/decision.ts';
import { type Submission, submission } from '../../domain/clue/submission.ts';
import { endpoint, type Reply, type Request } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { replyView, transferView } from '../transfers/views.ts';
import { decideOn, type Known, readKnown, shownOf } from './registering.ts';
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

/** The one answer that a unit gets for its submission, even where it must hear of nothing more. What `recuse` says is secret: kept sealed. */
const registeredAnswer =
  (asked: Request<Submission, unknown>) =>
  (registration: Registration, [, { calendar }]: Known): Reply & { secret: true } => {
    const { record, recusal } = registration;
    const { clueId, reference } = record;
    const { now, language } = asked;
    const answering = { now, language, calendar };
    const { transfers, reply } = shownOf(asked, registration);
    return {
      status: 201,
      body: {
        clueId,
        reference,
        transfers: transfers.map((shown) => transferView(shown, answering)),
        ...(reply ? { reply: replyView(reply, answering) } : {}),
        recusals: recusal.meetings,
      },
      headers: { location: `/v1/clues/${clueId}` },
      secret: true,
    };
  };

/** Registers a clue and hands it to the organs of its own level and region (R1, R2). */
export const submit = (asked: Request<Submission, unknown> & Pick<Command, 'later'>): Promise<Reply> =>
  carryOut(
    asked,
    onNewClue(() => readKnown(asked)),
    (known) => decideOn(asked, known),
    registeredAnswer(asked),
  );

export const handler = endpoint('submit-clue', request, submit);
