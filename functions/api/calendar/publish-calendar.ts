import { loggable, logger } from '../../adapters/log.ts';
import { recounts } from '../../adapters/rights.ts';
import { putYear, readCalendar, readRevisions } from '../../adapters/table/calendar.ts';
import { calendarYear, faultsOfYear, noticeOf, provinceYear } from '../../domain/calendar/calendar-year.ts';
import { Refusal } from '../../domain/errors.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { type Progress, recount, recountProgress } from '../../schedules/recount-deadlines.ts';
import { calendarShape } from './shapes.ts';
import { calendarAnswer, requireYear } from './views.ts';

/** Milliseconds of an answer's patience that the recount may take; the schedule goes on where it ends. */
const patience = 15_000;

const request = { body: calendarYear };

export const route: Route = {
  method: 'PUT',
  path: '/v1/calendar/{year}',
  summary: 'Puts a year into the calendar; every open deadline is counted again',
  request,
  answers: { 200: calendarShape },
  example: {
    holidays: ['2027-01-01'],
    workdays: [],
    notice: { number: '国办发明电〔2026〕1号', issued: '2026-11-10' },
  },
  rights: [recounts],
  mails: true,
};

/** An operator puts a year into the calendar; every open deadline is counted again. */
export const handler = endpoint('publish-calendar', request, async (request) => {
  const { actor, body, now, year, ifMatch } = request;
  mustOperate(actor);
  requireYear(year);
  const faults = faultsOfYear(year, body);
  if (faults.length > 0) {
    throw new Refusal('bad-input', `The calendar of ${year} was not changed: ${faults[0]?.message}.`, faults);
  }
  const put = provinceYear(year, body, await readCalendar());
  const calendar = await putYear(put, { at: now.toISOString(), by: callerOf(actor), notice: noticeOf(body) }, ifMatch);
  const progress = await recountFor(now);
  return calendarAnswer(calendar, year, await readRevisions(), { recount: progress });
});

/** The calendar is in whatever becomes of this: a recount that fails here is taken up by its schedule. */
const recountFor = async (now: Date): Promise<Progress> => {
  const until = Date.now() + patience;
  try {
    return await recount(now, () => Date.now() < until);
  } catch (error) {
    logger.warn('a recount was interrupted; its schedule goes on', loggable(error));
    return recountProgress();
  }
};
