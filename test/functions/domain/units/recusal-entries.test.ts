import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  folded,
  formsOfPerson,
  formsOfUnit,
  isRecusedUnit,
  peopleOf,
  recusedAs,
  resolved,
} from '../../../../functions/domain/units/recusal.ts';
import { unitWith } from '../records.ts';
import { all, caller, meetings, metBy, office, police, recused, regions } from './who-is-who.ts';

/** What an entry says, however it is dressed up. */

describe('an entry', () => {
  it('that meets nobody is answered so, and recuses whoever bears it later', () => {
    expect(meetings(['某甲', 'nobody@nowhere.example'])).toEqual([
      { entry: '某甲', met: [] },
      { entry: 'nobody@nowhere.example', met: [] },
    ]);
    expect(recused(['某甲']).meets(caller(police, '某甲'))).toBe(true);
    expect(recused(['nobody@nowhere.example']).meets(caller(police, '1', { email: 'Nobody@nowhere.example' }))).toBe(
      true,
    );
  });

  it.each(['', ' ', '\u200b', '\u202e\u2066', '<>', 'mailto:', '\u3164', '·', '"" <>'])(
    'of nothing visible meets nobody, nor anybody without a claim: %j',
    (entry) => {
      const those = recused([entry]);
      expect(metBy(entry)).toEqual([]);
      expect(those.meets(caller(police, '1'))).toBe(false);
      expect(those.meets(caller(null, '1', { name: '', email: '' }))).toBe(false);
      expect(those.meets(caller(null, '1', { name: '\u200b', email: ' ' }))).toBe(false);
    },
  );

  it('that names several is answered with each; written twice it is answered once', () => {
    expect(meetings(['李四', '李四', '德城区扫黑办', 'zhang@police.example、li@city.example'])).toEqual([
      { entry: '李四', met: ['李四'] },
      { entry: '德城区扫黑办', met: ['德城区扫黑办'] },
      { entry: 'zhang@police.example、li@city.example', met: ['张三', '李四'] },
    ]);
  });

  it('of a name and an address means both', () => {
    expect(metBy('王五 <li@city.example>')).toEqual(['李四', '王五']);
  });

  it('of a unit goes by its id and by the name that it had', () => {
    expect(isRecusedUnit(recused([office.name]), { unitId: office.unitId, name: '改名' })).toBe(true);
    expect(isRecusedUnit(recused([office.unitId]), { unitId: office.unitId, name: '改名' })).toBe(true);
  });
});

describe('folding', () => {
  it('is of what is seen', () => {
    expect(folded(' Ａ\u200bＢ ')).toBe('ab');
    expect(folded('\ufb01le')).toBe('file');
    expect(folded('Σίσυφος')).toBe(folded('ΣΊΣΥΦΟΣ'));
    expect(['Strauß', 'STRAUẞ', 'STRAUSS'].map(folded)).toEqual(['strauss', 'strauss', 'strauss']);
    expect(folded('\u200b\ufe0f\u3164\u115f')).toBe('');
  });

  it('leaves a person no form of an empty name, address or subject', () => {
    expect(formsOfPerson({ name: '\u200b', email: 'a@b.example', subject: ' ' })).toEqual(['id:a@b.example']);
  });
});

/** What shows nothing. */
const invisible = fc.constantFrom(
  ...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u061c', '\u180e', '\u202a', '\u202e'],
  ...['\u2066', '\u2069', '\ufe00', '\ufe0f', '\u{e0100}', '\u{e01ef}', '\u{e0041}', '\u115f', '\u3164', '\uffa0'],
  ...['\u17b4', '\u2800', '\u206a'],
);
const blank = fc.constantFrom(' ', '\u3000', '\u00a0', '\u2003', '\u202f', '\t');
const wide = (char: string) => (char > ' ' && char <= '~' ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char);

/** Each character by another way to write it, and what shows nothing between them. */
const dressedUp = (text: string, between: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom<(char: string) => string>(
          (char) => char,
          (char) => char.toUpperCase(),
          (char) => char.toLowerCase(),
          (char) => char.normalize('NFD'),
          wide,
        ),
        fc.array(between, { maxLength: 2 }),
      ),
      { minLength: [...text].length, maxLength: [...text].length },
    )
    .map((ways) => [...text].map((char, n) => `${ways[n]?.[1].join('')}${ways[n]?.[0](char)}`).join(''));

