import { carryOut } from '../../adapters/commands.ts';
import { onContent } from '../../adapters/corrections.ts';
import { corrects } from '../../adapters/rights.ts';
import { readWhoIsWho } from '../../adapters/table/units.ts';
import { contentVersionOf } from '../../domain/clue/clue.ts';
import { correctContent } from '../../domain/clue/content.ts';
import { corrected } from '../../domain/clue/submission.ts';
import { noSuch } from '../../domain/errors.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mayActOnClue } from '../../domain/visibility/clue-sight.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { correctedShape } from './shapes.ts';
import { contentView, etagOfContent } from './views.ts';

const request = { body: corrected };

export const route: Route = {
  method: 'PATCH',
  path: '/v1/clues/{id}',
  summary:
    'Corrects what a clue says, before its dispatch, after a return, or for a supplement; each version is kept. If-Match takes the version of the content, which GET /v1/clues/{id} gives as ETag',
  request,
  answers: { 200: correctedShape },
  example: {
    text: '巡查中发现有人以暴力相威胁，强揽土方运输；现附照片三张。',
    annexes: [{ name: '现场照片', copies: 3 }],
  },
  rights: [corrects],
};

/** The unit that registered a clue corrects what it says. Whom its subjects meet is secret: the answer is kept sealed. */
export const handler = endpoint('correct-clue', request, async (asked) => {
  const { actor, id, now, body } = asked;
  const who = body.subjects ? await readWhoIsWho() : [];
  return carryOut(
    asked,
    onContent(id),
    (found) => {
      mayActOnClue(actor, found.clue, found.recused, noSuch.clue(id));
      return correctContent(found, body, who, { now, by: callerOf(actor) });
    },
    ({ record, named }, { submitted }) => ({
      status: 200,
      body: {
        clueId: id,
        reference: record.reference,
        content: contentView(record, contentVersionOf(record), submitted),
        recusals: named?.meetings ?? [],
      },
      headers: etagOfContent(contentVersionOf(record)),
      secret: true,
    }),
  );
});
