import { describe, expect, it } from 'vitest';
import { registrationOf } from '../../../../functions/domain/clue/registration.ts';
import { type Submission, submission } from '../../../../functions/domain/clue/submission.ts';
import { Refusal } from '../../../../functions/domain/errors.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { contradictions } from '../../../../functions/domain/transfer/verification.ts';
import type { Unit } from '../../../../functions/domain/units/forms.ts';
import { recusedAs } from '../../../../functions/domain/units/recusal.ts';
import { at, clerkOf, registerOf, unitWith } from '../records.ts';
import { madeIn } from '../stories.ts';

/** Where a clue goes that is about the very organs that would deal with it. */

const names: Readonly<Record<string, string>> = {
  '371402-housing': '德城区住建局',
  '371402-public-security': '德城区公安局',
  '371400-public-security': '德州市公安局',
  '370000-public-security': '山东省公安厅',
  '371402-discipline-inspection': '德城区纪委监委',
  '371400-discipline-inspection': '德州市纪委监委',
  '370000-discipline-inspection': '山东省纪委监委',
  '371402-leading-group-office': '德城区扫黑办',
};
const units = Object.entries(names).map(([id, name]) => unitWith(id, { name }));
const nameOf = (unitId: string) => names[unitId] ?? '';

const housing = '371402-housing';
const police = '371402-public-security';
const discipline = '371402-discipline-inspection';
const county = { regionCode: '371402', regionPath: ['371402', '371400', '370000'], lineage: '370000/371400/371402' };
const city = { regionCode: '371400', regionPath: ['371400', '370000'], lineage: '370000/371400' };
const province = { regionCode: '370000', regionPath: ['370000'], lineage: '370000' };

const morning = '2026-09-24T10:00:00+08:00';

const submitted = (different: Record<string, unknown>): Submission =>
  submission.parse({
    ...{ title: '工地强揽工程', text: '某工地被强行揽下。', kinds: ['organised-crime'], channel: 'daily-enforcement' },
    discoveredAt: morning,
    ...different,
  });

const registration = (different: Record<string, unknown>, unitId = housing, known: Unit[] = units) => {
  let ids = 0;
  return registrationOf(
    submitted(different),
    {
      unitId,
      clueId: '0198d1c2-0000-7000-8000-000000000000',
      newTransferId: () => {
        ids += 1;
        return `t${ids}`;
      },
    },
    { register: registerOf(...known), who: known },
    at(morning, clerkOf(unitId)),
  );
};

