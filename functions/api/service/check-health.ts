import type { Route } from '../../http/route.ts';
import { health } from './shapes.ts';

export const route: Route = {
  method: 'GET',
  path: '/healthz',
  open: true,
  summary: 'Answers that the functions run',
  request: {},
  answers: { 200: health },
  rights: [],
};

/** Answers that the functions are deployed and run. Tells nothing else, since it is open to all. */
export const handler = async () => ({ status: 'ok' });
