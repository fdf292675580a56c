import { badField, Refusal } from '../errors.ts';
import { dutyNames, statusIn, unitNames } from '../names.ts';
import { unitIdSays } from '../units/forms.ts';
import type { Recused } from '../units/recusal.ts';
import { decidingOffice, noOffice } from '../units/routing.ts';
import { type Register, regionPath } from '../units/units.ts';
import type { Decider, Rung, WindowUnit } from '../windows.ts';
import { bothSides, movedTo } from './deadlines.ts';
import { type Circumstances, type Decision, decided, dutyFacts, inOrder, officeFact } from './decision.ts';
import { countAgain, type Duty, isLate } from './duties.ts';
import type { Notice, Transfer } from './transfer.ts';

/** A longer window: asked for in time by the unit that owes the duty, decided by an office, however late it does (domain.md, "Windows"). */

/** Names of the amount that is asked for on top, by the unit of the window. */
export const askedIn = {
  'working-days': 'workingDays',
  'calendar-days': 'calendarDays',
  hours: 'hours',
} as const satisfies Readonly<Record<WindowUnit, string>>;

/** What is asked for on top: one of the three. */
export type Asked = Partial<Record<(typeof askedIn)[WindowUnit], number | undefined>>;

const requireOwed = (transfer: Transfer): Duty => {
  const { duty } = transfer;
  if (duty) return duty;
  const { zh, en } = statusIn(transfer);
  throw new Refusal('wrong-status', {
    zh: `该移送件现为“${zh}”，没有应办事项，无须延期。`,
    en: `Nothing is owed on a transfer that is ${en}: there is no deadline to move.`,
  });
};

const requireInTime = (duty: Duty, now: Date): void => {
  if (!isLate(duty, now)) return;
  const { zh, en } = dutyNames[duty.name];
  throw new Refusal('too-late', {
    zh: `办理时限（${duty.dueDate}）已过，不能再申请延期，请立即办理“${zh}”，该事项按逾期记录。`,
    en: `The deadline of ${duty.dueDate} has passed: an extension cannot be asked for after the fact. Do what is owed (${en}) now; it stays on the record as overdue.`,
  });
};

/** How much is asked for, in the unit of the window. @throws Refusal `bad-input` */
const amountOf = (asked: Asked, { unit }: Duty): number => {
  const field = askedIn[unit];
  const amount = asked[field];
  if (amount !== undefined) return amount;
  const path = Object.values(askedIn).find((name) => asked[name] !== undefined) ?? field;
  throw badField(path, {
    zh: `该事项的时限按${unitNames[unit].zh}计算，请改填 ${field}`,
    en: `the window counts in ${unitNames[unit].en}: write ${field} instead`,
  });
};

/** The step of the ladder that reaches so far. @throws Refusal `bad-input` that says how far it goes, `wrong-status` where nothing is left of it. */
const rungFor = ({ ladder, extended, name, unit }: Duty, amount: number): Rung => {
  const rung = ladder.find(({ upTo }) => extended + amount <= upTo);
  if (rung) return rung;
  const left = (ladder.at(-1)?.upTo ?? 0) - extended;
  if (left <= 0) {
    const why =
      ladder.length === 0
        ? { zh: '时限不得延长', en: 'The window is fixed' }
        : { zh: '可以延长的时限已全部批准', en: 'All that may be granted was granted' };
    throw new Refusal('wrong-status', {
      zh: `“${dutyNames[name].zh}”的${why.zh}，请按时办理。`,
      en: `${why.en} for this duty (${dutyNames[name].en}): do what is owed in time.`,
    });
  }
  throw badField(askedIn[unit], {
    zh: `“${dutyNames[name].zh}”最多还可延长 ${left} 个${unitNames[unit].zh}，请减少申请的数量`,
    en: `at most ${left} more may be granted for this duty (${dutyNames[name].en}), in ${unitNames[unit].en}: ask for less`,
  });
};

/** Regions that oversee the transfer and stand above the unit that owes the duty too, from the inside out. */
const pathOf = ({ duty, regionPath: seat }: Pick<Transfer, 'duty' | 'regionPath'>, { regions }: Register): string[] => {
  const above = duty && new Set(regionPath(regions, unitIdSays(duty.owedBy).regionCode).map(({ code }) => code));
  return seat.filter((code) => !above || above.has(code));
};

/**
 * Id of the office that decides on an extension of the present duty: of those that oversee the transfer the first that stands above the
 * unit that owes it, too, or the next one up. Undefined where none is left. `regions`: that unit's own, with those above it.
 */
