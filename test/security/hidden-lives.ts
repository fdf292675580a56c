import fc from 'fast-check';

/** Clues that name somebody, by chance: who, how they are written, and what becomes of the clue. */

/** Who must not hear of the clue, as the register has them, and how they ask. */
export interface Named {
  unitId: string;
  role: 'clerk' | 'supervisor' | 'auditor' | 'operator';
  /** `unit`: named as a whole; otherwise a person of it, by this. */
  by: 'unit' | 'unit name' | 'name' | 'email' | 'subject';
}

export const person = (unitId: string, role: string) => ({
  name: `${{ clerk: '甲', supervisor: '乙', auditor: '丙', operator: '丁' }[role]}${unitId.replace(/\D/g, '')}`,
  email: `${role}.person@${unitId}.example`,
  subject: `subject-${role}-${unitId}`,
});

const watchers = [
  '371402-leading-group-office',
  '371400-leading-group-office',
  '370000-leading-group-office',
  '371402-public-security',
  '371402-discipline-inspection',
  '371402-petitions',
];
const named: fc.Arbitrary<Named> = fc.record({
  unitId: fc.constantFrom(...watchers),
  role: fc.constantFrom('clerk', 'supervisor', 'auditor', 'operator'),
  by: fc.constantFrom('unit', 'unit name', 'name', 'email', 'subject'),
});

/** How a name is written so that a comparison of texts would miss it. */
const disguises: ((entry: string) => string)[] = [
  (entry) => entry,
  (entry) => [...entry].join('\u200b'),
  (entry) => ` ${entry}\ufeff`,
  (entry) => entry.replace(/[!-~]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)),
  (entry) => entry.toUpperCase(),
  (entry) => (entry.includes('@') ? `某人 <${entry}>` : entry),
  (entry) => (entry.includes('@') ? `mailto:${entry}` : entry),
];

export const steps = [
  'acknowledge',
  'interim',
  'feedback',
  'return',
  'dispatch',
  'extension',
  'elevate',
  'joint',
  'case',
  'supplement',
  'supplied',
  'recall',
] as const;

export const life = fc.record({
  named,
  disguise: fc.constantFrom(...disguises),
  asSubject: fc.boolean(),
  /** Named by a correction, where nobody has the clue yet who would be named. */
  late: fc.boolean(),
  kinds: fc.constantFrom(['organised-crime'], ['misconduct'], ['organised-crime', 'misconduct']),
  realName: fc.boolean(),
  old: fc.boolean(),
  steps: fc.array(fc.constantFrom(...steps), { maxLength: 5 }),
});
