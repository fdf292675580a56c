import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import type { Reader } from '../../../../functions/domain/mail/facts.ts';
import { letter } from '../../../../functions/domain/mail/letters.ts';
import { planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acknowledged,
  closed,
  dispatched,
  extensionAsked,
  extensionGranted,
  interimFeedback,
  nextTold,
  office,
  officeAbove,
  proposalApproved,
  proposalMade,
  recalled,
  receiver,
  registered,
  replyBegun,
  returned,
  sender,
  supplementAsked,
  supplied,
} from '../steps.ts';
import { given, givenMade, madeIn, type Story } from '../stories.ts';
import { countyOffice, factsOf, housing, inspectors, police, readerOf } from './desks.ts';

/** Whom a mail lets its reader call, and who signs it. */

const told = (
  { record }: Pick<Story, 'record'>,
  reader: Partial<Reader> = {},
  facts: Parameters<typeof factsOf>[2] = {},
) => {
  const telling = planned(record, stateCouncil, settingsWith());
  if (!telling) throw new Error('nothing is to be told');
  return letter(factsOf(record, telling, facts), readerOf(reader)).text;
};

/** The last block but one: who signs, and when. */
const signed = (text: string) => text.split('\n\n').at(-2)?.split('\n')[0];
const callable = (text: string) => text.split('\n').filter((line) => /^(?:联系单位|督办单位)：/.test(line));

const sent = [registered(), dispatched()];
const atSender = { unitId: sender };
const asked = () => {
  const [made] = madeIn(given(...sent, nextTold()).when(supplementAsked()).facts);
  if (!made) throw new Error('no supplement');
  return givenMade(made);
};
const overdue = given(...sent, nextTold(), nextTold(), nextTold(), nextTold());

describe('a mail is signed', () => {
  it.each<[string, Pick<Story, 'record'>, Partial<Reader>, string]>([
    ['of a dispatch by the sender', given(...sent), {}, '德城区住建局'],
    ['of a recall by the sender', given(...sent, nextTold(), recalled()), {}, '德城区住建局'],
    [
      'of what was supplied by the sender',
      given(...sent, nextTold(), supplementAsked(), supplied()),
      {},
      '德城区住建局',
    ],
    ['of a return by the receiver', given(...sent, nextTold(), returned()), atSender, '德城区公安分局'],
    ['of a supplement by the receiver', asked(), atSender, '德城区公安分局'],
    [
      'of feedback by the receiver',
      given(...sent, nextTold(), acknowledged(), interimFeedback()),
      atSender,
      '德城区公安分局',
    ],
    [
      'of a proposal by the receiver',
      given(...sent, nextTold(), proposalMade()),
      { unitId: officeAbove },
      '德城区公安分局',
    ],
    [
      'of an application by who asks',
      given(...sent, nextTold(), extensionAsked()),
      { unitId: office },
      '德城区公安分局',
    ],
    [
      'of a decision by the office that decided',
      given(...sent, nextTold(), extensionAsked(), nextTold(), extensionGranted()),
      {},
      '德城区扫黑办',
    ],
    [
      'of a decision one level up by that office',
      given(...sent, nextTold(), proposalMade(), nextTold(), proposalApproved()),
      atSender,
      '德州市扫黑办',
    ],
    ['of a reminder by the office of the region', given(...sent, nextTold()), {}, '德城区扫黑办'],
    ['of an escalation by the office of the region', overdue, { as: 'supervisor' }, '德城区扫黑办'],
    ['of an escalation to an office by the system', overdue, { unitId: office }, '线索移送系统'],
    [
      'of what nobody decided by the system',
      given(...sent, nextTold(), extensionAsked(), nextTold()),
      { unitId: office },
      '线索移送系统',
    ],
  ])('%s', (_, story, reader, expected) => {
    expect(signed(told(story, reader))).toBe(expected);
  });

  it('by the next office up where the duty is the office’s own', () => {
    const own = { ...given(...sent, nextTold()).record, to: office };
    const { duty } = own;
    const record = { ...own, duty: duty && { ...duty, owedBy: office } };
    expect(signed(told({ record }, { unitId: office }))).toBe('德州市扫黑办');
  });

  it('by the system where the record of a decision does not say whose it was', () => {
    const { record } = given(...sent, nextTold(), extensionAsked(), nextTold(), extensionGranted());
    const notices = record.notices.map((one) => ({ ...one, facts: { ...one.facts, office: '' } }));
    expect(signed(told({ record: { ...record, notices } }))).toBe('线索移送系统');
  });
});

