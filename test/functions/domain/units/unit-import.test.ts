import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsAcross } from '../../../../functions/domain/units/import-faults.ts';
import { columns, readSheets } from '../../../../functions/domain/units/unit-import.ts';
import { brief, faultsOf, lineAt, regionSheet, registered, row, sheetOf, unitSheet } from './sheets.ts';

const containing = (text: string) => expect.objectContaining({ en: expect.stringContaining(text) });

describe('a row of units', () => {
  it('is read with its lists, blanks and Chinese semicolons included', () => {
    const { units: read, faults } = readSheets([
      unitSheet(
        row({
          emails: ' a@x.example;b@x.example ；c@x.example; ',
          supervisors: '张 三 <z@x.example>；Li, Si<l@x.example>',
        }),
        row({ unitId: '371402-court-3', supervisors: '' }),
      ),
    ]);
    expect(faults).toEqual([]);
    expect(read.map(({ at, value }) => [at.en, value.unitId, value.emails.length, value.supervisors])).toEqual([
      [
        'line 2',
        '371402-court-2',
        3,
        [
          { name: '张 三', email: 'z@x.example' },
          { name: 'Li, Si', email: 'l@x.example' },
        ],
      ],
      ['line 3', '371402-court-3', 1, []],
    ]);
  });

  it.each([
    ['unitId', { unitId: '371402-courts' }, '<regionCode>-<organ>'],
    ['unitId', { unitId: '' }, '<regionCode>-<organ>'],
    ['name', { name: '' }, 'write a name'],
    ['organ', { organ: '法院' }, '"法院": write one of public-security'],
    ['organ', { organ: 'housing' }, 'says court'],
    ['regionCode', { regionCode: '3714' }, 'six digits'],
    ['regionCode', { regionCode: '371403' }, 'says 371402'],
    ['regionCode', { regionCode: '371499', unitId: '371499-court' }, 'not registered'],
    ['emails', { emails: '' }, 'at least one'],
    ['emails', { emails: 'a@x.example;duty' }, '"duty": write a mail address'],
    ['emails', { emails: 'a@x.example;a@x.example' }, 'listed twice'],
    ['supervisors', { supervisors: '张三' }, '"张三": write each as name <email>'],
    ['supervisors', { supervisors: '<z@x.example>' }, 'name <email>'],
    ['supervisors', { supervisors: '张三 <z>' }, '"z": write a mail address'],
  ])('names %s in %o', (column, different, mend) => {
    const faults = faultsOf(
      unitSheet(row({ unitId: '371402-court-3' }), row({ unitId: '371402-court-4' }), row(different)),
    );
    expect(brief(faults)).toEqual([`line 4, ${column}`]);
    expect(faults[0]?.message.en).toContain(mend);
  });

  it('may name who works at the desk, and people’s subjects', () => {
    const header = [...columns.units, 'desks'];
    const { units: read, faults } = readSheets([
      sheetOf('units.csv', header, [
        [...row({ supervisors: '庭长 <head@x.example> auth0|5f7c' }), '吴 某 <w@x.example>；郑某<z@x.example>U-7'],
        [...row({ unitId: '371402-court-3' }), ''],
      ]),
      unitSheet(row({ unitId: '371402-court-4' })),
    ]);
    expect(faults).toEqual([]);
    expect(read.map(({ value }) => [value.supervisors[0]?.subject, value.desks])).toEqual([
      [
        'auth0|5f7c',
        [
          { name: '吴 某', email: 'w@x.example' },
          { name: '郑某', email: 'z@x.example', subject: 'U-7' },
        ],
      ],
      [undefined, []],
      [undefined, undefined],
    ]);
  });

  it('may have a telephone and an English name; an empty cell says nothing of them', () => {
    const header = [...columns.units, 'phone', 'nameEn'];
    const sheet = (...more: string[]) => sheetOf('units.csv', header, [[...row(), ...more]]);
    const read = (...more: string[]) => readSheets([sheet(...more)]).units[0]?.value;
    expect(read('0534-2100110 转 8021', 'No. 2 Tribunal')).toMatchObject({
      phone: '0534-2100110 转 8021',
      nameEn: 'No. 2 Tribunal',
    });
    const bare = read('', '');
    expect(bare).toBeDefined();
    expect(Object.keys(bare ?? {})).not.toContain('phone');
    expect(Object.keys(bare ?? {})).not.toContain('nameEn');
    expect(faultsOf(sheet('12a', '\u200b'))).toMatchObject([
      { column: 'phone', message: containing('"12a": write a telephone number') },
      { column: 'nameEn' },
    ]);
  });

  it('has the column named in which a person cannot be read', () => {
    const sheet = sheetOf('units.csv', [...columns.units, 'desks'], [[...row(), '吴某']]);
    expect(faultsOf(sheet)).toMatchObject([{ column: 'desks', message: containing('"吴某": write each') }]);
    const address = sheetOf('units.csv', [...columns.units, 'desks'], [[...row(), '吴某 <w>']]);
    expect(faultsOf(address)).toMatchObject([{ column: 'desks', message: containing('mail address') }]);
  });

  it('with several faults has each of them named', () => {
    expect(
      brief(faultsOf(unitSheet(row({ name: '', emails: 'x' }), row({ unitId: '371402-court-3', organ: '' })))),
    ).toEqual(['line 2, name', 'line 2, emails', 'line 3, organ']);
  });

  it('with a field too many or too few is named as a whole', () => {
    expect(brief(faultsOf(unitSheet([...row(), 'x'], row().slice(1))))).toEqual(['line 2, null', 'line 3, null']);
  });

  it('that comes twice is named with the first one, in whichever file that stands', () => {
    const [fault] = faultsOf(unitSheet(row()), { ...unitSheet(row({ name: '另一个' })), file: 'more.csv' });
    expect(fault).toMatchObject({ file: 'more.csv', at: lineAt(2), column: 'unitId' });
    expect(fault?.message.en).toContain('units.csv, line 2');
  });
});

