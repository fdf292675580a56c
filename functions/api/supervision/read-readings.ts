import * as z from 'zod';
import { heedsRecusalOfClue, looksUp, queries } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import type { StoredClue } from '../../adapters/table/clue-record.ts';
import { getClue, readReadings, recusedFromClue } from '../../adapters/table/clues.ts';
import { getTransfersOf } from '../../adapters/table/transfers.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { noSuch } from '../../domain/errors.ts';
import { said } from '../../domain/said.ts';
import { type Actor, byOf } from '../../domain/visibility/actor.ts';
import { auditedRegion, placeOfReading } from '../../domain/visibility/audit-sight.ts';
import { requireSeenClue, type SeenClue } from '../../domain/visibility/clue-sight.ts';
import { requireNotRecused } from '../../domain/visibility/sight.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { readingsPage } from './shapes.ts';
import { within } from './within.ts';

const query = z.strictObject({
  clue: z
    .uuid(
      said({ zh: '请填写系统答复中给出的线索编号（clueId）', en: 'name the clue by its id, as the answers give it' }),
    )
    .toLowerCase(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursorParameter.optional(),
});

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/readings',
  summary:
    'Who read a clue and the texts of its transfers, the newest first: for auditors, and for offices that see it',
  request,
  answers: { 200: readingsPage },
  rights: [heedsRecusalOfClue, looksUp, queries],
};

/** The clue as the caller's office sees it. @throws Refusal `not-found`, `forbidden`. */
const seenByOffice = async (actor: Actor, stored: StoredClue, now: Date): Promise<SeenClue> => {
  const { clue } = stored;
  const [recused, all] = await Promise.all([recusedFromClue(stored), getTransfersOf(clue)]);
  return requireSeenClue(actor, { clue, ...all }, recused, now, noSuch.clue(clue.clueId));
};

/** The readings of a clue that the caller sees. `region`: of the office; null for an auditor. @throws Refusal `not-found`, `forbidden`. */
const readingsFor = async (actor: Actor, region: string | null, stored: StoredClue, now: Date) => {
  const { clueId } = stored.clue;
  if (region === null) {
    requireNotRecused(actor, await recusedFromClue(stored), noSuch.clue(clueId));
    return readReadings(clueId);
  }
  const seen = await seenByOffice(actor, stored, now);
  return within(region, await readReadings(clueId), (reading) => placeOfReading(seen, reading));
};

/** Where a page ended: at the reading whose event has this hash, which tells nothing of those that are not shown. */
const positionIn = (readings: readonly { hash: string }[]) =>
  z.strictObject({ hash: z.string() }).refine(({ hash }) => readings.some((one) => one.hash === hash));

/** Shows who read a clue: auditors all of it, offices that see the clue what units of their region and below read. */
export const handler = endpoint('read-readings', request, async ({ actor, query: asked, now }) => {
  const region = auditedRegion(actor);
  const stored = await getClue(asked.clue);
  const { clueId, reference } = stored.clue;
  const readings = await readingsFor(actor, region, stored, now);
  const cursors = cursorsOf('readings', { clue: clueId, region }, positionIn(readings));
  const after = cursors.read(asked.cursor);
  const left = readings.slice(readings.findIndex(({ hash }) => hash === after?.hash) + 1);
  const page = left.slice(0, asked.limit);
  const last = left.length > page.length ? page.at(-1) : undefined;
  const items = page.map(({ at, by, transferId }) => ({
    at: withOffset(settings().timeZone, new Date(at)),
    by: byOf(by),
    clueId,
    reference,
    transferId,
  }));
  return { status: 200, body: { items, ...cursors.write(last && { hash: last.hash }) } };
});
