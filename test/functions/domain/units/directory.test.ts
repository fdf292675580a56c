import { describe, expect, it } from 'vitest';
import { found } from '../../../../functions/domain/units/directory.ts';

const units = [
  { unitId: '371402-public-security', name: '德城区公安分局', organ: 'public-security' },
  { unitId: '371402-housing', name: '德城区住房和城乡建设局', nameEn: 'Housing Bureau of Decheng', organ: 'housing' },
  { unitId: '371403-housing', name: '陵城区住房和城乡建设局', organ: 'housing' },
] as const;

const ids = (wanted: Parameters<typeof found>[1]) => found(units, wanted).map(({ unitId }) => unitId);

describe('the directory', () => {
  it('has every unit, by id', () => {
    expect(ids({})).toEqual(['371402-housing', '371402-public-security', '371403-housing']);
  });

  it.each([
    [{ region: '371402' }, ['371402-housing', '371402-public-security']],
    [{ organ: 'housing' }, ['371402-housing', '371403-housing']],
    [{ region: '371403', organ: 'public-security' }, []],
    [{ q: '公安' }, ['371402-public-security']],
    [{ q: '德城区 公安' }, ['371402-public-security']],
    [{ q: 'ＨＯＵＳＩＮＧ' }, ['371402-housing', '371403-housing']],
    [{ q: 'bureau of DECHENG' }, ['371402-housing']],
    [{ q: '371403' }, ['371403-housing']],
    [{ q: '税务' }, []],
  ])('finds by %j', (wanted, expected) => {
    expect(ids(wanted)).toEqual(expected);
  });
});
