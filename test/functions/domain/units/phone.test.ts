import { expect, it } from 'vitest';
import { unitFields } from '../../../../functions/domain/units/entries.ts';

const unit = { name: '住建局', organ: 'housing', regionCode: '371402', emails: ['a@b.example'], supervisors: [] };

it.each([
  ['0534-2100110', true],
  ['0534-2100110转8021', true],
  ['0534-2100110 ext. 8021', true],
  ['（0534）2100110、2100111', true],
  ['+86 534 2100110', true],
  ['12337', true],
  ['110', true],
  ['0534-1', false],
  ['12a', false],
  ['电话', false],
  ['<b>0534-2100110</b>', false],
])('a telephone number: %s', (phone, is) => {
  expect(unitFields.safeParse({ ...unit, phone }).success).toBe(is);
});
