import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { gets } from '../../adapters/rights.ts';
import { isTableRead } from '../../adapters/table/health.ts';
import { Refusal } from '../../domain/errors.ts';
import { languageOf } from '../../http/language.ts';
import { problemOf, type Response } from '../../http/problems.ts';
import type { Route } from '../../http/route.ts';
import { health } from './shapes.ts';

export const route: Route = {
  method: 'GET',
  path: '/healthz',
  open: true,
  summary: 'Answers that the functions run and the table can be read',
  request: {},
  answers: { 200: health },
  refusals: { 503: 'The table cannot be read' },
  rights: [gets],
  capacity: { atOnce: 2, reason: 'open to all: whoever asks in masses takes no capacity from others' },
};

/** Milliseconds for which an answer is given again: it is open to all, and so asks the table once a second, however many come. */
const remembered = 1_000;

let known: { until: number; isWell: Promise<boolean> } | undefined;

const isWell = (): Promise<boolean> => {
  if (!known || performance.now() >= known.until) {
    known = { until: performance.now() + remembered, isWell: isTableRead() };
  }
  return known.isWell;
};

const unread = new Refusal('busy', {
  zh: '数据表暂时不能读取，请稍后再试。',
  en: 'The table cannot be read at the moment. Ask again later.',
});

/** Answers that the functions are deployed and run, and that they read the table. Tells nothing else, since it is open to all. */
export const handler = async (event: Pick<APIGatewayProxyEventV2, 'headers'>): Promise<Response> => {
  if (!(await isWell())) return problemOf(unread, languageOf(event));
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode: 200, headers, body: JSON.stringify({ status: 'ok' }) };
};
