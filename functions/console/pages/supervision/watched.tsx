import type { Text } from '../../../domain/languages.ts';
import type { EscalationTarget } from '../../../domain/settings.ts';
import type { Schemas } from '../api.ts';
import { useText } from '../language.ts';

/** Duties that are watched, and what is said of each. */

export type Watched = Schemas['Watched'];

export const targetNames: Readonly<Record<EscalationTarget, Text>> = {
  supervisors: { zh: '单位负责人', en: 'the unit’s supervisors' },
  office: { zh: '本级领导小组办公室', en: 'the leading group office' },
  'office-above': { zh: '上一级领导小组办公室', en: 'the office one level up' },
};

const upwards = Object.keys(targetNames) as EscalationTarget[];

/** RFC 3966, the extension apart: `0534-2100110转8021`. */
const telephone = (number: string): string => {
  const [own = '', extension] = number.split(/转|ext\.?|x/i);
  const digits = (text: string) => text.replace(/[^\d+]/g, '');
  return extension === undefined ? `tel:${digits(own)}` : `tel:${digits(own)};ext=${digits(extension)}`;
};

/** A number to call, by a click where the device can. */
export const Phone = ({ number }: { number: string | null }) => {
  const t = useText();
  if (number === null) return <span class="quiet">{t({ zh: '未登记', en: 'none on record' })}</span>;
  return (
    <a class="nowrap" href={telephone(number)}>
      {number}
    </a>
  );
};

/** All that one unit owes of what is watched. */
export interface UnitWatched {
  unitId: string;
  name: string;
  level: Watched['level'];
  phone: string | null;
  overdue: number;
  atRisk: number;
  /** Working days. */
  longest: number;
  escalatedTo: EscalationTarget | null;
}

const highest = (items: readonly Watched[]): EscalationTarget | null =>
  upwards.findLast((target) => items.some(({ escalatedTo }) => escalatedTo === target)) ?? null;

/** By the unit that owes them, the longest overdue first. */
export const unitsWatched = (items: readonly Watched[]): UnitWatched[] =>
  [...Map.groupBy(items, ({ duty }) => duty?.owedBy ?? '')]
    .map(([unitId, own]) => {
      const overdue = own.filter((one) => one.overdue);
      return {
        unitId,
        name: own[0]?.duty?.owedByName ?? '',
        level: own[0]?.level ?? null,
        // It is not named where its desk must not hear of one of these clues.
        phone: own.find(({ phone }) => phone !== null)?.phone ?? null,
        overdue: overdue.length,
        atRisk: own.length - overdue.length,
        longest: Math.max(0, ...overdue.map(({ daysLeft }) => -(daysLeft ?? 0))),
        escalatedTo: highest(own),
      };
    })
    .sort((a, b) => b.longest - a.longest || b.overdue - a.overdue || b.atRisk - a.atRisk);
