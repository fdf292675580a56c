import { heedsRecusal, looksUp, namesClues, queriesReceived } from '../../adapters/rights.ts';
import type { Route } from '../../http/route.ts';
import { ledgerEndpoint, ledgerMemory, ledgerNodeOptions, ledgerRequest } from './ledger.ts';
import { ledgerFiles, ledgerPage, ledgerRefusals } from './shapes.ts';

export const route: Route = {
  method: 'GET',
  path: '/v1/ledgers/received',
  summary:
    'What a unit received (R9), as JSON, text/csv or XLSX by Accept; in a file with the titles of the clues on demand, which is a reading on their records',
  request: ledgerRequest,
  answers: { 200: ledgerPage },
  files: ledgerFiles,
  refusals: ledgerRefusals,
  rights: [looksUp, queriesReceived, heedsRecusal, namesClues],
  memory: ledgerMemory,
  nodeOptions: ledgerNodeOptions,
};

/** What a unit was handed (R9). */
export const handler = ledgerEndpoint('received');
