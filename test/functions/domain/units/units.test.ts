import { describe, expect, it } from 'vitest';
import { regionFields, type UnitEntry, unitFields } from '../../../../functions/domain/units/entries.ts';
import { completeUnit, faultsOfUnit } from '../../../../functions/domain/units/units.ts';

const said = (different: Partial<UnitEntry> = {}): UnitEntry => ({
  unitId: '371402-housing',
  name: '德城区住房和城乡建设局',
  organ: 'housing',
  regionCode: '371402',
  emails: ['housing@371402.example'],
  supervisors: [{ name: '周局长', email: 'zhou@housing.example' }],
  ...different,
});
const paths = (different: Partial<UnitEntry>) => {
  const { unitId, ...fields } = said(different);
  return faultsOfUnit(unitId, fields, () => true).map(({ path }) => path);
};
/** Paths of what is wrong in a unit as an operator says it. */
const wrong = (different: object) => {
  const { unitId: _, ...fields } = said();
  const { error } = unitFields.safeParse({ ...fields, ...different });
  return (error?.issues ?? []).map(({ path }) => path.join('.'));
};

describe('a name', () => {
  const hidden = [
    ['a control character', '\u0007'],
    ['a line break', '\n'],
    ['a line separator', '\u2028'],
    ['a zero-width space', '\u200b'],
    ['a zero-width joiner', '\u200d'],
    ['a word joiner', '\u2060'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['a mark of direction', '\u202e'],
    ['an isolate', '\u2066'],
    ['a tag', '\u{e0061}'],
    ['half a surrogate pair', '\ud800'],
    ['a filler', '\u3164'],
    ['a half-width filler', '\uffa0'],
    ['a joiner of graphemes', '\u034f'],
  ] as const;

  it.each(hidden)('with %s is refused, of units, people and regions', (_, character) => {
    const name = `张${character}三`;
    const email = 'zhang@housing.example';
    expect(wrong({ name })).toEqual(['name']);
    expect(wrong({ supervisors: [{ name, email }] })).toEqual(['supervisors.0.name']);
    expect(wrong({ desks: [{ name, email }] })).toEqual(['desks.0.name']);
    expect(wrong({ desks: [{ name: '张三', email, subject: name }] })).toEqual(['desks.0.subject']);
    const delegation = { absent: email, to: { name, email }, from: '2026-10-08', until: '2026-10-09' };
    expect(wrong({ delegations: [delegation] })).toEqual(['delegations.0.to.name']);
    const region = { code: '371402', name, level: 'county', parent: '371400' };
    expect(regionFields.safeParse(region).error?.issues.map(({ path }) => path.join('.'))).toEqual(['name']);
  });

  it.each(['张三', '欧阳 修', '阿卜杜拉·买买提', 'Smith-Jones, J.', '葛\u{e0100}某', '𠮷田'])('%s is taken', (name) => {
    expect(wrong({ name })).toEqual([]);
  });
});

describe('the people of a unit', () => {
  it('stand under an address once, at the desk and among the supervisors', () => {
    const wu = { name: '吴经办', email: 'wu@housing.example' };
    expect(paths({ desks: [wu, { ...wu, email: 'WU@housing.example' }] })).toEqual(['desks.1.email']);
    expect(paths({ desks: [wu], supervisors: [wu] })).toEqual([]);
  });

  it('have a subject each of their own', () => {
    const wu = { name: '吴经办', email: 'wu@housing.example', subject: 'u-7' };
    const zhou = { name: '周局长', email: 'zhou@housing.example', subject: 'u-7' };
    expect(paths({ desks: [wu, zhou] })).toEqual(['desks.1.subject']);
    expect(paths({ supervisors: [zhou], desks: [wu] })).toEqual(['desks.0.subject']);
    expect(paths({ supervisors: [zhou], desks: [{ ...zhou, name: '周某' }] })).toEqual([]);
    expect(paths({ supervisors: [{ ...zhou, subject: 'U-7' }], desks: [wu] })).toEqual([]);
  });

  it('at the desk stay where a change says nothing of them, and go where it says that there are none', () => {
    const desks = [{ name: '吴经办', email: 'wu@housing.example' }];
    const before = completeUnit(said({ desks }), undefined);
    expect(before.desks).toEqual(desks);
    expect(completeUnit(said(), before).desks).toEqual(desks);
    expect(completeUnit(said({ desks: [] }), before).desks).toEqual([]);
    expect(completeUnit(said(), undefined).desks).toEqual([]);
  });

  it('are called, and named in English, as before where a change says nothing of it, and no more where it says so', () => {
    const named = { phone: '0534-2100110', nameEn: 'Decheng Housing' };
    const before = completeUnit(said(named), undefined);
    expect(completeUnit(said(), before)).toMatchObject(named);
    const emptied = { phone: '', nameEn: '' };
    const { unitId: _, ...fields } = said(emptied);
    expect(unitFields.safeParse(fields).success).toBe(true);
    expect(completeUnit(said(emptied), before)).not.toHaveProperty('phone');
    expect(completeUnit(said(emptied), before)).not.toHaveProperty('nameEn');
  });
});
