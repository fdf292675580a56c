import document from '../../http/openapi.json' with { type: 'json' };

const body = JSON.stringify(document);

/** The description of the API, as `npm run openapi` last made it from its schemas; a test holds the two together. */
export const handler = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
  body,
});
