import { describe, expect, it } from 'vitest';
import type { Person, Unit } from '../../../../functions/domain/units/forms.ts';
import {
  deskOf,
  formsOfId,
  isRecusedPerson,
  isRecusedUnit,
  recusedAs,
  resolved,
} from '../../../../functions/domain/units/recusal.ts';
import { unitWith } from '../records.ts';
import {
  caller,
  chief,
  housing,
  meetings,
  metBy,
  namesake,
  neighbour,
  office,
  officeAbove,
  police,
  recused,
  regions,
  wu,
  zhang,
} from './who-is-who.ts';

/** Who is meant by an entry, as somebody tries who wants to be named and read all the same. */

describe('a unit is met', () => {
  it.each([
    ['by its id', '371402-leading-group-office'],
    ['by its name', '德城区扫黑办'],
    ['in full-width characters', '３７１４０２－ｌｅａｄｉｎｇ－ｇｒｏｕｐ－ｏｆｆｉｃｅ'],
    ['in capitals', '371402-LEADING-GROUP-OFFICE'],
    ['with a zero-width space', '德城区\u200b扫黑办'],
    ['with a variation selector', '德城区\ufe0f扫黑办'],
    ['with a supplementary variation selector', '德城区\u{e0100}扫黑办'],
    ['with marks of direction', '\u202e德城区\u2066扫黑办\u202c'],
    ['with a Hangul filler', '德城区\u3164扫黑办'],
    ['with a byte order mark and ideographic blanks', '\ufeff德城区　扫黑办　'],
    ['with control characters', '德城区\u0000扫黑\u0007办'],
    ['with hyphens that do not break', '371402\u2011leading\u2011group\u2011office'],
    ['with typographic hyphens', '371402\u2010leading\u2010group\u2010office'],
    ['with dashes', '371402\u2013leading\u2013group\u2014office'],
    ['with minus signs', '371402\u2212leading\u2212group\u2212office'],
  ])('%s', (_, entry) => {
    expect(metBy(entry)).toEqual(['德城区扫黑办']);
    expect(isRecusedUnit(recused([entry]), office)).toBe(true);
    expect(isRecusedUnit(recused([entry]), officeAbove)).toBe(false);
    expect(deskOf(office, recused([entry]))).toEqual([]);
  });

  it('in every one who reads with its token, whatever their claims', () => {
    for (const entry of [office.unitId, office.name]) {
      expect(recused([entry]).meets(caller(office, '5b1c', {}))).toBe(true);
      expect(recused([entry]).meets(caller(office, '5b1c', { name: '某', email: 'x@y.example' }))).toBe(true);
      expect(recused([entry]).meets(caller(officeAbove, '5b1c'))).toBe(false);
    }
  });

  it('at no desk address, wherever that stands too', () => {
    const shared = { ...housing, emails: ['desk@371402-leading-group-office.example', 'own@housing.example'] };
    for (const entry of [office.unitId, office.name]) {
      expect(deskOf(shared, recused([entry], [office, shared]))).toEqual(['own@housing.example']);
    }
  });

  it('not by its desk’s address alone: that is not mailed, and the unit is not meant', () => {
    const [desk = ''] = office.emails;
    expect(metBy(desk)).toEqual([`${office.name}（仅收件邮箱）`]);
    expect(isRecusedUnit(recused([desk]), office)).toBe(false);
    expect(deskOf(office, recused([desk]))).toEqual([]);
    expect(deskOf({ ...office, emails: [desk, 'two@office.example'] }, recused([desk]))).toEqual([
      'two@office.example',
    ]);
  });
});

