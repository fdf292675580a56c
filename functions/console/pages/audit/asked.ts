import { useLocation } from 'preact-iso/router';
import { addDays } from '../../../domain/calendar/time.ts';

/** What of the log is asked for: it stands in the address of the page. */

export type Asked = Readonly<Record<string, string>>;
type Different = Readonly<Record<string, string | undefined>>;

const path = '/console/audit';

/** The address of the page with other questions; an empty one is left out. */
export const addressOf = (asked: Asked, different: Different): string => {
  const all = Object.entries({ ...asked, ...different }).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(all as [string, string][]).toString();
  return query === '' ? path : `${path}?${query}`;
};

export const useAsked = (): { asked: Asked; ask: (different: Different) => void } => {
  const { query, route } = useLocation();
  return { asked: query, ask: (different) => route(addressOf(query, different)) };
};

/** As the API takes it. */
export const queryOf = ({ from, to, event, unit, clue }: Asked) => ({
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
  ...(event ? { event } : {}),
  ...(unit ? { unit } : {}),
  ...(clue ? { clue } : {}),
});

/** The days up to this one, so many of them. */
export const lastDays = (to: string, days: number): { from: string; to: string } => ({
  from: addDays(to, 1 - days),
  to,
});
