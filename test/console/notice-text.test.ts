import { describe, expect, it } from 'vitest';
import { daysOf } from '../../functions/console/pages/calendar/days.ts';
import { noticeText, readNotice } from '../../functions/console/pages/calendar/notice-text.ts';
import { stateCouncil, yearIn } from '../../functions/domain/calendar/calendar.ts';

/** The text of the notice of 2026, as the State Council's General Office wrote it (国办发明电〔2025〕7号). */
const notice2026 = `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`;

const known = (year: number) => {
  const { holidays, workdays } = yearIn(stateCouncil, year);
  const names = Object.fromEntries(holidays.map(({ date, name }) => [date, name]));
  return daysOf({ holidays: holidays.map(({ date }) => date), names, workdays });
};
const sorted = ({ off, work }: ReturnType<typeof known>) => [[...off].sort(), [...work].sort()];

describe('the text of a notice', () => {
  it('is read as it was published', () => {
    const { days, faults } = readNotice(notice2026, 2026);
    expect(faults).toEqual([]);
    expect(sorted(days)).toEqual(sorted(known(2026)));
  });

  it('is written as it is read, of every year that is known, in both languages', () => {
    for (const year of stateCouncil.published) {
      for (const language of ['zh', 'en'] as const) {
        const text = noticeText(language, known(year));
        const { days, faults } = readNotice(text, year);
        expect(faults).toEqual([]);
        expect(sorted(days)).toEqual(sorted(known(year)));
      }
    }
  });

  it('may name days of the year before, and ranges over its turn', () => {
    const { days, faults } = readNotice('元旦：2026年12月31日至2027年1月2日放假。2026年12月26日上班。', 2027);
    expect(faults).toEqual([]);
    expect([...days.off.keys()]).toEqual(['2026-12-31', '2027-01-01', '2027-01-02']);
    expect([...days.work]).toEqual(['2026-12-26']);
  });

  it('says how many days something lasts, which are no dates', () => {
    const { days, faults } = readNotice(
      '五、端午节：6月9日（周三）放假1天。\n劳动节：5月1日至5日放假调休，共 5 天。',
      2027,
    );
    expect(faults).toEqual([]);
    expect([...days.off.keys()].length).toBe(6);
  });

  it.each([
    ['2月30日放假', '不是日期'],
    ['春节：2月20日至2月15日放假', '起止日期不对'],
    ['2月15日', '没有写明'],
  ])('that cannot be read says so: %s', (text, why) => {
    expect(readNotice(text, 2026).faults.map(({ zh }) => zh)).toEqual([expect.stringContaining(why)]);
  });
});
