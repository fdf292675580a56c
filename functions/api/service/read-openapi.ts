import document from '../../http/openapi.json' with { type: 'json' };
import type { Route } from '../../http/route.ts';

const body = JSON.stringify(document);

export const route: Route = {
  method: 'GET',
  path: '/v1/openapi.json',
  open: true,
  undescribed: true,
  summary: 'This description',
  request: {},
  answers: {},
  rights: [],
};

/** The description of the API, as `npm run openapi` last made it from its schemas; a test holds the two together. */
export const handler = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
  body,
});
