import { addDays } from '../functions/domain/calendar/time.ts';

/** A notice for 2027 as it might be: the real one was not out when this was written. */

const daysOf = (first: string, last: string): string[] => {
  const days: string[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) days.push(date);
  return days;
};

export const year2027 = {
  holidays: [
    ...daysOf('2027-01-01', '2027-01-03'),
    ...daysOf('2027-02-05', '2027-02-12'),
    ...daysOf('2027-04-03', '2027-04-05'),
    ...daysOf('2027-05-01', '2027-05-05'),
    '2027-06-09',
    '2027-09-15',
    ...daysOf('2027-10-01', '2027-10-07'),
  ],
  workdays: ['2027-01-30', '2027-02-20', '2027-05-08', '2027-09-26', '2027-10-09'],
};
export const notice2027 = { number: '国办发明电〔2026〕0号', issued: '2026-12-30' };
