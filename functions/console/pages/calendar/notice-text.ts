import type { Language, Text } from '../../../domain/languages.ts';
import { addDays, spansOf, type YearDays } from './days.ts';

/**
 * A year's days as text, as the State Council's notices write them: `春节：2月15日至23日放假。2月14日、2月28日上班。` What is written
 * here is read back, and so is the text of a notice that is pasted in, and the same in English.
 */

/** The holidays of the law. */
export const holidayNames: readonly Text[] = [
  { zh: '元旦', en: 'New Year’s Day' },
  { zh: '春节', en: 'Spring Festival' },
  { zh: '清明节', en: 'Qingming' },
  { zh: '劳动节', en: 'Labour Day' },
  { zh: '端午节', en: 'Dragon Boat Festival' },
  { zh: '中秋节', en: 'Mid-Autumn Festival' },
  { zh: '国庆节', en: 'National Day' },
];

/** As it is kept, in Chinese; what is no holiday of the law keeps its name. */
const keptName = (said: string): string =>
  holidayNames.find(
    ({ zh, en }) => zh === said || en.replace('’', "'").toLowerCase() === said.replace('’', "'").toLowerCase(),
  )?.zh ?? said;

export const holidayName = (language: Language, kept: string): string =>
  holidayNames.find(({ zh }) => zh === kept)?.[language] ?? kept;

const dayText = (language: Language, date: string): string => {
  const [, month = 0, day = 0] = date.split('-').map(Number);
  return language === 'zh' ? `${month}月${day}日` : date.slice(5);
};

const spanText = (language: Language, first: string, last: string): string => {
  if (first === last) return dayText(language, first);
  if (language === 'en') return `${dayText(language, first)} to ${dayText(language, last)}`;
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  return `${dayText('zh', first)}至${sameMonth ? `${Number(last.slice(8))}日` : dayText('zh', last)}`;
};

/** The make-up days that stand nearest to each span: so notices write them. */
const worksBy = (spans: readonly { first: string; last: string }[], work: Iterable<string>): Map<number, string[]> => {
  const found = new Map<number, string[]>();
  const away = (date: string, { first, last }: { first: string; last: string }) =>
    Math.max(Date.parse(first) - Date.parse(date), Date.parse(date) - Date.parse(last));
  for (const date of [...work].sort()) {
    let nearest = 0;
    for (const [n, span] of spans.entries()) {
      if (away(date, span) < away(date, spans[nearest] ?? span)) nearest = n;
    }
    found.set(nearest, [...(found.get(nearest) ?? []), date]);
  }
  return found;
};

/** One line a holiday. */
export const noticeText = (language: Language, days: YearDays): string => {
  const spans = spansOf(days);
  const works = worksBy(spans, days.work);
  const worksText = (dates: readonly string[] = []) => {
    if (dates.length === 0) return '';
    const all = dates.map((date) => dayText(language, date)).join(language === 'zh' ? '、' : ', ');
    return language === 'zh' ? `${all}上班。` : ` ${all} work.`;
  };
  if (spans.length === 0) return worksText(works.get(0)).trim();
  return spans
    .map(({ name, first, last }, n) => {
      const off = spanText(language, first, last);
      const called = name === '' ? '' : `${holidayName(language, name)}${language === 'zh' ? '：' : ': '}`;
      return `${called}${off}${language === 'zh' ? '放假。' : ' off.'}${worksText(works.get(n))}`;
    })
    .join('\n');
};

export interface ReadNotice {
  days: YearDays;
  faults: Text[];
}

interface Reader {
  year: number;
  off: Map<string, string>;
  work: Set<string>;
  faults: Text[];
}

const dates = /(?:(\d{4})\s*[年/-]\s*)?(?:(\d{1,2})\s*[月/-]\s*)?(\d{1,2})\s*日?(?=$|[^\d月])/g;

const isDate = (date: string): boolean => {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === date;
};

/** The days that a sentence names, ranges filled in. A day without a month is of the month before it. */
const datesIn = (sentence: string, { year, faults }: Reader): string[] => {
  const found: string[] = [];
  let month = '';
  let end = 0;
  for (const match of sentence.matchAll(dates)) {
    const [all, saidYear, saidMonth, saidDay = ''] = match;
    const between = sentence.slice(end, match.index);
    end = match.index + all.length;
    month = saidMonth ?? month;
    const date = `${saidYear ?? year}-${month.padStart(2, '0')}-${saidDay.padStart(2, '0')}`;
    if (month === '' || !isDate(date)) {
      faults.push({
        zh: `“${all.trim()}”不是日期，请写成“2月15日”`,
        en: `“${all.trim()}” is no date: write it as 02-15`,
      });
      continue;
    }
    const last = found.at(-1);
    if (last !== undefined && /^\s*(?:至|到|-{1,2}|~|～|–|—|—{2}|to|until|\.\.)\s*$/.test(between)) {
      if (date <= last || Date.parse(date) - Date.parse(last) > 40 * 86_400_000) {
        faults.push({
          zh: `“${sentence.trim()}”的起止日期不对，请核对`,
          en: `“${sentence.trim()}”: the range is not in order`,
        });
        continue;
      }
      for (let one = addDays(last, 1); one <= date; one = addDays(one, 1)) found.push(one);
    } else found.push(date);
  }
  return found;
};

const works = /上班|\bworks?\b|\bworking\b/i;
const isOff = /放假|休息|调休|\boff\b|holiday/i;

/** Brackets say weekdays and lunar days; numbers before the names are the paragraphs'. */
const plainLine = (line: string): string =>
  line
    .replace(/[（(][^）)]*[）)]/g, '')
    .replace(/共?\s*\d+\s*天/g, '')
    .replace(/^\s*[（(]?[一二三四五六七八九十]+[）)]?[、.]\s*/, '')
    .replace(/[，,]\s*(?=[。；;]|$)/g, '');

const readLine = (text: string, reader: Reader): void => {
  const line = plainLine(text);
  const named = /^\s*([^\d：:]{1,40})[：:]/.exec(line);
  const name = named?.[1] === undefined ? '' : keptName(named[1].trim());
  const rest = named ? line.slice(named[0].length) : line;
  const sentences = rest.split(/[。；;]|\.(?=\s|$)/).filter((one) => /\d/.test(one));
  for (const sentence of sentences) {
    const all = datesIn(sentence, reader);
    if (works.test(sentence) && !isOff.test(sentence)) for (const date of all) reader.work.add(date);
    else if (isOff.test(sentence) || named) for (const date of all) reader.off.set(date, name);
    else {
      reader.faults.push({
        zh: `“${sentence.trim()}”没有写明放假还是上班`,
        en: `“${sentence.trim()}” does not say whether it is off or work`,
      });
    }
  }
};

/** What a text says of a year, and what of it cannot be read. Days of other years are read as such. */
export const readNotice = (text: string, year: number): ReadNotice => {
  const reader: Reader = { year, off: new Map(), work: new Set(), faults: [] };
  for (const line of text.split(/\r?\n/)) if (/\d/.test(line)) readLine(line, reader);
  const { off, work, faults } = reader;
  return { days: { off, work }, faults };
};
