import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Who } from './session.ts';

/** Who uses the console, for what it shows; rights are the API's. */
export const WhoContext = createContext<Who>({ role: 'clerk', unitId: null, name: '' });

export const useWho = (): Who => useContext(WhoContext);
