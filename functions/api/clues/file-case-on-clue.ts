import { randomUUID } from 'node:crypto';
import { carryOut } from '../../adapters/commands.ts';
import { gets, heedsRecusalOfClue, keepsRecusal, looksUp, puts, starts, updates } from '../../adapters/rights.ts';
import { onClue } from '../../adapters/subjects.ts';
import { getClue } from '../../adapters/table/clues.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { discoveryOf } from '../../domain/calendar/moments.ts';
import { fileCaseOfOwn } from '../../domain/clue/own-case.ts';
import { noSuch } from '../../domain/errors.ts';
import { filing } from '../../domain/transfer/case.ts';
import { receiversAsked } from '../../domain/units/routing.ts';
import { mayActOnClue } from '../../domain/visibility/clue-sight.ts';
import { requireSeen } from '../../domain/visibility/sight.ts';
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
  rights: [gets, looksUp, puts, updates, heedsRecusalOfClue, keepsRecusal, starts],
};

/** Public security files a case on a clue that it found itself: the notice to discipline inspection is made and dispatched (R3). */
export const handler = endpoint('file-case-on-clue', request, async (asked) => {
  const { actor, id, body } = asked;
  const [c, { clue: read }] = await Promise.all([circumstances(asked), getClue(id)]);
  const register = await readRegister(receiversAsked(['case-notice'], read.regionPath), [read.regionCode]);
  const transferId = randomUUID();
  const filed = { ...body, filedAt: discoveryOf(body.filedAt, c.settings.timeZone), transferId };
  return carryOut(
    asked,
    onClue(id),
    ({ clue, recused }) => {
      mayActOnClue(actor, clue, recused, noSuch.clue(id));
      return fileCaseOfOwn(clue, filed, register, recused, c);
    },
    ({ notice }, { recused }) => ({
      status: 201,
      body: {
        noticeId: transferId,
        notice: transferView(requireSeen(actor, notice, recused, asked.now, noSuch.clue(id)), {
          ...asked,
          calendar: c.calendar,
        }),
      },
    }),
  );
});