describe('a reader may call', () => {
  it.each<[string, Pick<Story, 'record'>, Partial<Reader>, string[]]>([
    [
      'the receiver: the sender, and the office',
      given(...sent),
      {},
      ['德城区住建局，电话：0534-2100108', '德城区扫黑办，电话：0534-2100114'],
    ],
    [
      'the sender: the receiver, and the office',
      asked(),
      atSender,
      ['德城区公安分局，电话：0534-2100101', '德城区扫黑办，电话：0534-2100114'],
    ],
    ['an office: the unit whose doing it is', overdue, { unitId: office }, ['德城区公安分局，电话：0534-2100101']],
    [
      'the office that decides: who asks',
      given(...sent, nextTold(), proposalMade()),
      { unitId: officeAbove },
      ['德城区公安分局，电话：0534-2100101'],
    ],
    ['before dispatch nobody but the office', given(registered()), atSender, ['德城区扫黑办，电话：0534-2100114']],
    ['of a reply nobody but the office', given(replyBegun()), atSender, ['德城区扫黑办，电话：0534-2100114']],
  ])('%s', (_, story, reader, expected) => {
    expect(callable(told(story, reader)).map((line) => line.slice(5))).toEqual(expected);
  });

  it('nobody whose telephone the register does not have, without a word', () => {
    const { phone: _, ...silent } = housing;
    const units = [silent, police, { ...countyOffice }];
    expect(callable(told(given(...sent), {}, { units }))).toEqual(['督办单位：德城区扫黑办，电话：0534-2100114']);
    const text = told(given(...sent), {}, { units: [silent, police, inspectors] });
    expect(text).not.toMatch(/电话|督办单位|null|undefined/);
  });

  it('nobody from whom the clue is kept, nor does such a unit sign', () => {
    const text = told(given(...sent), {}, { recused: [sender, office] });
    expect(text).not.toMatch(/0534-2100108|0534-2100114|扫黑办，电话：0534-2100114/);
    expect(callable(text)).toEqual(['督办单位：德州市扫黑办，电话：0534-2100014']);
    expect(signed(text)).toBe('线索移送系统');
    // Its one desk address is of somebody who is kept from it.
    const desk = told(given(...sent, nextTold()), {}, { recused: countyOffice.emails });
    expect(signed(desk)).toBe('德州市扫黑办');
    const reminded = told(given(...sent, nextTold()), {}, { recused: [office] });
    expect(signed(reminded)).toBe('德州市扫黑办');
    const nobody = told(given(...sent, nextTold()), {}, { recused: [office, officeAbove] });
    expect([signed(nobody), callable(nobody)]).toEqual([
      '线索移送系统',
      ['联系单位：德城区住建局，电话：0534-2100108'],
    ]);
  });
});

describe('a subject', () => {
  const subjectOf = ({ record }: Pick<Story, 'record'>, reader: Partial<Reader> = {}, now?: string) => {
    const telling = planned(record, stateCouncil, settingsWith());
    if (!telling) throw new Error('nothing is to be told');
    return letter(factsOf(record, telling, now ? { now: new Date(now) } : {}), readerOf(reader)).subject;
  };

  it('is another one for each step on the way', () => {
    const steps = Array.from({ length: 6 }, (_, n) => given(...sent, ...Array.from({ length: n }, () => nextTold())));
    const subjects = steps.map((story) => subjectOf(story));
    expect(new Set(subjects).size).toBe(6);
    expect(subjects.slice(1)).toEqual([
      expect.stringContaining('10月9日24时到期，还有2个工作日'),
      expect.stringContaining('10月9日24时到期，还有1个工作日'),
      expect.stringContaining('今日到期'),
      expect.stringContaining('逾期1个工作日未签收'),
      expect.stringContaining('逾期3个工作日未签收'),
    ]);
  });

  it('tells two transfers of one clue apart, by its kind or by the unit that receives it', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const made of [[], [nextTold()]]) {
        const subjects = (['organised-crime', 'misconduct', 'case-notice'] as const).map((rule) =>
          subjectOf(given(registered({ rule }), dispatched(), ...made), { language }),
        );
        expect(new Set(subjects).size).toBe(3);
      }
      const back = (to: string) => given(registered({ to }), dispatched(), nextTold(), returned(), nextTold());
      const [first, second] = [receiver, '371400-public-security'].map((to) =>
        subjectOf(back(to), { ...atSender, language }),
      );
      expect(first).not.toBe(second);
    }
  });

  it('has the tag and the reference that scripts look for', () => {
    expect(subjectOf(given(...sent))).toMatch(/^【移送】线索移送 371402-20260924-00000000（/);
    expect(subjectOf(given(...sent), { language: 'en' })).toMatch(
      /^\[Dispatched\] Clue transfer 371402-20260924-00000000 \(/,
    );
  });
});

describe('no mail', () => {
  const secrets = /某工地|名单|已走访|已立案|核查中|案情复杂|王某|德城公立|误移送|材料不全|同意与否|回避/;

  it('holds what is secret, or an outcome, an officer or a case', () => {
    const stories = [
      given(
        registered({ rule: 'case-notice' }),
        dispatched(),
        nextTold(),
        acknowledged({ officers: ['王某'] }),
        closed(),
      ),
      given(...sent, nextTold(), returned()),
      given(...sent, nextTold(), recalled()),
      given(...sent, nextTold(), extensionAsked()),
      given(...sent, nextTold(), proposalMade(), nextTold(), proposalApproved()),
      asked(),
    ];
    for (const { record } of stories) {
      const telling = planned(record, stateCouncil, settingsWith());
      if (!telling) throw new Error('nothing is to be told');
      for (const unitId of [sender, receiver, office]) {
        const mail = letter(factsOf(record, telling), readerOf({ unitId }));
        expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(secrets);
      }
    }
  });
});
