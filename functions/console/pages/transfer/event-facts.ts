import type { Language, Text } from '../../../domain/languages.ts';
import { duties as dutiesEn } from '../../../domain/mail/terms-en.ts';
import { duties as dutiesZh } from '../../../domain/mail/terms-zh.ts';
import { handlingNames, reasonNames, unitNames } from '../../../domain/names.ts';
import type { Schemas } from '../api.ts';
import { dayIn, zoned } from '../times.ts';
import { capacityNames, milestoneName } from './milestone-words.ts';

/** What an event of a timeline says, in the words of either language; the API describes its further fields loosely. */

export type Event = Schemas['Event'];

const both = (of: (language: Language) => string): Text => ({ zh: of('zh'), en: of('en') });

const isOf = <T extends object>(table: T, key: unknown): key is keyof T =>
  typeof key === 'string' && Object.hasOwn(table, key);

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Of whoever was told: the unit and, where not its desk, in what capacity. */
const toldIn = (language: Language, to: unknown): string => {
  const people = Array.isArray(to) ? (to as { unitName?: string; as?: string }[]) : [];
  const names = people.map(({ unitName = '', as }) => {
    if (as === undefined || as === 'unit' || !isOf(capacityNames, as)) return unitName;
    const capacity = capacityNames[as][language];
    return language === 'zh' ? `${unitName}${capacity}` : `${unitName} (${capacity})`;
  });
  return [...new Set(names)].join(language === 'zh' ? '、' : ', ');
};

const listed = (names: readonly string[]): Text => ({ zh: names.join('、'), en: names.join(', ') });

const dayOf = (value: unknown): Text => {
  const day = textOf(value).slice(0, 10);
  return both((language) => (day === '' ? '' : dayIn(language, day)));
};

/** The fields of an event by what they mean; what it has not is empty. */
export const factsOf = (event: Event) => {
  const { duty, unit, kind, reason, overdue, late } = event;
  const amount = Number(event.workingDays ?? 0);
  const counted = isOf(unitNames, unit) ? unitNames[unit] : unitNames['working-days'];
  return {
    /** As a thing to do. */
    duty: isOf(dutiesZh, duty) ? { zh: dutiesZh[duty], en: dutiesEn[duty] } : { zh: '办理', en: 'act' },
    owner: textOf(event.owedByName),
    due: dayOf(event.dueDate),
    provisional: event.provisional === true,
    movedFrom: dayOf(event.oldDueDate),
    movedTo: dayOf(event.newDueDate),
    told: both((language) => toldIn(language, event.to)),
    ended: strings(event.passed).length > 0,
    about: milestoneName(textOf(event.milestone)),
    units: listed(strings(event.unitNames)),
    handling: isOf(handlingNames, kind) ? handlingNames[kind] : null,
    reason: isOf(reasonNames, reason) ? reasonNames[reason] : null,
    suggested: textOf(event.suggestedName),
    outcome: textOf(event.outcome),
    officers: listed(strings(event.officers)),
    content: typeof event.content === 'number' ? event.content : null,
    caseNumber: textOf(event.caseNumber),
    filedOn: event.filedAt === undefined ? { zh: '', en: '' } : dayOf(zoned(textOf(event.filedAt)).date),
    amount: {
      zh: `${amount}${unit === 'hours' ? '' : '个'}${counted.zh}`,
      en: `${amount} ${counted.en}`,
    },
    items: Array.isArray(event.items) ? event.items.length : Number(event.items ?? 0),
    paused: event.paused === true,
    corrected: event.corrected === true,
    overdue: overdue === true,
    late: late === true,
  };
};

export type Facts = ReturnType<typeof factsOf>;

const texts = {
  text: { zh: '内容', en: 'Text' },
  note: { zh: '说明', en: 'Note' },
  reason: { zh: '理由', en: 'Reason' },
  items: { zh: '需补充的材料', en: 'What is missing' },
} as const satisfies Readonly<Record<string, Text>>;

/** What people wrote with it, as far as the API shows it; line by line. */
export const quotesOf = (event: Event): readonly { name: Text; lines: readonly string[] }[] =>
  (Object.keys(texts) as (keyof typeof texts)[]).flatMap((key) => {
    const value = event[key];
    // Of a return it is one of the list, and said with it.
    if (key === 'reason' && isOf(reasonNames, value)) return [];
    const lines = typeof value === 'string' ? value.split('\n') : strings(value);
    return lines.some((line) => line !== '') ? [{ name: texts[key], lines }] : [];
  });
