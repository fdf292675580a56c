import type { handler } from '../../../../functions/api/supervision/read-sent-ledger.ts';

/** Unit whose ledger is asked for. */
const sender = '371402-housing';

/** What API Gateway makes of a request, for the sender's ledger where nothing else is said. */
export const eventOf = (
  accept: string,
  query: Record<string, string>,
  { path = '/v1/ledgers/sent', unitId = sender, name = '经办人' } = {},
) =>
  ({
    headers: { accept, 'accept-encoding': 'gzip' },
    queryStringParameters: query,
    requestContext: {
      http: { method: 'GET', path },
      requestId: 'ledger',
      timeEpoch: Date.parse('2026-11-23T00:00:00Z'),
      authorizer: { jwt: { claims: { sub: 'clerk', unit_id: unitId, role: 'clerk', name, exp: '4102444800' } } },
    },
  }) as unknown as Parameters<typeof handler>[0];
