import { create as contentDisposition } from 'content-disposition';
import * as z from 'zod';
import {
  gets,
  heedsRecusal,
  heedsRecusalOfClue,
  looksUp,
  opensHandedOver,
  opensTextsOnPaper,
  puts,
  queries,
  updates,
} from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { issuePaper } from '../../adapters/table/papers.ts';
import { digest, type StoredEvent } from '../../adapters/table/timeline.ts';
import { findTransferWithTimeline, getTransferWithTimeline, recusedFrom } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { noSuch, Refusal } from '../../domain/errors.ts';
import { checkCode, paperNumber } from '../../domain/papers/checking.ts';
import type { Origin, Paper, PaperFacts } from '../../domain/papers/forms.ts';
import { eventOfPaper, hearing, kindSays, type PaperKind, paperKindNames } from '../../domain/papers/kinds.ts';
import { originOf } from '../../domain/papers/origin.ts';
import { beginningOf, issuerOf, paperOf, unitsNamed, wordingOf } from '../../domain/papers/paper.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { unitIdSays } from '../../domain/units/forms.ts';
import type { Recused } from '../../domain/units/recusal.ts';
import { eventsSeen, requireSeen } from '../../domain/visibility/sight.ts';
import { preferredOf } from '../../http/accept.ts';
import { endpoint, type Reply } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { openContent } from './paper-content.ts';
import { docxOf } from './paper-docx.ts';
import { htmlOf } from './paper-html.ts';
import { sidesHearing } from './views.ts';

const query = z.strictObject({
  event: z.coerce
    .number()
    .int()
    .min(1)
    .max(999_999)
    .optional()
    .meta({ description: 'Number of the event on the timeline; the newest of the kind where it is left out' }),
  content: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'With the clue, or the texts of the event: a reading, which goes on the record' }),
});

const parameters = z.strictObject({ kind: z.enum(paperKindNames) });

const request = { query, parameters };

export const route: Route = {
  method: 'GET',
  path: '/v1/transfers/{id}/documents/{kind}',
  summary: 'A paper of a transfer, to print, number and stamp: text/html or DOCX by Accept',
  request,
  answers: {},
  files: {
    'text/html': 'text',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'binary',
  },
  refusals: { 406: 'A paper comes as text/html or as DOCX' },
  rights: [gets, looksUp, queries, puts, updates, heedsRecusal, heedsRecusalOfClue, opensHandedOver, opensTextsOnPaper],
  // Megabytes. A DOCX of the longest clue takes 200 MB and 0.6 s of a whole processor, which Lambda gives at 1769 MB only.
  memory: 1769,
};

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const types = ['text/html', docxType] as const;

/** @throws Refusal `not-acceptable` */
const typeFor = (accept: string | undefined): (typeof types)[number] => {
  const type = preferredOf(accept, types);
  if (type) return type;
  throw new Refusal('not-acceptable', {
    zh: `文书可以 ${types.join('、')} 出具，请选其一。`,
    en: `A paper comes as ${types.join(', ')}. Ask for one of these.`,
  });
};

/** What the sender's papers say of the transfer that this one goes on from. */
const readOrigin = async (kind: PaperKind, { transferId, predecessor }: Transfer): Promise<Origin | null> => {
  if (predecessor === null || kindSays(kind).issuedBy !== 'from') return null;
  const before = await findTransferWithTimeline(predecessor);
  return before && originOf(transferId, before.transfer, before.timeline);
};

/** Numbers the paper, and keeps by its code what it was made of. */
const issued = async (
  made: Omit<PaperFacts, 'units' | 'settings' | 'event'> & { event: StoredEvent },
  version: number | null,
  recused: Recused,
): Promise<Paper> => {
  const { transfer, kind, event, content } = made;
  const named = unitsNamed(made);
  const { units, regions } = await readRegister(
    named,
    named.map((unitId) => unitIdSays(unitId).regionCode),
  );
  const facts = { ...made, units, settings: settings() };
  const hears = hearing(units, recused);
  const issuedBy = issuerOf(facts, hears);
  const says = {
    ...{ transferId: transfer.transferId, kind, event: event.seq, version, withContent: content !== null },
    issuedBy,
  };
  const paper = await issuePaper({
    ...says,
    code: checkCode(transfer, says, event.hash, digest),
    number: paperNumber(beginningOf(facts, issuedBy, regions), says, digest),
    ...wordingOf(facts, issuedBy),
  });
  return paperOf(facts, paper, hears);
};

const fileOf = async (
  paper: Paper,
  type: (typeof types)[number],
  { reference, event }: { reference: string; event: number },
): Promise<Reply> => {
  const isPage = type === 'text/html';
  const extension = isPage ? 'html' : 'docx';
  const { body, policy } = isPage ? htmlOf(paper) : { body: await docxOf(paper), policy: undefined };
  return {
    status: 200,
    body,
    headers: {
      'content-type': isPage ? 'text/html; charset=utf-8' : type,
      'content-disposition': contentDisposition(`${paper.title}（${reference}）.${extension}`, {
        type: isPage ? 'inline' : 'attachment',
        fallback: `${paper.kind}-${reference}-${event}.${extension}`,
      }),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...(policy ? { 'content-security-policy': policy } : {}),
    },
  };
};

/** Takes out a paper of what the caller sees of a transfer. With content it is a reading, which goes on the record first. */
export const handler = endpoint('take-out-paper', request, async (asked) => {
  const { actor, id, now, query: wanted } = asked;
  const { kind } = asked.parameters;
  const stored = await getTransferWithTimeline(id);
  const recused = await recusedFrom(stored);
  const shown = requireSeen(actor, stored.transfer, recused, now, noSuch.transfer(id));
  const type = typeFor(asked.accept);
  const { transfer } = shown;
  const timeline = stored.timeline.slice(0, eventsSeen(shown.place, stored.timeline));
  const hears = await sidesHearing(transfer, recused);
  const event = eventOfPaper(kind, wanted.event, transfer, timeline, hears);
  const origin = await readOrigin(kind, transfer);
  const { content, version } =
    wanted.content === 'true'
      ? await openContent(kind, asked, shown, timeline, event)
      : { content: null, version: null };
  const paper = await issued({ kind, transfer, timeline, event, origin, content }, version, recused);
  return fileOf(paper, type, { reference: transfer.reference, event: event.seq });
});
