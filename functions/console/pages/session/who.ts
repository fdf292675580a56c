import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Who } from './session.ts';

/** Who uses the console, for what it shows; rights are the API's. */
export const WhoContext = createContext<Who>({ sub: '', role: 'clerk', unitId: null, name: '' });

/** Whether a unit oversees others: it is the leading group office of its region, or another one there. */
export const isOffice = (unitId: string | null): boolean => /-leading-group-office(-\d+)?$/.test(unitId ?? '');

export const useWho = (): Who => useContext(WhoContext);
