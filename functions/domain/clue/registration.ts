import { discoveryOf } from '../calendar/moments.ts';
import { dateIn } from '../calendar/time.ts';
import { badField, Refusal } from '../errors.ts';
import { type Circumstances, madeBy } from '../transfer/decision.ts';
import { beginTransfer, dispatch } from '../transfer/life.ts';
import { beginReply } from '../transfer/reply.ts';
import { seatOf } from '../transfer/transfer.ts';
import type { Region, Unit } from '../units/forms.ts';
import { isRecusedUnit, recusedAs, resolved, type WhoIsWho } from '../units/recusal.ts';
import { requireReceiver } from '../units/routing.ts';
import { type Register, regionPath } from '../units/units.ts';
import { checkRecusal, checkSubmission, recusalEntries } from './clue.ts';
import type { ClueEvent, Registration } from './decision.ts';
import { referenceOf } from './reference.ts';
import type { Submission } from './submission.ts';

/** What a submission makes: a clue, and a transfer for each kind that another unit must deal with. */

const requireRegistered = (unitId: string, known: Register): { unit: Unit; path: [Region, ...Region[]] } => {
  const unit = known.units.get(unitId);
  const [region, ...above] = unit ? regionPath(known.regions, unit.regionCode) : [];
  if (unit && region) return { unit, path: [region, ...above] };
  throw new Refusal('not-registered', {
    zh: `贵单位（${unitId}）或其行政区划尚未登记，请系统管理员先行登记。`,
    en: `The unit of your token, ${unitId}, or its region is not registered here. An operator must register it first.`,
  });
};

/** What a registration is decided by beside the submission. */
export interface KnownAtRegistration {
  /** The unit that submits, the units that could receive, and the unit's region with those above it. */
  register: Register;
  /** All units with their people; none where the submission names nobody. */
  who: readonly WhoIsWho[];
}

/** A unit that must not hear of its own clue can do nothing more with it, nor answer its reporter. @throws Refusal `bad-input` */
const requireHandedOver = (isRecused: boolean, { dispatch: dispatched, reporter }: Submission): void => {
  if (!isRecused) return;
  if (!dispatched) {
    throw badField('dispatch', {
      zh: '贵单位须回避该线索，登记后无法再行移送，请不填此项，登记时即行移送',
      en: 'your unit must not hear of this clue from here on, and could not dispatch it later: leave it out',
    });
  }
  if (!reporter.anonymous) {
    throw badField('reporter', {
      zh: '贵单位须回避该线索，登记后无法答复举报人，请举报人直接向接收机关反映，登记时不填举报人姓名',
      en: 'your unit must not hear of this clue from here on, and could not answer its reporter: ask them to turn to the organ that receives it, and submit without the name',
    });
  }
};

/** Everybody whom the register knows, and those units of it that the submission needs. */
const unitsOf = ({
  register,
  who,
}: KnownAtRegistration): ReadonlyMap<string, Pick<Unit, 'unitId' | 'name' | 'supervisors' | 'desks'>> =>
  new Map([...who, ...register.units.values()].map((unit) => [unit.unitId, unit]));

/**
 * R1, R2: one transfer for each kind, to the organ of the same level and region, or above it where that must not hear of the clue. An
 * organ that would hand a clue to itself makes no transfer: it is registered and acknowledged at once. R6: a report under a name makes a
 * reply too.
 * @throws Refusal of checkSubmission and checkRecusal; `not-registered` for a unit or region that the register lacks;
 * `no-receiver` as requireReceiver does; `bad-input` where a unit that must not hear of it would have more to do.
 */
export const registrationOf = (
  submitted: Submission,
  ids: { unitId: string; clueId: string; newTransferId: () => string },
  known: KnownAtRegistration,
  c: Circumstances,
): Registration => {
  checkSubmission(submitted, { regionCode: ids.unitId.slice(0, 6) }, c.now, c.settings.timeZone);
  const units = unitsOf(known);
  checkRecusal(submitted.recuse, units);
  const { unit, path } = requireRegistered(ids.unitId, known.register);
  const regionPath = path.map(({ code }) => code);
  const recusal = resolved(recusalEntries(submitted), known.who, regionPath);
  const recused = recusedAs(recusal.forms);
  requireHandedOver(isRecusedUnit(recused, unit), submitted);
  const { kinds, categories, channel, classification } = submitted;
  const begun = {
    clueId: ids.clueId,
    reference: referenceOf(unit.regionCode, dateIn(c.settings.timeZone, c.now), ids.clueId),
    channel,
    discoveredAt: discoveryOf(submitted.discoveredAt, c.settings.timeZone),
  };
  const replyId = submitted.reporter.anonymous ? null : ids.newTransferId();
  const receivers = kinds.map((rule) => ({ rule, ...requireReceiver(rule, path, units, recused) }));
  const transfers = receivers
    .filter(({ to }) => to !== unit.unitId)
    .map(({ rule, to, regionPath: seat }) => {
      const transferId = ids.newTransferId();
      const made = beginTransfer({ ...begun, ...seatOf(seat), from: unit.unitId, replyId, transferId, rule, to }, c);
      return madeBy(submitted.dispatch ? [made, dispatch(made.record, c)] : [made]);
    });
  const transferIds = transfers.map(({ transfer }) => transfer.transferId);
  const kept = receivers.flatMap(({ rule, to }) => (to === unit.unitId ? [rule] : []));
  const registeredAt = c.now.toISOString();
  const event = (name: ClueEvent['event'], detail: ClueEvent['detail']): ClueEvent => ({
    event: name,
    at: registeredAt,
    by: c.by,
    detail,
  });
  const reported = { ...begun, ...seatOf(regionPath), from: unit.unitId, replyId: null };
  const reply = replyId === null ? null : madeBy([beginReply({ ...reported, transferId: replyId }, c)]);
  const { title, text, subjects, reporter, recuse, annexes } = submitted;
  return {
    record: {
      ...begun,
      unitId: unit.unitId,
      regionCode: unit.regionCode,
      regionPath,
      ...{ kinds, categories, classification, kept },
      realName: replyId !== null,
      registeredAt,
      transferIds,
      replyId,
    },
    secret: { title, text, subjects, reporter, recuse, annexes },
    recusal,
    events: [
      event('registered', { kinds, transferIds }),
      ...(kept.length > 0 ? [event('acknowledged', { kinds: kept })] : []),
    ],
    month: dateIn(c.settings.timeZone, c.now).slice(0, 7),
    transfers: transfers.map(({ transfer }) => transfer),
    reply: reply?.transfer ?? null,
    facts: reply ? [...transfers, reply] : transfers,
  };
};
