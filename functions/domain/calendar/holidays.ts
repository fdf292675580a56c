import type { Text } from '../languages.ts';

/** The holidays of the law (Regulation on Public Holidays). */

interface Holiday {
  name: string;
  en: string;
  /** Between these days, as `MM-DD`, lie its days off that come without a name. */
  usual: readonly (readonly [first: string, last: string])[];
}

export const holidays = [
  {
    name: '元旦',
    en: 'New Year’s Day',
    usual: [
      ['01-01', '01-05'],
      ['12-25', '12-31'],
    ],
  },
  { name: '春节', en: 'Spring Festival', usual: [['01-06', '03-10']] },
  { name: '清明节', en: 'Qingming', usual: [['03-30', '04-10']] },
  { name: '劳动节', en: 'Labour Day', usual: [['04-25', '05-10']] },
  { name: '端午节', en: 'Dragon Boat Festival', usual: [['05-20', '06-30']] },
  { name: '中秋节', en: 'Mid-Autumn Festival', usual: [['09-01', '09-30']] },
  { name: '国庆节', en: 'National Day', usual: [['10-01', '10-15']] },
] as const satisfies readonly Holiday[];

export type HolidayName = (typeof holidays)[number]['name'];

/** A holiday of the law in both languages; a province's own keeps its name. */
export const holidayNamed = (name: string): Text => ({
  zh: name,
  en: holidays.find((one) => one.name === name)?.en ?? name,
});
