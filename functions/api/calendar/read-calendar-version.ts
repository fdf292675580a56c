import * as z from 'zod';
import { gets, queries } from '../../adapters/rights.ts';
import { readRevisions } from '../../adapters/table/calendar.ts';
import { versionOf } from '../../domain/calendar/calendar-changes.ts';
import { said } from '../../domain/said.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { versionShape } from './shapes.ts';
import { requireYear, versionAnswer } from './views.ts';

const request = {
  id: z
    .string()
    .regex(
      /^\d{1,6}$/,
      said({ zh: '版本为数字，见该年度的更改记录', en: 'versions are numbers, as the history of the year gives them' }),
    ),
};

export const route: Route = {
  method: 'GET',
  path: '/v1/calendar/{year}/versions/{id}',
  summary: 'A year of the calendar as it was at one of its versions; 0 is what the known notices say',
  request,
  answers: { 200: versionShape },
  rights: [gets, queries],
};

/** Shows every caller a version of a year with its days, whether it stands or was withdrawn. */
export const handler = endpoint('read-calendar-version', request, async ({ year, id }) => {
  requireYear(year);
  const revisions = await readRevisions();
  return versionAnswer(versionOf(revisions, year, Number(id)), revisions, year);
});