const entries = all.flatMap((unit) => [
  ...[unit.unitId, unit.name].map((entry) => ({ entry, forms: formsOfUnit(unit) })),
  ...peopleOf(unit)
    .filter(() => unit.regionCode !== '371403')
    .flatMap((person) =>
      [person.name, person.email, person.subject ?? person.email].map((entry) => ({
        entry,
        forms: formsOfPerson(person),
      })),
    ),
]);

describe('whatever is written', () => {
  it('is folded once for all', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc
        .array(
          fc.oneof(
            invisible,
            blank,
            fc.constantFrom('é', 'e', '\u0301', 'Σ', 'ς', '·', '•', 'İ', 'ß', 'ẞ', '가', 'ᄀ', 'ᅡ'),
          ),
        )
        .map((some) => some.join('')),
    );
    fc.assert(
      fc.property(text, (some) => {
        const once = folded(some);
        expect(folded(once)).toBe(once);
        expect(folded(some.normalize('NFD'))).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['invisible characters', invisible],
    ['invisible characters and blanks', fc.oneof(invisible, blank)],
  ])('loses nobody by %s, width or case', (_, between) => {
    const written = fc.constantFrom(...entries).chain(({ entry, forms }) =>
      fc.record({
        plain: fc.constant(entry),
        forms: fc.constant(forms),
        entry: dressedUp(entry, between),
      }),
    );
    fc.assert(
      fc.property(written, ({ plain, entry, forms }) => {
        expect(metBy(entry)).toEqual(metBy(plain));
        expect(recused([entry]).meets(forms)).toBe(true);
        for (const form of forms) expect(recused([entry]).meets([form])).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('loses no address by the wrapping of a mail program', () => {
    const wrapped = fc.constantFrom<(address: string) => string>(
      (address) => `某人 <${address}>`,
      (address) => `"某, 人" <${address}>`,
      (address) => `mailto:${address}?subject=x&cc=y`,
      (address) => `<mailto:${address}>`,
      (address) => `mailto:${[...address].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}`,
      (address) => `'${address}';`,
      (address) => `见${address}。`,
    );
    const people = all.flatMap((unit) => peopleOf(unit).map((person) => ({ person, unit })));
    fc.assert(
      fc.property(
        fc.constantFrom(...people).chain(({ person, unit }) =>
          fc.record({
            person: fc.constant(person),
            unit: fc.constant(unit),
            address: dressedUp(person.email, fc.constant('')),
          }),
        ),
        wrapped,
        ({ person, address }, wrap) => {
          expect(metBy(wrap(address.normalize('NFKC')))).toContain(person.name);
          expect(recused([wrap(address.normalize('NFKC'))]).meets(formsOfPerson(person))).toBe(true);
        },
      ),
    );
  });

  it('means by a bare name nobody of a region that is neither the clue’s nor above it, and keeps the clue from the name', () => {
    const name = fc.constantFrom('张三', '李四', '吾守尔·买买提', 'José');
    const region = fc.constantFrom('371403', '371481', '370100', '110000');
    fc.assert(
      fc.property(name, region, fc.nat(99), (some, elsewhere, n) => {
        const there = { name: some, email: `${n}@elsewhere.example`, subject: `s-${n}` };
        const unit = unitWith(`${elsewhere}-court`, { supervisors: [there], desks: [there] });
        const units = [police, office, unit];
        expect(meetings([some], units)).toEqual([{ entry: some, met: metBy(some, [police, office]) }]);
        const those = recusedAs(resolved([some], units, regions).forms);
        // Nothing that is theirs alone is known; but should the clue come there, the name does not read it.
        expect(those.meets(formsOfPerson({ ...there, name: '别人' }))).toBe(false);
        expect(those.meets(formsOfPerson(there))).toBe(true);
        // By the address they are met, wherever they are.
        expect(recused([there.email], units).meets(formsOfPerson(there))).toBe(true);
      }),
    );
  });
});
