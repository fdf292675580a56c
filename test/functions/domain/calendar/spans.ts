import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { countWindow, type Span, type Zone } from '../../../../functions/domain/calendar/count.ts';
import { withOffset } from '../../../../functions/domain/calendar/time.ts';

/** Windows from a time of the province, and how tests read their counts. */

export const timeZone = 'Asia/Shanghai';
const zone: Zone = { timeZone };
export const office: Zone = { timeZone, officeHours: { from: '08:30', to: '17:30' } };

/** From an instant of the province, `YYYY-MM-DD HH:MM`. */
export const at = (time: string): string => new Date(`${time.replace(' ', 'T')}:00+08:00`).toISOString();
export const spanFrom = (start: string, window: number, different: Partial<Span> = {}): Span => ({
  startDate: start.slice(0, 10),
  startAt: at(start),
  window,
  ...{ unit: 'working-days', run: 'always', extended: 0, pauses: [] },
  ...different,
});
export const pause = (from: string, until: string | null) => ({
  from: at(from),
  until: until === null ? null : at(until),
});
export const count = (span: Span, where: Zone = zone) => countWindow(stateCouncil, where, span);
export const dueAt = (span: Span, where: Zone = zone) =>
  withOffset(timeZone, new Date(count(span, where).dueAt)).slice(0, 16);
/** `MM-DD`, `+` where it counts, and why. */
export const explained = (span: Span, where: Zone = zone) =>
  count(span, where).days.map(
    ({ date, counted, reason, name = '', hours, extension }) =>
      `${date.slice(5)} ${counted ? '+' : '-'} ${name || reason}${hours === undefined ? '' : ` ${hours}`}${extension ? ' more' : ''}`,
  );
