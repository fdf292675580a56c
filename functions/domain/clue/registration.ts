import { discoveryOf } from '../calendar/moments.ts';
import { dateIn } from '../calendar/time.ts';
import { Refusal } from '../errors.ts';
import { type Circumstances, madeBy } from '../transfer/decision.ts';
import { beginTransfer, dispatch } from '../transfer/life.ts';
import { beginReply } from '../transfer/reply.ts';
import { lineageOf } from '../transfer/transfer.ts';
import type { Region, Unit } from '../units/forms.ts';
import { receiverOf, requireReceiver } from '../units/routing.ts';
import { type Register, regionPath } from '../units/units.ts';
import { checkRecusal, checkSubmission, recusedBy, type Submission } from './clue.ts';
import type { ClueEvent, Registration } from './decision.ts';

/** What a submission makes: a clue, and a transfer for each kind that another unit must deal with. */

/** Crockford's alphabet: no letter that reads as a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Readable number of a clue, made of its region, day and id: `371402-20260917-7K3F9QZ2`. Letters and digits only, fit for a mail header. */
const referenceOf = (regionCode: string, date: string, clueId: string): string => {
  const bits = BigInt(`0x${clueId.replaceAll('-', '').slice(0, 10)}`);
  const tail = Array.from({ length: 8 }, (_, n) => alphabet[Number((bits >> BigInt(5 * (7 - n))) & 31n)]).join('');
  return `${regionCode}-${date.replaceAll('-', '')}-${tail}`;
};

const requireRegistered = (unitId: string, known: Register): { unit: Unit; path: [Region, ...Region[]] } => {
  const unit = known.units.get(unitId);
  const [region, ...above] = unit ? regionPath(known.regions, unit.regionCode) : [];
  if (unit && region) return { unit, path: [region, ...above] };
  throw new Refusal(
    'not-registered',
    `The unit of your token, ${unitId}, or its region is not registered here. An operator must register it first.`,
  );
};

/**
 * R1, R2: one transfer for each kind, to the organ of the same level and region. An organ that would hand a clue to itself
 * makes no transfer: it is registered and acknowledged at once. R6: a report under a name makes a reply too.
 * @throws Refusal of checkSubmission and checkRecusal; `not-registered` for a unit or region that the register lacks;
 * `no-receiver` as requireReceiver does.
 */
export const registrationOf = (
  submitted: Submission,
  ids: { unitId: string; clueId: string; newTransferId: () => string },
  known: Register,
  c: Circumstances,
): Registration => {
  checkSubmission(submitted, { regionCode: ids.unitId.slice(0, 6) }, c.now, c.settings.timeZone);
  checkRecusal(submitted.recuse, known.units);
  const { unit, path } = requireRegistered(ids.unitId, known);
  const { kinds, categories, channel, classification } = submitted;
  const { regionCode } = unit;
  const base = {
    clueId: ids.clueId,
    reference: referenceOf(regionCode, dateIn(c.settings.timeZone, c.now), ids.clueId),
    regionCode,
    regionPath: path.map(({ code }) => code),
    discoveredAt: discoveryOf(submitted.discoveredAt, c.settings.timeZone),
  };
  const replyId = submitted.reporter.anonymous ? null : ids.newTransferId();
  const begun = { ...base, channel, from: unit.unitId, lineage: lineageOf(base.regionPath) };
  const others = kinds.filter((kind) => receiverOf(kind, regionCode) !== unit.unitId);
  const transfers = others.map((rule) => {
    const to = requireReceiver(rule, path[0], known.units).unitId;
    const made = beginTransfer({ ...begun, replyId, transferId: ids.newTransferId(), rule, to }, c);
    return madeBy(submitted.dispatch ? [made, dispatch(made.record, c)] : [made]);
  });
  const transferIds = transfers.map(({ transfer }) => transfer.transferId);
  const own = kinds.filter((kind) => !others.includes(kind));
  const registeredAt = c.now.toISOString();
  const event = (name: ClueEvent['event'], detail: ClueEvent['detail']): ClueEvent => ({
    event: name,
    at: registeredAt,
    by: c.by,
    detail,
  });
  const reply = replyId ? madeBy([beginReply({ ...begun, replyId: null, transferId: replyId }, c)]) : null;
  const { title, text, subjects, reporter, recuse } = submitted;
  return {
    record: {
      ...base,
      unitId: unit.unitId,
      ...{ kinds, categories, channel, classification },
      realName: replyId !== null,
      registeredAt,
      transferIds,
      replyId,
    },
    secret: { title, text, subjects, reporter, recuse },
    recused: recusedBy(submitted),
    events: [
      event('registered', { kinds, transferIds }),
      ...(own.length > 0 ? [event('acknowledged', { kinds: own })] : []),
    ],
    month: dateIn(c.settings.timeZone, c.now).slice(0, 7),
    transfers: transfers.map(({ transfer }) => transfer),
    reply: reply?.transfer ?? null,
    facts: reply ? [...transfers, reply] : transfers,
  };
};
