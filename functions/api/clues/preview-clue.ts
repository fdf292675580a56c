import { randomUUID } from 'node:crypto';
import { keptRecusal } from '../../adapters/recusal.ts';
import { previews } from '../../adapters/rights.ts';
import { audited } from '../../adapters/table/audit.ts';
import { writeAll } from '../../adapters/table/table.ts';
import type { Registration } from '../../domain/clue/decision.ts';
import { submission } from '../../domain/clue/submission.ts';
import { lateIn } from '../../domain/transfer/life.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { overseersOfClue, previewedBy } from '../../domain/visibility/audit-sight.ts';
import type { Seen } from '../../domain/visibility/sight.ts';
import type { Answering } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { replyView, transferView } from '../transfers/views.ts';
import { decideOn, readKnown, type Submitting, shownOf } from './registering.ts';
import { previewed } from './shapes.ts';

const request = { body: submission };

export const route: Route = {
  method: 'POST',
  path: '/v1/clues/preview',
  summary:
    'What a submission would come to now: who would receive it, what is due when, whom its entries meet. Nothing is registered; that it was asked goes into the log of audit',
  request,
  answers: { 200: previewed },
  example: {
    title: '某工地强揽土方工程',
    text: '巡查中发现有人以暴力相威胁，强揽土方运输。',
    kinds: ['organised-crime'],
    channel: 'daily-enforcement',
    discoveredAt: '2026-09-24T09:00:00+08:00',
  },
  rights: [previews],
};

/** As a submission answers it, but for what only a record has. */
const previewOf = (shown: Seen, answering: Answering) => {
  const { rule, from, to, regionCode, status, duty, daysLeft, late, basis } = transferView(shown, answering);
  const { done, duty: owed } = shown.transfer;
  return {
    ...{ rule, from, to, regionCode, status, duty, daysLeft, late, basis },
    dispatchBy: (done.dispatch ?? owed)?.dueDate,
    lateBy: lateIn(shown.transfer),
  };
};

const replyPreviewOf = (shown: Seen, answering: Answering) => {
  const { status, duty, daysLeft } = replyView(shown, answering);
  return { status, duty, daysLeft };
};

/** It tells whom an entry met: whoever tries entries leaves a trace, which those whom they meet do not see. */
const putOnRecord = async ({ actor, now }: Submitting, { record, transfers, recusal }: Registration): Promise<void> => {
  const entryId = randomUUID();
  const act = previewedBy(callerOf(actor), now, overseersOfClue(record, transfers));
  await writeAll(audited(act, entryId, await keptRecusal(entryId, recusal.forms)));
};

/** Shows what a submission would be answered now; the same decision makes it. */
export const handler = endpoint('preview-clue', request, async (asked) => {
  const known = await readKnown(asked);
  const [, { calendar }] = known;
  const registration = decideOn(asked, known);
  await putOnRecord(asked, registration);
  const answering = { now: asked.now, language: asked.language, calendar };
  const { transfers, reply } = shownOf(asked, registration);
  return {
    status: 200,
    body: {
      transfers: transfers.map((shown) => previewOf(shown, answering)),
      kept: registration.record.kept ?? [],
      ...(reply ? { reply: replyPreviewOf(reply, answering) } : {}),
      recusals: registration.recusal.meetings,
    },
  };
});
