import { describe, expect, it } from 'vitest';
import { dayText, linesOf, printable, stopped, untilText } from '../../../../functions/domain/papers/phrases.ts';
import { settingsSchema } from '../../../../functions/domain/settings.ts';
import { settingsWith } from '../settings.ts';
import { dispatched, registered } from '../steps.ts';
import { given } from '../stories.ts';

describe('what a province says of papers', () => {
  it('names the unit at the head, and leaves nothing empty', () => {
    const faults = (papers: object) => {
      const read = settingsSchema.safeParse({ ...settingsWith(), papers });
      return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'));
    };
    expect(faults({})).toEqual([]);
    expect(faults({ heading: '{unit}文件', words: { court: '法函' }, closing: '特此函告。' })).toEqual([]);
    expect(faults({ heading: '文件', words: { court: ' ' }, closing: '' })).toEqual([
      'papers.heading',
      'papers.words.court',
      'papers.closing',
    ]);
    expect(faults({ words: { nobody: '某' }, footer: '' })).toEqual(['papers.words', 'papers']);
  });
});

describe('the words of papers', () => {
  it('write days in full, without zeros before month and day', () => {
    expect(dayText('2026-11-27')).toBe('2026年11月27日');
    expect(dayText('2027-01-05')).toBe('2027年1月5日');
  });

  it('end with a stop, and with one only', () => {
    const ends = ['属实', '属实。', '属实！', '已移送（见附件）', '（属实。）', '如下：', '属实 \n'].map(stopped);
    expect(ends).toEqual(['属实。', '属实。', '属实！', '已移送（见附件）。', '（属实。）', '如下。', '属实。']);
  });

  it('hold nothing that a file could not, or that turns a reader’s eye', () => {
    expect(printable('甲\u0000\u0008乙\ud800丙\ufffe\u202e丁\u2066戊\r\n己\u2028庚\t辛😀')).toBe(
      '甲乙\ufffd丙丁戊\n己\n庚　辛😀',
    );
    const unseen = '甲\u061c乙\u200b丙\u2060丁\ufeff戊\u00ad己\u200d庚\ufff9辛\u{e0041}';
    expect(printable(unseen)).toBe('甲乙丙丁戊己庚辛');
  });

  it('stand in lines, as they were written, without blank ones', () => {
    expect(linesOf('　　第一行  \n\n \n第二行')).toEqual(['第一行', '第二行']);
    expect(linesOf(' \n\u0000')).toEqual([]);
  });

  it('say until when, of hours with the time as long as the record knows it', () => {
    const hours = { amount: 6, unit: 'hours' as const, basis: '本省规定' };
    const settings = settingsWith({ windows: { ...settingsWith().windows, acknowledge: hours } });
    const { record } = given(registered(), dispatched({ settings }));
    const owed = { duty: 'acknowledge' as const, dueDate: record.duty?.dueDate ?? '', provisional: false };
    expect(untilText(record, owed, settings)).toBe('2026年9月24日17时前');
    expect(untilText({ ...record, duty: null }, owed, settings)).toBe('2026年9月24日前');
  });
});
