import { type Clue, keptKinds } from '../clue/clue.ts';
import type { ClueEvent } from '../clue/decision.ts';
import { badField, Refusal } from '../errors.ts';
import type { By } from '../transfer/events.ts';
import type { Overseen } from '../transfer/transfer.ts';
import { unitIdSays } from '../units/forms.ts';
import type { Recused } from '../units/recusal.ts';
import type { Actor } from './actor.ts';
import type { SeenClue } from './clue-sight.ts';

/**
 * Who may see who read and changed what (domain.md, "Three separate administrators"): auditors in the whole province, leading group
 * offices what units of their region and below did with what they oversee. It tells of acts, never of what a record says.
 */

/** What was read or changed. Nothing but the ids of it. */
export interface About {
  clueId?: string;
  transferId?: string;
  unitId?: string;
  regionCode?: string;
  year?: number;
}

/** Something that was done, as the log of audit has it. `regionPath`: the regions whose offices oversee the record. */
export interface Act extends Overseen {
  event: string;
  /** Instant (UTC). */
  at: string;
  by: By;
  about: About;
}

/** Somebody who read or changed something. */
type Person = Exclude<By, 'clock'>;

/** One reading or one command of a person. */
export interface AuditEntry extends Act {
  by: Person;
}

/** What was done by an event of a record. */
export const actOf = (
  { event, at, by }: Pick<Act, 'event' | 'at' | 'by'>,
  about: About,
  { regionPath }: Overseen,
): Act => ({ event, at, by, about, regionPath });

/** Somebody was shown what a submission would come to, and whom it meets: of that there is no record. */
export const previewedBy = (by: By, now: Date, overseen: Overseen): Act =>
  actOf({ event: 'clue-previewed', at: now.toISOString(), by }, {}, overseen);

/**
 * The region of which a caller may see who read and changed what; null for an auditor, who sees the whole province.
 * @throws Refusal `forbidden` to all others; its text names who may.
 */
export const auditedRegion = ({ role, unitId }: Actor): string | null => {
  if (role === 'auditor') return null;
  const { regionCode, organ } = unitIdSays(unitId ?? '');
  if (role !== 'operator' && organ === 'leading-group-office') return regionCode;
  throw new Refusal('forbidden', {
    zh: '只有审计管理员以及领导小组办公室（限本地区）可以查看查阅和更改的记录，请转由其查看。',
    en: 'Only auditors see who read and changed what, and leading group offices for their region. Ask with the token of one of them.',
  });
};

/** The regions whose offices see a clue: of each of its transfers and, where its unit deals with it itself, of that unit. */
export const overseersOfClue = (clue: Clue, transfers: readonly Overseen[]): Overseen => {
  const paths = [...(keptKinds(clue).length > 0 ? [clue] : []), ...transfers].map(({ regionPath }) => regionPath);
  return { regionPath: [...new Set(paths.flat())] };
};

const regionOf = (unitId: string | null): string | null => (unitId === null ? null : unitIdSays(unitId).regionCode);

/**
 * Where an act must be for the office of `region` to see it, in that region or below: there where the unit is that did it or, where a
 * unit or a region was changed, where that is. Null where no place would do: for what the office does not oversee, for what was done
 * by somebody without a unit, for the calendar.
 */
export const placeOfAct = (
  region: string,
  { by, about, regionPath }: Pick<AuditEntry, 'by' | 'about' | 'regionPath'>,
): string | null => {
  if (about.regionCode !== undefined) return about.regionCode;
  if (about.unitId !== undefined) return regionOf(about.unitId);
  return regionPath.includes(region) ? regionOf(by.unitId) : null;
};

/**
 * Nobody hears of what was done with a clue that must be kept from them. `recused`: of its clue, or of one that was only previewed;
 * undefined where there is none.
 */
export const mayHearOf = (actor: Actor, { clueId }: About, recused: Recused | undefined): boolean =>
  recused === undefined ? clueId === undefined : !recused.meets(actor.forms);

/** A reading as it stands on the timeline of its clue. */
export interface Reading {
  at: string;
  by: Person;
  /** The transfer whose texts were read; null where it was the clue. */
  transferId: string | null;
}

/** The transfer whose texts were read by an event of a clue; null where it was the clue. */
export const transferRead = ({ detail }: Pick<ClueEvent, 'detail'>): string | null =>
  typeof detail.transferId === 'string' ? detail.transferId : null;

/** Where a reading must be, in the same sense, for an office that sees the clue: of the clue, or of one of those transfers that it sees. */
export const placeOfReading = ({ transfers, reply }: SeenClue, { by, transferId }: Reading): string | null => {
  const isSeen = [...transfers, reply].some((one) => one?.transfer.transferId === transferId);
  return transferId === null || isSeen ? regionOf(by.unitId) : null;
};

/** A year: what is asked for at once is read day by day. */
const mostDays = 366;

const dayMs = 86_400_000;

/**
 * The days (of the province, both included) of which the acts are asked for; what is left out is today.
 * @throws Refusal `bad-input` that names the day to mend.
 */
export const auditedDays = (
  asked: { from?: string | undefined; to?: string | undefined },
  today: string,
): { from: string; to: string } => {
  const { from = today, to = today } = asked;
  if (from > to) {
    throw badField('from', {
      zh: `晚于截止日期 ${to}，请填写不晚于该日的日期`,
      en: `lies after ${to}: write a day that does not, as from=${to}`,
    });
  }
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days > mostDays) {
    const message = {
      zh: `所选期间共 ${days} 天，一次最多查询 ${mostDays} 天，请缩短期间`,
      en: `lies ${days} days from the first one: ask for ${mostDays} days at the most`,
    };
    throw badField('to', message, 'query');
  }
  return { from, to };
};
