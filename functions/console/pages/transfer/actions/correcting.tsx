import type { Acting } from './acting.ts';

export const Correct = (_: { acting: Acting }) => null;
