import { ledgerEndpoint } from './http/ledger.ts';

/** What a unit handed over (R9). */
export const handler = ledgerEndpoint('sent');
