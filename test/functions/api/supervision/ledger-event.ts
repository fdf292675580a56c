import type { handler } from '../../../../functions/api/supervision/read-sent-ledger.ts';

/** Unit whose ledger is asked for. */
const sender = '371402-housing';

/** What API Gateway makes of a request for the sender's ledger. */
export const eventOf = (accept: string, query: Record<string, string>) =>
  ({
    headers: { accept, 'accept-encoding': 'gzip' },
    queryStringParameters: query,
    requestContext: {
      http: { method: 'GET', path: '/v1/ledgers/sent' },
      requestId: 'ledger',
      timeEpoch: Date.parse('2026-11-23T00:00:00Z'),
      authorizer: {
        jwt: { claims: { sub: 'clerk', unit_id: sender, role: 'clerk', name: '经办人', exp: '4102444800' } },
      },
    },
  }) as unknown as Parameters<typeof handler>[0];