describe('a person is met', () => {
  const addressed = 'zhang@police.example';
  it.each([
    ['by name', '张三'],
    ['by name with a zero-width joiner', '张\u200d三'],
    ['by name with a variation selector', '张\ufe00三'],
    ['by name with blanks', ' 张　三 '],
    ['by a name of radicals', '张\u4e09'],
    ['by address', addressed],
    ['by address in capitals', 'ZHANG@POLICE.EXAMPLE'],
    ['by address in full-width characters', 'ｚｈａｎｇ＠ｐｏｌｉｃｅ．ｅｘａｍｐｌｅ'],
    ['by address with a small at sign', 'zhang﹫police.example'],
    ['by address with blanks', 'zhang @ police.example'],
    ['by address with invisible characters', 'zh\u00adang@pol\u2060ice.example'],
    ['by name and address', '某人 <zhang@police.example>'],
    ['by quoted name and address', '"某人" <zhang@police.example>'],
    ['by name and address without a blank', '某人<zhang@police.example>'],
    ['by name and address in full-width brackets', '某人＜zhang@police.example＞'],
    ['by mailto:', `mailto:${addressed}`],
    ['by MAILTO:', 'MAILTO:Zhang@Police.Example'],
    ['by mailto: in brackets', `<mailto:${addressed}>`],
    ['by mailto: with an escape', 'mailto:zhang%40police.example'],
    ['by mailto: with everything escaped', 'mailto:%7Ahang%40police%2Eexample'],
    ['by mailto: with a subject', `mailto:${addressed}?subject=hello`],
    ['by mailto: with an escape and a stray percent sign', 'mailto:zhang%40police.example?subject=50%'],
    ['by an address in brackets', `<${addressed}>`],
    ['by an address in a sentence', `his address is ${addressed}, as I hear`],
    ['by an address at the end of a sentence', `his address is ${addressed}.`],
    ['by an address in a Chinese sentence', `邮箱：${addressed}。`],
    ['by an address within Chinese words', `邮箱是${addressed}请回避`],
    ['by an address in brackets with blanks', '张某 <zhang @ police.example>'],
    ['by subject', 'user-7f3a'],
    ['by subject in capitals', 'USER-7F3A'],
  ])('%s', (_, entry) => {
    const those = recused([entry]);
    expect(metBy(entry)).toContain('张三');
    // By whichever claim they come, and wherever they are mailed.
    expect(isRecusedPerson(those, zhang)).toBe(true);
    for (const forms of [
      caller(police, '张三'),
      caller(police, addressed),
      caller(police, 'user-7f3a'),
      caller(police, '8c1f', { name: '张三' }),
      caller(police, '8c1f', { email: 'Zhang@Police.example' }),
      caller(police, '8c1f', { name: ' 张\u200b三' }),
      caller(police, '8c1f', { email: `某人 <${addressed}>` }),
      caller(police, '8c1f', { email: `mailto:${addressed}` }),
      caller(police, '8c1f', { email: `<${addressed}>` }),
      caller(police, '8c1f', { name: addressed }),
      caller(police, `mailto:${addressed}`),
      caller(housing, 'user-7f3a'),
      caller(housing, '8c1f', { email: addressed }),
      caller(null, addressed),
      caller(null, '8c1f', { name: '张三' }),
    ]) {
      expect(those.meets(forms)).toBe(true);
    }
    expect(deskOf({ ...housing, emails: [addressed, 'own@housing.example'] }, those)).toEqual(['own@housing.example']);
    // And nobody else of the unit.
    expect(isRecusedUnit(those, police)).toBe(false);
    expect(those.meets(caller(police, '8c1f', { name: '孙七', email: 'sun@police.example' }))).toBe(false);
  });

  it('by an address with an apostrophe, which addresses may have', () => {
    const oneil: Person = { name: '欧某', email: "o'neil@court.example" };
    const court = unitWith('371402-court', { supervisors: [oneil] });
    for (const entry of [oneil.email, `欧某人 <${oneil.email}>`, `'${oneil.email}'`, `mailto:${oneil.email}`]) {
      expect(metBy(entry, [court])).toEqual([oneil.name]);
      expect(isRecusedPerson(recused([entry], [court]), oneil)).toBe(true);
    }
  });

  it.each([
    ['·', '吾守尔·买买提'],
    ['a bullet', '吾守尔•买买提'],
    ['a hyphenation point', '吾守尔‧买买提'],
    ['a katakana dot', '吾守尔・买买提'],
    ['a half-width katakana dot', '吾守尔･买买提'],
    ['a multiplication dot', '吾守尔⋅买买提'],
    ['a bullet operator', '吾守尔∙买买提'],
    ['a full stop', '吾守尔.买买提'],
    ['a full-width full stop', '吾守尔．买买提'],
    ['no dot', '吾守尔买买提'],
  ])('by the dot in a name written as %s', (_, entry) => {
    expect(metBy(entry)).toEqual([wu.name]);
    expect(isRecusedPerson(recused([entry]), wu)).toBe(true);
    expect(recused([wu.name]).meets(caller(police, '1', { name: entry }))).toBe(true);
    expect(recused([wu.name]).meets(caller(police, entry))).toBe(true);
  });

  it('by a radical that looks like the character of the name', () => {
    const li: Person = { name: '⽴某', email: 'l@police.example' };
    const unit = { ...police, supervisors: [li] };
    expect(metBy('立某', [unit])).toEqual([li.name]);
    expect(recused(['⽴某'], [{ ...unit, supervisors: [{ ...li, name: '立某' }] }]).meets(caller(police, '立某'))).toBe(
      true,
    );
  });

  it('by a letter with its accent, joined, apart, or kept apart by something invisible', () => {
    const jose: Person = { name: 'José', email: 'j@police.example' };
    const unit = { ...police, supervisors: [jose] };
    for (const entry of ['José', 'Jose\u0301', 'Jose\u200d\u0301', 'JOSE\u0301', 'JOS\u200bÉ']) {
      expect(metBy(entry, [unit])).toEqual([jose.name]);
    }
  });

  it.each<[string, Person, Unit]>([
    ['at the desk', { name: '赵六', email: 'zhao@police.example' }, police],
    ['as a stand-in', { name: '代某', email: 'dai@housing.example' }, housing],
    ['as a supervisor above', chief, officeAbove],
  ])('%s, by name and by address', (_, person, unit) => {
    for (const entry of [person.name, person.email]) {
      expect(metBy(entry)).toEqual([person.name]);
      expect(isRecusedPerson(recused([entry]), person)).toBe(true);
      expect(recused([entry]).meets(caller(unit, '9', { email: person.email }))).toBe(true);
      expect(recused([entry]).meets(caller(unit, '9', { name: person.name }))).toBe(true);
    }
  });

  it('not by a part of the name, nor in a namesake of another region', () => {
    expect(metBy('张三丰')).toEqual([]);
    expect(metBy('张')).toEqual([]);
    const those = recused(['张三']);
    // Nothing that is the namesake's alone is meant; should the clue come there, the name keeps it from them all the same.
    expect(those.meets(caller(neighbour, namesake.email, { name: '别人' }))).toBe(true);
    expect(isRecusedPerson(those, { ...namesake, name: '别人' })).toBe(false);
    expect(those.meets(caller(neighbour, '1', { name: '张三' }))).toBe(true);
    // A subject is one person's alone: an entry that is one means that person wherever they are.
    expect(those.meets(caller(neighbour, '张三'))).toBe(true);
    // Who names that one by address means that one.
    expect(isRecusedPerson(recused([namesake.email]), namesake)).toBe(true);
    expect(recused([namesake.email]).meets(formsOfId(zhang.email))).toBe(false);
  });

  it('in a namesake of a region above', () => {
    const above = { ...officeAbove, supervisors: [{ name: '张三', email: 'zhang@city.example' }] };
    expect(recused(['张三'], [police, above]).meets(caller(above, 'zhang@city.example'))).toBe(true);
    expect(recused(['张三'], [police, above]).meets(caller(above, '1', { name: '张三' }))).toBe(true);
  });

  it('by all their names and addresses, where they are registered more than once', () => {
    const once = { ...police, supervisors: [{ name: '张三', email: 'a@police.example', subject: 'u-1' }] };
    const again = { ...office, supervisors: [{ name: '张山', email: 'b@office.example', subject: 'U-1' }] };
    const third = { ...neighbour, supervisors: [{ name: '张珊', email: 'B@office.example' }] };
    const units = [once, again, third];
    expect(meetings(['张三'], units)).toEqual([{ entry: '张三', met: ['张三', '张山', '张珊'] }]);
    for (const entry of ['张三', 'a@police.example', 'u-1', 'b@office.example']) {
      for (const forms of [
        caller(once, 'a@police.example'),
        caller(once, '1', { name: '张三' }),
        caller(again, '1', { name: '张山' }),
        caller(again, '1', { email: 'b@office.example' }),
        caller(third, '1', { name: '张珊' }),
        caller(third, 'u-1'),
      ]) {
        expect(recused([entry], units).meets(forms)).toBe(true);
      }
    }
  });

  it('by their address, where that is a unit’s desk too', () => {
    const own = { ...housing, emails: [zhang.email, 'own@housing.example'] };
    const those = recused(['张三'], [police, own]);
    expect(deskOf(own, those)).toEqual(['own@housing.example']);
    expect(isRecusedUnit(those, own)).toBe(false);
  });

  it('after the register has changed: by what it said when the entry was written', () => {
    const those = recused(['张三']);
    const moved = { ...office, supervisors: [{ name: '张三丰', email: zhang.email }] };
    expect(those.meets(caller(moved, '1', { email: zhang.email }))).toBe(true);
    expect(isRecusedPerson(those, { name: '张三', email: 'new@police.example' })).toBe(true);
    expect(isRecusedPerson(those, { name: '新', email: 'new@police.example', subject: 'user-7f3a' })).toBe(true);
  });

  it('known by subject: registered names and addresses are theirs, though the token names none', () => {
    const registered = { ...police, supervisors: [{ ...zhang, subject: 'opaque-1' }] };
    // Recused by the name alone, without the register: what an old record says.
    const old = recusedAs(resolved(['张三'], [], regions).forms);
    expect(old.meets(caller(registered, 'opaque-1'))).toBe(true);
    expect(old.meets(caller(registered, 'opaque-2'))).toBe(false);
    const oldByAddress = recusedAs(resolved([zhang.email], [], regions).forms);
    expect(oldByAddress.meets(caller(registered, 'opaque-1'))).toBe(true);
  });
});
