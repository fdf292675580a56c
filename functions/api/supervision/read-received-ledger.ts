import { ledgerEndpoint } from './ledger.ts';

/** What a unit was handed (R9). */
export const handler = ledgerEndpoint('received');
