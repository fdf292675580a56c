import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCode,
  codeTyped,
  differencesOf,
  type IssuedPaper,
  paperNumber,
  seenByChecker,
} from '../../../../functions/domain/papers/checking.ts';
import { paperKindNames } from '../../../../functions/domain/papers/kinds.ts';
import { issuingWord } from '../../../../functions/domain/papers/phrases.ts';
import { recusedAs } from '../../../../functions/domain/units/recusal.ts';
import { actorOf, clerkOf, recusing, refusalOf } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { acknowledged, dispatched, office, receiver, register, registered, sender } from '../steps.ts';
import { given } from '../stories.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const beginning = { word: '德城公线移', year: '2026' };
const numberOf = (transferId: string, event: number) => paperNumber(beginning, { transferId, event }, digest);

describe('the number of a paper', () => {
  it('reads as one of an office, and says nothing of how many there are', () => {
    expect(numberOf('7b7ab2a6-0c45-4c43-8a3e-4b3c1b6c0f3d', 3)).toMatch(
      /^德城公线移〔2026〕[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-3号$/,
    );
  });

  it('is the same for the same paper, and for no other', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.uuid(), fc.integer({ min: 1, max: 99_999 })), {
          minLength: 2,
          maxLength: 60,
          selector: ([id, event]) => `${id} ${event}`,
        }),
        (all) => {
          const numbers = all.map(([id, event]) => numberOf(id, event));
          expect(new Set(numbers).size).toBe(all.length);
          expect(all.map(([id, event]) => numberOf(id, event))).toEqual(numbers);
        },
      ),
    );
  });

  it('differs among as many transfers as a province has in years', () => {
    const count = 100_000;
    const numbers = new Set(Array.from({ length: count }, (_, n) => numberOf(`transfer ${n}`, 2)));
    expect(numbers.size).toBe(count);
  });

  it('begins with the province’s own word for the organ, or with one made of region and organ', () => {
    const police = { organ: 'public-security', region: '德城区', above: ['德州市', '山东省'] } as const;
    expect(issuingWord(police, settingsWith())).toBe('德城公线移');
    const papers = { heading: '{unit}', closing: '特此函达。', words: { 'public-security': '{region}分公$&函' } };
    expect(issuingWord(police, settingsWith({ papers }))).toBe('德城分公$&函');
    expect(issuingWord({ organ: 'housing', region: '', above: [] }, settingsWith({ papers }))).toBe('建线移');
  });

  it('tells regions of one province apart', () => {
    const word = (region: string, ...above: string[]) =>
      issuingWord({ organ: 'leading-group-office', region, above }, settingsWith());
    expect([word('德州市', '山东省'), word('德城区', '德州市', '山东省'), word('山东省')]).toEqual([
      '德州扫线移',
      '德城扫线移',
      '山东扫线移',
    ]);
    expect([word('单县', '菏泽市'), word('承德市', '河北省'), word('承德县', '承德市', '河北省')]).toEqual([
      '单县扫线移',
      '承德扫线移',
      '承德县扫线移',
    ]);
    expect(word('玉树藏族自治州')).toBe('玉树藏族扫线移');
    expect(word('$&区')).toBe('$&扫线移');
  });
});

const story = given(registered(), dispatched(), acknowledged());
const transfer = story.record;
const made = {
  transferId: 'a1',
  kind: 'receipt',
  event: 3,
  version: null,
  withContent: false,
  issuedBy: receiver,
} as const;
const hash = digest('the event');

