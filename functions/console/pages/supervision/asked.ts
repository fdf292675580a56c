import { useLocation } from 'preact-iso/router';
import { answerOf, api } from '../api.ts';
import { useRead } from '../parts/reading.tsx';
import { useWho } from '../session/who.ts';

/** What is asked for on the page stands in its address. */

export type Asked = Readonly<Record<string, string>>;

const path = '/console/supervision';

/** The address of the page with other questions; an empty one is left out. */
export const addressOf = (asked: Asked, different: Readonly<Record<string, string | undefined>> = {}): string => {
  const all = Object.entries({ ...asked, ...different }).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(all as [string, string][]).toString();
  return query === '' ? path : `${path}?${query}`;
};

export const useAsked = (): {
  asked: Asked;
  ask: (different: Readonly<Record<string, string | undefined>>) => void;
} => {
  const { query, route } = useLocation();
  return { asked: query, ask: (different) => route(addressOf(query, different)) };
};

/** How codes of regions below begin; the register has the last word, and the API refuses what it does not know below. */
const beginningOf = (code: string): string => code.replace(/(00){1,2}$/, '');

export interface Place {
  regionCode: string;
  regionName: string;
}

/** The regions that an office may choose from, its own first; none for any other unit. */
export const usePlaces = (): readonly Place[] => {
  const { unitId } = useWho();
  const own = unitId?.slice(0, 6) ?? '';
  // Of the offices of a region the first one oversees it.
  const watches = unitId === `${own}-leading-group-office`;
  const read = useRead(async () => {
    if (!watches) return { data: { items: [] } };
    const query = { organ: 'leading-group-office', limit: 200 } as const;
    return answerOf(api.GET('/v1/directory', { params: { query } }));
  }, own);
  const items: readonly Place[] = read.data?.items ?? [];
  const below = items.filter(({ regionCode }) => regionCode.startsWith(beginningOf(own)));
  const distinct = new Map(below.map(({ regionCode, regionName }) => [regionCode, { regionCode, regionName }]));
  return [...distinct.values()].sort((a, b) => (a.regionCode < b.regionCode ? -1 : 1));
};