describe('a row of regions', () => {
  it('may stand before or after those above and below it, and takes units at once', () => {
    expect(
      faultsOf(
        unitSheet(row({ unitId: '371599-court', regionCode: '371599' })),
        regionSheet(['371599', '聊城高新区', 'county', '371500'], ['371500', '聊城市', 'prefecture', '370000']),
      ),
    ).toEqual([]);
  });

  it.each([
    ['code', ['3715', '聊城市', 'prefecture', '370000'], 'six digits'],
    ['name', ['371500', '', 'prefecture', '370000'], 'write a name'],
    ['level', ['371500', '聊城市', '地级市', '370000'], 'write one of province'],
    ['parent', ['371500', '聊城市', 'prefecture', '山东'], 'six digits'],
    ['parent', ['371500', '聊城市', 'prefecture', ''], 'only a province'],
    ['parent', ['380000', '某省', 'province', '370000'], 'no parent'],
    ['parent', ['371500', '聊城市', 'prefecture', '380000'], 'not registered'],
    ['parent', ['371500', '聊城市', 'prefecture', '371400'], 'stands above no prefecture'],
    ['parent', ['371502', '东昌府区', 'county', '371502'], 'leads back to itself (371502 → 371502)'],
  ])('names %s in %j', (column, fields, mend) => {
    const faults = faultsOf(regionSheet(fields));
    expect(brief(faults)).toEqual([`line 2, ${column}`]);
    expect(faults[0]?.message.en).toContain(mend);
  });

  it('with a fault is not named again by those below it', () => {
    expect(
      brief(
        faultsOf(
          regionSheet(['371500', '聊城市', '市', '370000'], ['371502', '东昌府区', 'county', '371500']),
          unitSheet(row({ unitId: '371500-court', regionCode: '371500' })),
        ),
      ),
    ).toEqual(['line 2, level']);
  });

  it('that moves a region to another level is measured against its children in the file', () => {
    expect(
      brief(faultsOf(regionSheet(['371400', '德州市', 'county', '370000'], ['371402', '德城区', 'county', '371400']))),
    ).toEqual(['line 3, parent']);
  });
});

describe('a header', () => {
  it('may have its columns in any order', () => {
    const sheet = unitSheet(row());
    const turned = (fields: readonly string[]) => fields.toReversed();
    const { units: read, faults } = readSheets([
      {
        ...sheet,
        header: { ...sheet.header, fields: turned(sheet.header.fields) },
        rows: sheet.rows.map((one) => ({ ...one, fields: turned(one.fields) })),
      },
    ]);
    expect([read[0]?.value.unitId, faults]).toEqual(['371402-court-2', []]);
  });

  it.each([
    ['of nothing known', ['id', 'title'], ['line 1, null']],
    ['without a column', columns.units.slice(0, 5), ['line 1, supervisors']],
    ['with a column too many', [...columns.units, 'fax'], ['line 1, fax']],
    ['with a column twice', [...columns.units, 'name'], ['line 1, name']],
    ['that is empty', [], ['line 1, null']],
  ])('%s is named', (_, header, expected) => {
    expect(brief(faultsOf(sheetOf('units.csv', header, [[...row(), 'x'].slice(0, header.length)])))).toEqual(expected);
  });

  it('that lacks a column hides no other fault, and is not missed again in each row', () => {
    const without = (fields: readonly string[]) => fields.filter((_, n) => columns.units[n] !== 'regionCode');
    const rows = [row(), row({ emails: 'x' }), row({ unitId: '371499-court', regionCode: '371499' })].map(without);
    expect(brief(faultsOf(sheetOf('units.csv', without(columns.units), rows)))).toEqual([
      'line 1, regionCode',
      'line 3, emails',
      'line 3, unitId',
    ]);
  });
});

describe('whatever stands in the cells', () => {
  it('a row is either read or has a fault, and never breaks the others', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }), (fields) => {
        const imported = readSheets([unitSheet(fields, row())]);
        const { units: read, faults } = imported;
        expect(() => faultsAcross(imported, registered)).not.toThrow();
        expect(read.length + Math.min(1, faults.length)).toBe(2);
        expect(faults.every(({ at, message }) => at?.n === 2 && message.zh !== '' && message.en !== '')).toBe(true);
      }),
    );
  });
});
