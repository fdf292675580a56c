import { type CallerName, callers, sets } from './matrix-callers.ts';
import type { StateName } from './matrix-states.ts';

/** Who may know (domain.md), written out by hand: what the cells of the matrix are held against. */

const line: CallerName[] = [
  ...sets['the county office'],
  ...sets['the prefecture office'],
  'province office’s supervisor',
];
const [, , prefecture1, prefecture2, province] = line as [CallerName, CallerName, CallerName, CallerName, CallerName];
const above = [prefecture1, prefecture2, province];
const sender: readonly CallerName[] = sets['the sender'];
const receiver: readonly CallerName[] = sets['the receiver'];

/** Parties and who oversees where it is dealt with (domain.md, "Who may know"), by hand. */
const viewers: Readonly<Partial<Record<StateName, readonly CallerName[]>>> = {
  registered: [...sender, ...line],
  'overdue for dispatch': [...sender, ...line],
  'withdrawn before dispatch': [...sender, ...line],
  'naming its sender': [...receiver, ...line],
  'naming the county office': [...sender, ...receiver, ...above],
  'notice dispatched': [...receiver, 'other organ', ...line],
  'notice acknowledged': [...receiver, 'other organ', ...line],
  'its successor there': [...sender, 'organ elsewhere', 'office elsewhere', ...above],
  'its successor above': [...sender, 'organ above', ...above],
  'the transfer that joined': [...sender, 'unit that joins', ...line],
  'reply: acceptance owed': [...sender, ...line],
  'reply: waiting': [...sender, ...line],
  'reply: outcome owed': [...sender, ...line],
  'reply: done': [...sender, ...line],
  'reply: done after elevation': [...sender, ...line],
  'kept by its unit': [...receiver, ...line],
  'kept by its unit with a case': [...receiver, 'other organ', ...line],
};

const usual = [...sender, ...receiver, ...line];

/** Who sees the record that a state is about. */
export const viewersIn = (state: StateName): readonly CallerName[] => viewers[state] ?? usual;

/** Whom the clue of a state names: nobody of them hears that it is there. */
export const namedIn = (state: StateName): CallerName[] => [
  ...sets['the named'],
  ...(state === 'naming its sender' ? sets['the sender'] : []),
  ...(state === 'naming the county office' ? ([...sets['the county office'], 'county office’s auditor'] as const) : []),
];

/** By their codes, which in this province say it. */
export const isWithin = (region: string, code: string): boolean => code.startsWith(region.replace(/(00)+$/, ''));

/** The caller's; empty where they have none. */
export const unitOf = (caller: CallerName): string => {
  const known = callers[caller];
  return 'unitId' in known ? known.unitId : '';
};

export const isOffice = (caller: CallerName): boolean => unitOf(caller).includes('leading-group-office');
