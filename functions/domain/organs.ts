/** Organ types (domain.md, "Units"). */
export const organs = [
  'public-security',
  'discipline-inspection',
  'petitions',
  'procuratorate',
  'court',
  'judicial-administration',
  'land',
  'housing',
  'transport',
  'water',
  'agriculture',
  'publicity',
  'cyberspace',
  'leading-group-office',
  'other',
] as const;
export type Organ = (typeof organs)[number];