export const extensionOffice = (
  transfer: Pick<Transfer, 'duty' | 'regionPath'>,
  register: Register,
  recused: Recused,
  applicant: readonly string[] = [],
  by: Decider = 'office',
): string | undefined => {
  const owedBy = transfer.duty?.owedBy ?? '';
  const path = pathOf(transfer, register);
  const office = decidingOffice(owedBy, path, register.units, recused, applicant);
  if (by === 'office' || office === undefined) return office;
  const above = path.slice(path.indexOf(unitIdSays(office).regionCode) + 1);
  return decidingOffice(owedBy, above, register.units, recused, applicant);
};

const requireOffice = (office: string | undefined, { ladder, extended, unit }: Duty, { by }: Rung): string => {
  if (office !== undefined) return office;
  const first = ladder[0];
  if (by === 'office' || first?.by !== 'office' || first.upTo <= extended) throw new Refusal('no-receiver', noOffice);
  const most = first.upTo - extended;
  throw new Refusal('no-receiver', {
    zh: `延长这么久须由上一级领导小组办公室批准，现无可以批准的办公室，请申请不超过 ${most} 个${unitNames[unit].zh}。`,
    en: `So much is granted by the office one level up, and there is none that could decide. Ask for at most ${most}.`,
  });
};

/**
 * The unit that owes the duty asks for a longer window; nothing moves until it is granted. `reason` is secret.
 * @throws Refusal `no-receiver` where nobody could decide; `wrong-status`, `too-late`, `bad-input`.
 */
export const askExtension = (
  transfer: Transfer,
  {
    reason,
    applicant,
    extensionId,
    ...asked
  }: { extensionId: string; reason: string; applicant: readonly string[] } & Asked,
  register: Register,
  recused: Recused,
  given: Circumstances,
): Decision => {
  const c = inOrder(transfer, given);
  const duty = requireOwed(transfer);
  requireInTime(duty, c.now);
  if (transfer.extension) {
    throw new Refusal('wrong-status', {
      zh: '已有一项延期申请待审批，请等待领导小组办公室审批。',
      en: 'An extension is asked for already. Wait until the leading group office has decided.',
    });
  }
  const amount = amountOf(asked, duty);
  const rung = rungFor(duty, amount);
  const office = requireOffice(extensionOffice(transfer, register, recused, applicant, rung.by), duty, rung);
  const at = c.now.toISOString();
  const notice: Notice = {
    key: `extension-asked-${extensionId}`,
    kind: 'extension-asked',
    at,
    to: ['decider'],
    facts: { amount, unit: duty.unit },
  };
  const detail = { ...dutyFacts(duty), extensionId, workingDays: amount, ...unitFact(duty) };
  return decided(
    transfer,
    { event: 'extension-asked', at, by: c.by, detail, texts: { reason } },
    { notices: [notice], application: { id: extensionId, office, applicant } },
    [{ fact: 'application', id: extensionId, transferId: transfer.transferId }],
  );
};

/** Said where it is not working days. */
const unitFact = ({ unit }: Duty): { unit?: WindowUnit } => (unit === 'working-days' ? {} : { unit });

/** The present duty with what was asked for granted on top; as it is where that moves nothing, or nothing is asked for. */
export const ifGranted = (
  { duty, extension }: Pick<Transfer, 'duty' | 'extension'>,
  { now, calendar, settings }: Pick<Circumstances, 'now' | 'calendar' | 'settings'>,
): Duty | null => {
  if (!duty || !extension) return duty;
  return countAgain(duty, { extended: duty.extended + extension.workingDays }, calendar, settings, now) ?? duty;
};

/** The office decides, before the deadline or after it: an approval moves the due date. `note` is secret. @throws Refusal `wrong-status` */
export const decideExtension = (
  transfer: Transfer,
  decision: { extensionId: string; approve: boolean; note: string },
  given: Circumstances,
): Decision => {
  const c = inOrder(transfer, given);
  const { extension, duty } = transfer;
  if (extension?.extensionId !== decision.extensionId || !duty) {
    throw new Refusal('wrong-status', {
      zh: '该延期申请已经审批，或有关事项已经办理，请重新查看移送件。',
      en: 'This extension was decided already, or its duty was done meanwhile. Read the transfer again.',
    });
  }
  const at = c.now.toISOString();
  const { extensionId, workingDays } = extension;
  const kind = decision.approve ? 'extension-approved' : 'extension-refused';
  const after = decision.approve ? (ifGranted(transfer, c) ?? duty) : duty;
  const change = after === duty ? undefined : movedTo(transfer, after, c);
  const notice: Notice = {
    key: `${kind}-${extensionId}`,
    kind,
    at,
    to: bothSides(transfer),
    facts: { amount: workingDays, unit: duty.unit, dueDate: after.dueDate, ...officeFact(c) },
  };
  return decided(
    transfer,
    {
      event: kind,
      at,
      by: c.by,
      detail: { extensionId, workingDays, ...unitFact(duty), ...change?.detail },
      texts: { note: decision.note },
    },
    { ...change?.carried, notices: [notice] },
  );
};
