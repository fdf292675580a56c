import { type Calendar, stateCouncil } from '../../../functions/domain/calendar/calendar.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import type { Settings } from '../../../functions/domain/settings.ts';
import type { Circumstances } from '../../../functions/domain/transfer/decision.ts';
import type { Caller } from '../../../functions/domain/transfer/events.ts';
import { beginTransfer } from '../../../functions/domain/transfer/life.ts';
import { nextTellingAt, type Telling } from '../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../functions/domain/transfer/transfer.ts';
import type { Region, Unit } from '../../../functions/domain/units/forms.ts';
import {
  formsOfCaller,
  formsOfId,
  type Recused,
  recusedAs,
  resolved,
} from '../../../functions/domain/units/recusal.ts';
import { type Register, regionPath } from '../../../functions/domain/units/units.ts';
import { type Actor, callerOf } from '../../../functions/domain/visibility/actor.ts';
import { settingsWith } from './settings.ts';

/** Fixtures of the domain: factories with overrides. */

const personOf = ({ sub, email }: { sub: string; email: string | null }) => [
  ...formsOfId(sub),
  ...formsOfId(email ?? ''),
];

/** Somebody of a unit who is known by the unit's id, and by `sub` alone where nothing else is said. */
export const actorOf = (unitId: string | null, different: Partial<Actor> = {}): Actor => {
  const said = { role: 'clerk' as const, ...different };
  const claims = { sub: `${said.role}@${unitId}`, name: null, email: null, ...different };
  const unit = unitId === null ? null : unitWith(unitId);
  const forms = formsOfCaller(claims, unit);
  return { unitId, ...said, ...claims, forms, person: personOf(claims), returnReasons: {}, ...different };
};

export const clerkOf = (unitId: string): Actor => actorOf(unitId);

/** The same, as events name whoever asked. */
export const clerkAt = (unitId: string): Caller => callerOf(clerkOf(unitId));

export const at = (now: string, by: Caller | Actor = clerkOf('371402-housing')): Circumstances => ({
  now: new Date(now),
  by: callerOf(by),
  calendar: stateCouncil,
  settings: settingsWith(),
});

export const transferAt = (now: string, different: Partial<Transfer> = {}, discovered = now): Transfer => ({
  ...beginTransfer(
    {
      transferId: 'a1',
      clueId: 'c1',
      reference: '371402-20260924-00000000',
      rule: 'organised-crime',
      from: '371402-housing',
      to: '371402-public-security',
      regionCode: '371402',
      regionPath: ['371402', '371400', '370000'],
      channel: 'daily-enforcement',
      replyId: null,
      lineage: '370000/371400/371402',
      discoveredAt: new Date(discovered).toISOString(),
    },
    at(now),
  ).record,
  ...different,
});

const regions: Region[] = [
  { code: '370000', name: '山东省', level: 'province', parent: null },
  { code: '371400', name: '德州市', level: 'prefecture', parent: '370000' },
  { code: '371402', name: '德城区', level: 'county', parent: '371400' },
  { code: '371403', name: '陵城区', level: 'county', parent: '371400' },
];

export const unitWith = (unitId: string, different: Partial<Unit> = {}): Unit => ({
  unitId,
  name: `单位 ${unitId}`,
  organ: unitId.slice(7).replace(/-\d+$/, '') as Unit['organ'],
  regionCode: unitId.slice(0, 6),
  emails: [`desk@${unitId}.example`],
  supervisors: [{ name: `主管 ${unitId}`, email: `supervisor@${unitId}.example` }],
  desks: [],
  language: 'zh',
  delegations: [],
  ...different,
});

export const registerOf = (...units: Unit[]): Register => ({
  regions: new Map(regions.map((region) => [region.code, region])),
  units: new Map(units.map((unit) => [unit.unitId, unit])),
});

/** The offices of the county and of the prefecture. */
export const offices = registerOf(unitWith('371402-leading-group-office'), unitWith('371400-leading-group-office'));

/** Those whom these entries mean on a clue of the region, as `registerOf` has them. */
export const recusing = (entries: readonly string[], { regions, units }: Register, region = '371402'): Recused =>
  recusedAs(
    resolved(
      entries,
      [...units.values()],
      regionPath(regions, region).map(({ code }) => code),
    ).forms,
  );

/** The name by which something is refused; `accepted` where it is not. */
export const refusalOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error instanceof Refusal ? error.refusal : error;
  }
  return 'accepted';
};

/** What is to be told next of a record, whatever the time is. */
export const planned = (transfer: Transfer, calendar: Calendar, settings: Settings): Telling | undefined =>
  nextTellingAt(transfer, calendar, settings, new Date(0))?.telling;
