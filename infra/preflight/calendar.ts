import { missingYears, stateCouncil } from '../../functions/domain/calendar/calendar.ts';
import { dateIn } from '../../functions/domain/calendar/time.ts';
import { type Check, good, lacking } from './finding.ts';

/** Days off and make-up days that this release brings along; what operators put in later is not seen here. */
export const calendar: Check = {
  name: 'calendar',
  actions: [],
  look: async ({ province: { settings }, now }) => {
    const today = dateIn(settings.timeZone, now);
    const year = Number(today.slice(0, 4));
    const missing = missingYears(stateCouncil, today);
    const told = `it is ${today} in ${settings.timeZone}`;
    if (missing.includes(year)) {
      return lacking(
        `${told}, and this release has no calendar of ${year}: deadlines are counted Monday to Friday, provisionally`,
        `deploy a newer release, or put the year in as soon as the province is deployed: PUT /v1/calendar/${year}`,
      );
    }
    const next = missing.length === 0 ? '' : `; put that of ${missing.join(', ')} in once its notice is out`;
    return good(`${told}, and this release has the calendar of ${year}${next}`);
  },
};