describe('the check code of a paper', () => {
  const code = checkCode(transfer, made, hash, digest);

  it('is sixteen letters and digits, none taken for another', () => {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  });

  it('is another one for whatever differs', () => {
    const others = [
      checkCode(transfer, { ...made, kind: 'transfer-letter' }, hash, digest),
      checkCode(transfer, { ...made, event: 2 }, hash, digest),
      checkCode(transfer, { ...made, withContent: true }, hash, digest),
      checkCode(transfer, { ...made, withContent: true, version: 1 }, hash, digest),
      checkCode(transfer, { ...made, withContent: true, version: 2 }, hash, digest),
      checkCode(transfer, made, digest('another event'), digest),
      checkCode({ ...transfer, transferId: 'a2' }, made, hash, digest),
      checkCode({ ...transfer, to: sender }, made, hash, digest),
      checkCode(transfer, { ...made, issuedBy: office }, hash, digest),
      checkCode(transfer, { ...made, issuedBy: null }, hash, digest),
      checkCode({ ...transfer, reference: 'other' }, made, hash, digest),
    ];
    expect(new Set([code, ...others]).size).toBe(others.length + 1);
  });

  it('is understood as people type it', () => {
    const plain = '0O1I-L234-5678-9ABC';
    for (const typed of [
      plain,
      plain.toLowerCase(),
      plain.replaceAll('-', ''),
      ` ${plain.replaceAll('-', ' – ')} `,
      '００11-1234-5678-9abc',
    ]) {
      expect(codeTyped(typed)).toBe('0011-1234-5678-9ABC');
    }
    for (const none of ['', '0011-1234-5678-9AB', '0011-1234-5678-9ABCD', '0011-1234-5678-9ABU', 'ß'.repeat(16)]) {
      expect(codeTyped(none)).toBeNull();
    }
  });

  it('comes back from every way of writing it', () => {
    const codes = fc.record({ kind: fc.constantFrom(...paperKindNames), event: fc.integer({ min: 1, max: 999 }) });
    fc.assert(
      fc.property(codes, ({ kind, event }) => {
        const one = checkCode(transfer, { ...made, kind, event }, hash, digest);
        expect(codeTyped(one.toLowerCase().replaceAll('-', ''))).toBe(one);
        expect(codeTyped(one.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(one);
      }),
    );
  });
});

describe('what differs between a paper and the record', () => {
  const paper: IssuedPaper = {
    ...made,
    code: checkCode(transfer, made, hash, digest),
    number: '德城公线移〔2026〕1号',
    heading: '德城区公安分局',
    names: {},
  };
  const timeline = [{ seq: 3, hash }];

  it('is nothing, where the record says what it said', () => {
    expect(differencesOf(paper, transfer, timeline, [], digest)).toEqual([]);
  });

  it('is named', () => {
    expect(differencesOf(paper, transfer, [], [], digest)).toEqual(['event-missing']);
    expect(differencesOf(paper, transfer, timeline, ['event 2 was changed'], digest)).toEqual(['timeline-changed']);
    const rewritten = [{ seq: 3, hash: digest('rewritten') }];
    expect(differencesOf(paper, transfer, rewritten, [], digest)).toEqual(['record-changed']);
    expect(differencesOf(paper, { ...transfer, from: office }, timeline, [], digest)).toEqual(['record-changed']);
  });
});

describe('who may check a paper', () => {
  const now = new Date('2026-09-25T10:00:00+08:00');
  const asks = (actor: Parameters<typeof seenByChecker>[0], recused = recusedAs([])) => {
    try {
      return seenByChecker(actor, transfer, recused, now).place;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('is whoever sees its transfer; all others hear the same, that there is none', () => {
    expect([sender, receiver, office].map((id) => asks(clerkOf(id)))).toEqual(['sender', 'receiver', 'overseer']);
    const others = [
      asks(clerkOf('371403-public-security')),
      asks(actorOf(null, { role: 'operator' })),
      asks(actorOf(receiver, { role: 'auditor' })),
      asks(clerkOf(office), recusing([office], register)),
    ];
    expect(new Set(others).size).toBe(1);
    expect(others[0]).toContain('no paper for you to check');
    expect(refusalOf(() => seenByChecker(clerkOf('371403-public-security'), transfer, recusedAs([]), now))).toBe(
      'not-found',
    );
  });
});
