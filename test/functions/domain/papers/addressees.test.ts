import { describe, expect, it } from 'vitest';
import { eventOfPaper, hearing, papersOf } from '../../../../functions/domain/papers/kinds.ts';
import { originOf } from '../../../../functions/domain/papers/origin.ts';
import { clerkOf, recusing } from '../records.ts';
import {
  acknowledged,
  caseFiled,
  closed,
  dispatched,
  interimFeedback,
  nextTold,
  office,
  officeAbove,
  proposalApproved,
  proposalMade,
  receiver,
  register,
  registered,
  returned,
  sender,
  supplementAsked,
} from '../steps.ts';
import { given, givenMade, madeIn, type Story } from '../stories.ts';
import { names, paper, textOf, timelineOf } from './facts.ts';

/** To whom papers go, under which names, and what they say of how the clue came there. */

const taken = given(registered(), dispatched(), acknowledged({ content: 1 }));

const list = (story: Story, ...recused: string[]) =>
  papersOf(story.record, timelineOf(story), hearing(register.units, recusing(recused, register))).map(
    ({ kind, event }) => `${kind} ${event}`,
  );

describe('a paper to a unit that must not hear of the clue', () => {
  const whole = given(registered(), dispatched(), supplementAsked(), acknowledged(), interimFeedback(), closed());

  it('is not there, and the sender’s own letter is', () => {
    expect(list(whole, sender)).toEqual(['transfer-letter 2']);
    expect(list(given(registered(), dispatched(), returned()), sender)).toEqual(['transfer-letter 2']);
    expect(list(given(registered(), nextTold()), sender)).toEqual([]);
    expect(list(whole, receiver)).toEqual([
      'supplement-request 3',
      'receipt 4',
      'feedback-letter 5',
      'feedback-letter 6',
    ]);
    expect(list(whole, `desk@${sender}.example`)).toEqual(['transfer-letter 2']);
  });

  it('is refused as one that there is not, and the refusal names nobody', () => {
    const hears = hearing(register.units, recusing([sender], register));
    const asked = () => eventOfPaper('receipt', undefined, whole.record, timelineOf(whole), hears);
    expect(asked).toThrow('This transfer has no such paper (receipt); it has transfer-letter?event=2.');
  });

  it('is issued by one without its telephone, and under its plain name', () => {
    const recused = recusing([sender], register);
    const papers = { heading: '{unit}文件', words: {}, closing: '特此函达。' };
    const units = { [sender]: { phone: '0534-2100110' }, [receiver]: { phone: '0534-2100220' } };
    const made = paper(whole, 'transfer-letter', { recused, units, settings: { papers } });
    expect(made).toMatchObject({ heading: names[sender], contact: null, signature: { unit: names[sender] } });
    expect(paper(whole, 'transfer-letter', { units }).contact).toBe('（联系电话：0534-2100110）');
  });
});

describe('a paper that was made before', () => {
  it('keeps the names that stood in it', () => {
    const before = { [sender]: '旧名住建局', [receiver]: '旧名公安分局' };
    const issued = { heading: '旧名住建局文件', names: before };
    const made = paper(taken, 'transfer-letter', { issued });
    expect(made).toMatchObject({
      heading: '旧名住建局文件',
      addressee: '旧名公安分局',
      signature: { unit: '旧名住建局' },
    });
  });
});

describe('what a paper says of how it came about', () => {
  it('of an acknowledgement by the office: that it took it in the receiver’s place', () => {
    const by = { ...clerkOf(office), name: '赵某' };
    const inPlace = given(
      registered(),
      dispatched(),
      acknowledged({ by, onBehalfOf: receiver, at: '2026-09-25T09:00:00+08:00' }),
      closed(),
    );
    expect(textOf(paper(inPlace, 'receipt'))).toContain(
      `该件已于2026年9月25日由${names[office]}代签收，签收人：赵某。`,
    );
    expect(textOf(paper(inPlace, 'receipt'))).not.toContain('我单位已于');
    expect(textOf(paper(inPlace, 'feedback-letter'))).toContain(
      `，${names[office]}于2026年9月25日代签收，由我单位办理。`,
    );
  });

  it('of a transfer that goes on: by a return’s suggestion, by a proposal, or jointly', () => {
    const other = '371403-public-security';
    const back = given(registered(), dispatched(), returned({ suggested: other }));
    const redirected = back.when(dispatched({ to: other }));
    const letterOf = ({ facts, record, events }: ReturnType<typeof back.when>, before: typeof back) => {
      const [made] = madeIn(facts);
      if (!made) throw new Error('nothing goes on');
      const origin = originOf(made.transfer.transferId, record, [...before.events, ...events]);
      return textOf(paper(givenMade(made), 'transfer-letter', origin ? { origin } : {}));
    };
    const afterReturn = letterOf(redirected, back);
    expect(afterReturn).not.toContain('处理意见');
    expect(afterReturn).toContain('1件。因退回单位建议改送，根据涉黑涉恶线索排查移送机制');
    const proposed = (kind: 'elevate' | 'joint', units: string[]) =>
      given(registered(), dispatched(), acknowledged(), proposalMade({ kind, units }));
    const elevated = proposed('elevate', []);
    expect(letterOf(elevated.when(proposalApproved()), elevated)).toContain(
      `经${names[officeAbove]}批准，现将涉黑涉恶线索（编号：371402-20260924-00000000）移送你单位提级办理。`,
    );
    const joint = proposed('joint', [other]);
    expect(letterOf(joint.when(proposalApproved()), joint)).toContain(
      `移送你单位，由${names[receiver]}牵头、你单位联合办理。该线索于2026年9月24日发现。`,
    );
    expect(originOf('a9', joint.record, joint.events)).toBeNull();
  });

  it('of the notice of a case that is returned: that it is to be corrected, since nobody can withdraw it', () => {
    const made = madeIn(taken.when(caseFiled()).facts)[0];
    if (!made) throw new Error('no notice was made');
    const by = clerkOf('371402-discipline-inspection');
    const back = givenMade(made, returned({ reason: 'incomplete', by }));
    const said = textOf(paper(back, 'return-letter'));
    expect(said).toContain('因该通报材料不完整，现予退回。');
    expect(said).toContain('前补正并再次送达。');
    expect(said).not.toMatch(/撤回|线索材料|再次移送/);
  });
});

describe('who issues a reminder', () => {
  it('is no office whose desk must not hear of the clue', () => {
    const recused = recusing([`desk@${office}.example`], register);
    const made = paper(given(registered(), nextTold()), 'reminder', { recused });
    expect(made.signature.unit).toBe(names[officeAbove]);
  });
});

describe('a name with what a program would read as a pattern', () => {
  it('stands in the heading as it is', () => {
    const papers = { heading: '{unit}文件', words: {}, closing: '专此函告。' };
    const units = { [sender]: { name: "住建局$&$'" } };
    expect(paper(taken, 'transfer-letter', { settings: { papers }, units }).heading).toBe("住建局$&$'文件");
  });
});
