import { heedsRecusal, looksUp, namesClues, queriesSent } from '../../adapters/rights.ts';
import type { Route } from '../../http/route.ts';
import { ledgerEndpoint, ledgerMemory, ledgerNodeOptions, ledgerRequest } from './ledger.ts';
import { ledgerFiles, ledgerPage, ledgerRefusals } from './shapes.ts';

export const route: Route = {
  method: 'GET',
  path: '/v1/ledgers/sent',
  summary:
    'What a unit sent (R9), as JSON, text/csv or XLSX by Accept; in a file with the titles of the clues on demand, which is a reading on their records',
  request: ledgerRequest,
  answers: { 200: ledgerPage },
  files: ledgerFiles,
  refusals: ledgerRefusals,
  rights: [looksUp, queriesSent, heedsRecusal, namesClues],
  memory: ledgerMemory,
  nodeOptions: ledgerNodeOptions,
};

/** What a unit handed over (R9). */
export const handler = ledgerEndpoint('sent');
