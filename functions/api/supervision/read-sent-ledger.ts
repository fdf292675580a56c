import { ledgerEndpoint } from './ledger.ts';

/** What a unit handed over (R9). */
export const handler = ledgerEndpoint('sent');