const refusalOf = (...asked: Parameters<typeof registration>): Refusal => {
  try {
    registration(...asked);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was registered');
};

/** How a clue is said to be about a unit. */
const ways: [string, (unitId: string) => Record<string, unknown>][] = [
  ['as a subject, by its name', (id) => ({ subjects: [{ name: nameOf(id), kind: '单位' }] })],
  ['as a subject, by its id', (id) => ({ subjects: [{ name: id, kind: '单位' }] })],
  ['in recuse, by its name', (id) => ({ recuse: [`${nameOf(id).slice(0, 2)}\u200b${nameOf(id).slice(2)}`] })],
  ['in recuse, by its id', (id) => ({ recuse: [id.toUpperCase()] })],
];

const seatOf = ({ to, regionCode, regionPath, lineage }: Transfer) => ({ to, regionCode, regionPath, lineage });

describe.each(ways)('a receiver that the clue names %s', (_, naming) => {
  it('is passed over for the same organ one level up, where the clue is overseen from then on', () => {
    const { transfers, recusal } = registration(naming(police));
    expect(transfers.map(seatOf)).toEqual([{ to: '371400-public-security', ...city }]);
    expect(transfers[0]).toMatchObject({ status: 'dispatched', duty: { owedBy: '371400-public-security' } });
    expect(recusal.meetings).toMatchObject([{ met: [nameOf(police)] }]);
  });

  it('is passed over at each level that it names', () => {
    const both = { subjects: [police, '371400-public-security'].map((id) => ({ name: nameOf(id), kind: '单位' })) };
    expect(registration(both).transfers.map(seatOf)).toEqual([{ to: '370000-public-security', ...province }]);
    expect(registration({ ...naming('371400-public-security') }).transfers.map(seatOf)).toEqual([
      { to: police, ...county },
    ]);
  });

  it('at the top is refused, with where the clue belongs', () => {
    const above = ['371400-public-security', '370000-public-security'].map(nameOf);
    const { subjects = [], recuse = [] } = naming(police) as { subjects?: unknown[]; recuse?: string[] };
    const { refusal, message, issues } = refusalOf({ subjects, recuse: [...recuse, ...above] });
    expect([refusal, issues.map(({ path }) => path)]).toEqual(['no-receiver', ['kinds']]);
    expect(message).toContain('公安部');
  });

  it('keeps nothing that it found itself: it goes one level up, and its own unit sees nothing more', () => {
    const { record, transfers, recusal, events } = registration(naming(police), police);
    expect(record.kept).toEqual([]);
    expect(transfers.map(seatOf)).toEqual([{ to: '371400-public-security', ...city }]);
    expect(transfers[0]?.from).toBe(police);
    expect(events.map(({ event }) => event)).toEqual(['registered']);
    expect(recusedAs(recusal.forms).meets(clerkOf(police).forms)).toBe(true);
  });

  it('of one kind leaves the other where it belongs', () => {
    const { transfers } = registration({ kinds: ['organised-crime', 'misconduct'], ...naming(discipline) });
    expect(transfers.map((one) => ({ rule: one.rule, ...seatOf(one) }))).toEqual([
      { rule: 'organised-crime', to: police, ...county },
      { rule: 'misconduct', to: '371400-discipline-inspection', ...city },
    ]);
  });
});

describe.each(ways)('a unit that submits what names itself %s', (_, naming) => {
  it('dispatches it at once', () => {
    const { transfers, recusal } = registration(naming(housing));
    expect(transfers.map((one) => [one.status, one.from, one.to])).toEqual([['dispatched', housing, police]]);
    expect(recusedAs(recusal.forms).meets(clerkOf(housing).forms)).toBe(true);
    expect(recusedAs(recusal.forms).meets(clerkOf(police).forms)).toBe(false);
  });

  it('is refused where it would dispatch it later', () => {
    const { refusal, issues } = refusalOf({ ...naming(housing), dispatch: false });
    expect([refusal, issues.map(({ path }) => path)]).toEqual(['bad-input', ['dispatch']]);
  });

  it('is refused with a reporter’s name: it could not answer, and the name would stay with whom the report is about', () => {
    const reporter = { anonymous: false, name: '举报人', phone: '138' };
    const { refusal, issues } = refusalOf({ ...naming(housing), reporter });
    expect([refusal, issues.map(({ path }) => path)]).toEqual(['bad-input', ['reporter']]);
  });
});

describe('a registration', () => {
  it('of both kinds makes two transfers, each at its own organ', () => {
    const { record, transfers, reply } = registration({ kinds: ['misconduct', 'organised-crime'] });
    expect(transfers.map((one) => ({ rule: one.rule, from: one.from, ...seatOf(one) }))).toEqual([
      { rule: 'misconduct', from: housing, to: discipline, ...county },
      { rule: 'organised-crime', from: housing, to: police, ...county },
    ]);
    expect(record).toMatchObject({ unitId: housing, kept: [], transferIds: ['t1', 't2'], replyId: null });
    expect(reply).toBeNull();
  });

  it('of public security keeps organised crime, and hands on misconduct', () => {
    const { record, transfers, events } = registration({ kinds: ['organised-crime', 'misconduct'] }, police);
    expect(record.kept).toEqual(['organised-crime']);
    expect(transfers.map(({ rule, to }) => [rule, to])).toEqual([['misconduct', discipline]]);
    expect(events.map(({ event }) => event)).toEqual(['registered', 'acknowledged']);
  });

  it('may wait for its dispatch where its unit may hear of it', () => {
    const { transfers } = registration({ dispatch: false, recuse: [nameOf(discipline)] });
    expect(transfers).toMatchObject([{ status: 'registered', dispatchedAt: null, duty: { name: 'dispatch' } }]);
  });

  it('answers for each entry whom it met, or nobody', () => {
    const { recusal } = registration({
      recuse: ['德城区扫黑办', '某甲'],
      subjects: [{ name: `主管 ${police}`, kind: '公职人员' }],
    });
    expect(recusal.meetings).toEqual([
      { entry: '德城区扫黑办', met: ['德城区扫黑办'] },
      { entry: '某甲', met: [] },
      { entry: `主管 ${police}`, met: [`主管 ${police}`] },
    ]);
  });

  it('takes no unit for recused whose people alone are', () => {
    const { transfers } = registration({ recuse: [`supervisor@${police}.example`, `desk@${police}.example`] });
    expect(transfers.map(({ to }) => to)).toEqual([police]);
  });

  it.each([
    ['a misspelt unit', '371402-publc-security'],
    ['a misspelt unit in full-width characters', '３７１４０２－ｐｕｂｌｃ'],
    ['a misspelt unit with dashes', '371402–publc'],
    ['a misspelt unit after something invisible', '\u200b371402-publc'],
  ])('refuses to recuse %s: the real one would hear', (_, entry) => {
    const { refusal, issues } = refusalOf({ recuse: ['某甲', entry] });
    expect([refusal, issues.map(({ path }) => path)]).toEqual(['bad-input', ['recuse.1']]);
  });

  it('of a unit that is not registered is refused', () => {
    expect(refusalOf({}, '371402-water').refusal).toBe('not-registered');
  });

  it('names the organ that is missing one level up, whoever is recused below', () => {
    const known = units.filter(({ unitId }) => unitId !== '371400-public-security');
    const { refusal, message } = refusalOf({ recuse: [police] }, housing, known);
    expect(refusal).toBe('no-receiver');
    expect(message).toContain('371400-public-security');
  });

  it('agrees with the timelines that it begins', () => {
    const reporter = { anonymous: false, name: '举报人', phone: '138' };
    for (const recuse of [[], [nameOf(police)], [nameOf(discipline)]]) {
      const { facts } = registration({ kinds: ['organised-crime', 'misconduct'], recuse, reporter });
      expect(madeIn(facts)).toHaveLength(3);
      for (const { transfer, events } of madeIn(facts)) expect(contradictions(transfer, events)).toEqual([]);
    }
  });
});
