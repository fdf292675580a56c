import { describe, expect, it } from 'vitest';
import type { PaperKind } from '../../../../functions/domain/papers/kinds.ts';
import { recusing } from '../records.ts';
import { nextTold, office, officeAbove, receiver, register, registered } from '../steps.ts';
import { given } from '../stories.ts';
import { type Different, escalatedTo, names, paper } from './facts.ts';

describe('who issues a reminder or an escalation', () => {
  const issuer = (story: ReturnType<typeof given>, kind: PaperKind, different: Different = {}) =>
    paper(story, kind, different).signature.unit;
  const reminder = given(registered(), nextTold());

  it('is the highest office that was told, and where none was the one of the region', () => {
    expect(issuer(escalatedTo(office, officeAbove), 'escalation')).toBe(names[officeAbove]);
    expect(issuer(escalatedTo(receiver), 'escalation')).toBe(names[office]);
    expect(issuer(reminder, 'reminder')).toBe(names[office]);
  });

  it('is never one that must not hear of the clue, or that owes the duty itself', () => {
    const recused = recusing([office], register);
    expect(issuer(escalatedTo(office), 'escalation', { recused })).toBe(names[officeAbove]);
    expect(issuer(reminder, 'reminder', { recused })).toBe(names[officeAbove]);
    const own = given(registered({ from: office }), nextTold());
    expect(issuer(own, 'reminder')).toBe(names[officeAbove]);
  });

  it('is left to be filled in by hand where no office is there', () => {
    const recused = recusing([office, officeAbove], register);
    expect(issuer(reminder, 'reminder', { recused })).toMatch(/^　+$/);
  });
});
