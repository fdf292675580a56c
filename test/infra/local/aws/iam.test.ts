import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, allows, isLike } from '../../../../infra/local/aws/iam.ts';
import type { Statement } from '../../../../infra/rights.ts';

const statement = (changes: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action: ['dynamodb:GetItem'],
  Resource: ['arn:aws:dynamodb:us-east-1:000000000000:table/clues'],
  ...changes,
});
const asked = (changes: Partial<Asked> = {}): Asked => ({
  action: 'dynamodb:GetItem',
  resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/clues',
  keys: {},
  ...changes,
});

/** Of few letters, so that they often agree, and with those that mean something in a regular expression. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/', '\n', '+', '密'), maxLength: 6 });

describe('a pattern', () => {
  it('without wildcards is itself only', () => {
    fc.assert(fc.property(text, text, (one, other) => isLike(one, other) === (one === other)));
  });

  it('has any text in place of *', () => {
    fc.assert(
      fc.property(text, text, text, (before, between, after) => isLike(`${before}*${after}`, before + between + after)),
    );
    fc.assert(fc.property(text, text, (before, other) => isLike(`${before}*`, other) === other.startsWith(before)));
    fc.assert(fc.property(text, text, (after, other) => isLike(`*${after}`, other) === other.endsWith(after)));
  });

  it('has one character in place of ?', () => {
    fc.assert(
      fc.property(text, text, text, (before, between, after) => {
        return isLike(`${before}?${after}`, before + between + after) === ([...between].length === 1);
      }),
    );
  });
});

describe('a statement', () => {
  it('allows its own action, however it is written, on its own resource', () => {
    expect(allows(statement(), asked())).toBe(true);
    expect(allows(statement(), asked({ action: 'DynamoDB:getitem' }))).toBe(true);
    expect(allows(statement(), asked({ action: 'dynamodb:GetItems' }))).toBe(false);
    expect(allows(statement(), asked({ action: 'dynamodb:PutItem' }))).toBe(false);
    expect(allows(statement(), asked({ resource: `${asked().resource}/index/sent` }))).toBe(false);
    expect(allows(statement(), asked({ resource: asked().resource.toUpperCase() }))).toBe(false);
  });

  it('allows nothing without actions or resources', () => {
    expect(allows(statement({ Action: [] }), asked())).toBe(false);
    expect(allows(statement({ Resource: [] }), asked())).toBe(false);
  });

  it('holds to a value of each of its conditions', () => {
    const conditional = statement({
      Condition: { StringLike: { field: ['title', '*/*/note'] }, StringEquals: { from: 'a@b.example' } },
    });
    const meets = (keys: Asked['keys']) => allows(conditional, asked({ keys }));
    const from = 'a@b.example';
    expect(meets({ field: 'title', from })).toBe(true);
    expect(meets({ field: 'T/1/note', from })).toBe(true);
    expect(meets({ field: 'T/note', from })).toBe(false);
    expect(meets({ field: 'text', from })).toBe(false);
    expect(meets({ field: 'title' })).toBe(false);
    expect(meets({ from })).toBe(false);
    expect(meets({ field: 'title', from: `${from}.cn` })).toBe(false);
    expect(meets({})).toBe(false);
  });

  it('that stars and question marks are equal to, is equal to nothing else', () => {
    const literal = statement({ Condition: { StringEquals: { field: '*' } } });
    expect(allows(literal, asked({ keys: { field: '*' } }))).toBe(true);
    expect(allows(literal, asked({ keys: { field: 'title' } }))).toBe(false);
  });

  it('takes no name of a property for a key or an operator', () => {
    const inherited = statement({ Condition: { StringLike: { constructor: '*' } } });
    expect(allows(inherited, asked())).toBe(false);
    expect(() => allows(statement({ Condition: { toString: {} } }), asked())).toThrow('toString');
  });

  it('in a language that is not known here decides nothing', () => {
    const other = statement({ Condition: { NumericLessThan: { 's3:max-keys': '10' } } });
    expect(() => allows(other, asked())).toThrow('NumericLessThan');
  });
});
