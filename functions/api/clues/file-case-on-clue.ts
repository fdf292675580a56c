import { randomUUID } from 'node:crypto';
import { submits, unseals, updates } from '../../adapters/rights.ts';
import { getClue, storeCase } from '../../adapters/table/clues.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { startWorkflow } from '../../adapters/workflow.ts';
import { discoveryOf } from '../../domain/calendar/moments.ts';
import { fileCaseOfOwn } from '../../domain/clue/own-case.ts';
import { Refusal } from '../../domain/errors.ts';
import { filing } from '../../domain/transfer/case.ts';
import { receiverOf, requireReceiver } from '../../domain/units/routing.ts';
import { regionPath } from '../../domain/units/units.ts';
import { mayFileOnClue } from '../../domain/visibility/policy.ts';
import { circumstances } from '../../http/circumstances.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferView } from '../transfers/views.ts';
import { caseFiledOnClue } from './shapes.ts';

const request = { body: filing };

export const route: Route = {
  method: 'POST',
  path: '/v1/clues/{id}/case',
  summary: 'Files a case on a clue that public security found itself, and of which no transfer was made (R3)',
  request,
  answers: { 201: caseFiledOnClue },
  example: { filedAt: '2026-09-28', caseNumber: '德公（刑）立字〔2026〕101号' },
  rights: [submits, updates, unseals],
};

/** Public security files a case on a clue that it found itself: the notice to discipline inspection is made and dispatched (R3). */
export const handler = endpoint('file-case-on-clue', request, async (request) => {
  const { actor, id, body, repeatable } = request;
  const transferId = randomUUID();
  const [c, { clue: read }] = await Promise.all([circumstances(request), getClue(id)]);
  const { regionCode } = read;
  const known = await readRegister([receiverOf('case-notice', regionCode)], [regionCode]);
  const [region] = regionPath(known.regions, regionCode);
  if (!region)
    throw new Refusal('no-receiver', `The region ${regionCode} is not registered. An operator must register it first.`);
  const filed = { ...body, filedAt: discoveryOf(body.filedAt, c.settings.timeZone), transferId };
  const { answer, made } = await storeCase(
    id,
    repeatable,
    c.now,
    (clue, recused) => {
      mayFileOnClue(actor, clue, recused);
      const decided = fileCaseOfOwn(clue, filed, { ...c, by: actor });
      requireReceiver('case-notice', region, known.units);
      return { filed, ...decided };
    },
    (notice) => ({ status: 201, body: { noticeId: transferId, notice: transferView(notice) } }),
  );
  if (made) await startWorkflow(transferId, 1);
  return answer;
});
