import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { digest } from '../../../../functions/domain/mail/digests.ts';
import type { Reader } from '../../../../functions/domain/mail/facts.ts';
import { letter } from '../../../../functions/domain/mail/letters.ts';
import { planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { discipline, dispatched, nextTold, registered, returned, sender } from '../steps.ts';
import { given, type Story } from '../stories.ts';
import { factsOf, readerOf } from './desks.ts';

/** What a sender is asked to do with what came back. */

const factsNext = ({ record }: Pick<Story, 'record'>) => {
  const telling = planned(record, stateCouncil, settingsWith());
  if (!telling) throw new Error('nothing is to be told');
  return factsOf(record, telling);
};
const told = (story: Pick<Story, 'record'>, reader: Partial<Reader>) => letter(factsNext(story), readerOf(reader));
const english = { language: 'en' } as const;
const atSender = { unitId: sender };
const sent = [registered(), dispatched(), nextTold()];

describe('a return for want of jurisdiction', () => {
  it('asks for another receiver or a withdrawal, not for a correction', () => {
    const story = given(...sent, returned({ reason: 'not-jurisdiction', suggested: discipline }));
    const { subject, text } = told(story, atSender);
    expect(text).toContain('请于9月30日24时前改送德城区纪委监委，或者撤回。');
    expect(subject).toContain('请于9月30日24时前改送德城区纪委监委，或者撤回');
    const inEnglish = told(story, { ...atSender, ...english });
    expect(inEnglish.text).toContain('it suggests 德城区纪委监委');
    expect(inEnglish.text).toContain(
      'Please dispatch it to 德城区纪委监委, or withdraw it, by 24:00 on 30 September 2026.',
    );
    const bare = told(given(...sent, returned({ reason: 'not-jurisdiction' })), atSender).text;
    expect(bare).toContain('请于9月30日24时前说明管辖依据后再次移送，或者撤回。');
    const reminded = told(
      given(...sent, returned({ reason: 'not-jurisdiction', suggested: discipline }), nextTold()),
      atSender,
    );
    expect(reminded.text).toMatch(/尚未重新移送，.*前改送德城区纪委监委/);
    const facts = factsNext(story);
    const many = digest([facts, facts], readerOf(atSender));
    expect(`${many.subject}${many.text.split('\n')[2]}`).not.toContain('补正');
    expect(many.text).toContain('改送德城区纪委监委，或者撤回');
    expect(told(story, atSender).text).toContain('应办事项：改送德城区纪委监委（德城区住建局）');
    expect(many.text).toContain('应办事项：改送德城区纪委监委（德城区住建局）');
    expect(inEnglish.text).toContain('Duty: dispatch the clue to 德城区纪委监委 (Decheng District Housing Bureau)');
    expect(bare).toContain('应办事项：说明管辖依据后再次移送（德城区住建局）');
    // The notice of a case is owed: nobody may withdraw it.
    const { record } = story;
    const notice = told({ record: { ...record, rule: 'case-notice' } }, atSender).text;
    expect(notice).toContain('前改送德城区纪委监委。');
  });

  it('else asks to correct it and dispatch it again, or to withdraw it', () => {
    const story = given(...sent, returned());
    const { subject, text } = told(story, atSender);
    for (const said of [subject, text]) expect(said).toContain('请于9月30日24时前补正并重新移送，或者撤回');
    expect(text).toContain('应办事项：补正并重新移送（德城区住建局）');
    expect(told(story, { ...atSender, ...english }).text).toContain(
      'Please correct it and dispatch it again, or withdraw it, by 24:00 on 30 September 2026.',
    );
    const notice = told({ record: { ...story.record, rule: 'case-notice' } }, atSender);
    expect(notice.subject).toContain('德城区公安分局退回通报（材料不完整），请于9月30日24时前补正并重新送达');
    expect(`${notice.subject}${notice.text}`).not.toMatch(/撤回|重新移送/);
  });
});
