import { describe, expect, it } from 'vitest';
import type { Clue } from '../../../../functions/domain/clue/clue.ts';
import { fileCaseOfOwn } from '../../../../functions/domain/clue/own-case.ts';
import { at, clerkOf, recusing, refusalOf, registerOf, unitWith } from '../records.ts';

/** R3 on a clue that public security found itself. */

const police = '371402-public-security';
const discipline = unitWith('371402-discipline-inspection', { name: '德城区纪委监委' });
const above = unitWith('371400-discipline-inspection', { name: '德州市纪委监委' });
const top = unitWith('370000-discipline-inspection', { name: '山东省纪委监委' });
const register = registerOf(unitWith(police), discipline, above, top);

const own: Clue = {
  ...{ clueId: 'c1', reference: '371402-20260924-00000000', unitId: police, channel: 'case-work', categories: [] },
  ...{ regionCode: '371402', regionPath: ['371402', '371400', '370000'], kinds: ['organised-crime'] },
  ...{ kept: ['organised-crime'], classification: 'none', realName: false, replyId: null, transferIds: [] },
  ...{ discoveredAt: '2026-09-24T02:00:00.000Z', registeredAt: '2026-09-24T02:00:00.000Z' },
};
const filed = { caseNumber: '1', filedAt: '2026-09-24T08:00:00.000Z', transferId: 'n1' };
const c = at('2026-09-25T10:00:00+08:00', clerkOf(police));
const file = (recused: string[] = [], clue = own) =>
  fileCaseOfOwn(clue, filed, register, recusing(recused, register), c);

describe('the notice of a case on a clue that public security found', () => {
  it('goes to the discipline inspection organ of its region', () => {
    const { notice, record } = file();
    expect(notice).toMatchObject({ from: police, to: discipline.unitId, status: 'dispatched', regionCode: '371402' });
    expect(record).toMatchObject({ case: filed, transferIds: ['n1'] });
  });

  it('goes one level up where that must not hear of the clue, and is overseen there', () => {
    expect(file([discipline.name]).notice).toMatchObject({
      ...{ to: above.unitId, regionCode: '371400', regionPath: ['371400', '370000'], lineage: '370000/371400' },
      duty: { name: 'acknowledge', owedBy: above.unitId },
    });
  });

  it('is refused where none may hear of it', () => {
    expect(refusalOf(() => file([discipline.name, above.unitId, top.name]))).toBe('no-receiver');
  });

  it('is refused on a clue that was handed over, and a second time', () => {
    expect(refusalOf(() => file([], { ...own, kept: [] }))).toBe('wrong-status');
    expect(refusalOf(() => file([], file().record))).toBe('wrong-status');
  });
});
