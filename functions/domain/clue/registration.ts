import { dateIn } from '../calendar/time.ts';
import { Refusal } from '../errors.ts';
import { dispatch, registerTransfer } from '../transfer/life.ts';
import { beginReply } from '../transfer/reply.ts';
import { type Circumstances, type Decision, type Event, seatOf } from '../transfer/transfer.ts';
import { receiverOf, requireReceiver } from '../units/routing.ts';
import { type Register, regionPath } from '../units/units.ts';
import type { Clue, Submission } from './clue.ts';

/** What a submission makes: a clue, and a transfer for each kind that another unit must deal with. */

export interface Registered {
  clue: Clue;
  /** First events of the clue's own timeline. */
  events: Event[];
  /** Each transfer's decisions: registered and, unless it waits for its dispatch, dispatched. */
  transfers: [Decision, ...Decision[]][];
  /** R6: owed to a reporter who gave a name. */
  reply: Decision | null;
}

/** Crockford's alphabet: no letter that reads as a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Readable number of a clue, made of its region, day and id: `371402-20260917-7K3F9QZ2`. Letters and digits only, fit for a mail header. */
const referenceOf = (regionCode: string, date: string, clueId: string): string => {
  const bits = BigInt(`0x${clueId.replaceAll('-', '').slice(0, 10)}`);
  const tail = Array.from({ length: 8 }, (_, n) => alphabet[Number((bits >> BigInt(5 * (7 - n))) & 31n)]).join('');
  return `${regionCode}-${date.replaceAll('-', '')}-${tail}`;
};

/**
 * R1, R2: one transfer for each kind, to the organ of the same level and region. An organ that would hand a clue to itself
 * makes no transfer: it is registered and acknowledged at once.
 * @throws Refusal `not-registered` for a unit or region that the register lacks, `no-receiver` as requireReceiver does.
 */
export const register = (
  submitted: Submission,
  ids: { unitId: string; clueId: string; newTransferId: () => string },
  known: Register,
  c: Circumstances,
): Registered => {
  const unit = known.units.get(ids.unitId);
  const path = unit ? regionPath(known.regions, unit.regionCode) : [];
  const region = path[0];
  if (!unit || !region) {
    throw new Refusal(
      'not-registered',
      `The unit of your token, ${ids.unitId}, or its region is not registered here. An operator must register it first.`,
    );
  }
  const at = c.now.toISOString();
  const reference = referenceOf(unit.regionCode, dateIn(c.settings.timeZone, c.now), ids.clueId);
  const base = {
    clueId: ids.clueId,
    reference,
    regionCode: unit.regionCode,
    regionPath: path.map(({ code }) => code),
    seat: seatOf(path.map(({ code }) => code)),
    discoveredAt: submitted.discoveredAt,
  };
  const realName = !submitted.reporter.anonymous;
  const replyId = realName ? ids.newTransferId() : null;
  const others = submitted.kinds.filter((kind) => receiverOf(kind, unit.regionCode) !== unit.unitId);
  const transfers = others.map((rule): [Decision, ...Decision[]] => {
    const to = requireReceiver(rule, region, known.units).unitId;
    const made = registerTransfer(
      { ...base, channel: submitted.channel, replyId, transferId: ids.newTransferId(), rule, from: unit.unitId, to },
      c,
    );
    return submitted.dispatch ? [made, dispatch(made.transfer, c)] : [made];
  });
  const own = submitted.kinds.filter((kind) => !others.includes(kind));
  const event = (name: Event['event'], detail: Event['detail']): Event => ({ event: name, at, by: c.by, detail });
  const transferIds = transfers.map(([{ transfer }]) => transfer.transferId);
  return {
    clue: {
      ...base,
      unitId: unit.unitId,
      kinds: submitted.kinds,
      categories: submitted.categories,
      channel: submitted.channel,
      classification: submitted.classification,
      realName,
      registeredAt: at,
      transferIds,
      replyId,
    },
    events: [
      event('registered', { kinds: submitted.kinds, transferIds }),
      ...(own.length > 0 ? [event('acknowledged', { kinds: own })] : []),
    ],
    transfers,
    reply: replyId
      ? beginReply({ ...base, channel: submitted.channel, replyId: null, transferId: replyId, from: unit.unitId }, c)
      : null,
  };
};
