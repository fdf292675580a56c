import type { Text } from '../languages.ts';
import { sameAddress } from './delegations.ts';
import type { UnitEntry } from './entries.ts';
import { levels, type Person, type Region } from './forms.ts';
import type { Fault, Imported } from './unit-import.ts';

/** What an import would change, against the registers in force. */

type Versioned<T> = T & { version: number };

/** What becomes of one record. */
export interface Step<T> {
  does: 'create' | 'change' | 'leave';
  value: T;
  /** That the change goes by; null for a record that is new. */
  version: number | null;
  /** Fields that change. */
  fields: string[];
}

const stepOf = <T extends object>(value: T, before: Versioned<object> | undefined): Step<T> => {
  if (!before) return { does: 'create', value, version: null, fields: [] };
  const fields = Object.keys(value).filter(
    (name) => JSON.stringify(Reflect.get(value, name)) !== JSON.stringify(Reflect.get(before, name)),
  );
  // One that was put in by hand has no version and no history yet, and a unit is in no list.
  const does = fields.length > 0 || before.version === 0 ? 'change' : 'leave';
  return { does, value, version: before.version, fields };
};

/** People with the subject that the register knows of them where the file says none: a list of names and addresses takes none away. */
const knownSubjects = (people: readonly Person[], before: readonly Person[]): Person[] =>
  people.map((person) => {
    const subject = before.find(({ email }) => sameAddress(email, person.email))?.subject;
    return person.subject !== undefined || subject === undefined ? person : { ...person, subject };
  });

const withSubjects = (unit: UnitEntry, before: UnitEntry | undefined): UnitEntry => {
  const known = [...(before?.supervisors ?? []), ...(before?.desks ?? [])];
  return {
    ...unit,
    supervisors: knownSubjects(unit.supervisors, known),
    ...(unit.desks === undefined ? {} : { desks: knownSubjects(unit.desks, known) }),
  };
};

export interface Plan {
  regions: Step<Region>[];
  units: Step<UnitEntry>[];
}

/** What applying would do; regions from the top, so that none stands without its parent when it is interrupted. */
export const planOf = (
  { units, regions }: Pick<Imported, 'units' | 'regions'>,
  inForce: {
    units: ReadonlyMap<string, Versioned<UnitEntry>>;
    regions: ReadonlyMap<string, Versioned<Region>>;
  },
): Plan => ({
  regions: regions
    .map(({ value }) => stepOf(value, inForce.regions.get(value.code)))
    .sort((a, b) => levels.indexOf(a.value.level) - levels.indexOf(b.value.level)),
  units: units.map(({ value }) => {
    const before = inForce.units.get(value.unitId);
    return stepOf(withSubjects(value, before), before);
  }),
});

/** What a field says before and after, each as a cell of a file has it; null where it says nothing. */
interface Difference {
  field: string;
  from: string | null;
  to: string | null;
}

const personCell = ({ name, email, subject }: Person): string =>
  [name, `<${email}>`, subject].filter((part) => part !== undefined).join(' ');

const cellOf = (value: unknown): string | null => {
  const list: (string | Person)[] = Array.isArray(value) ? value : [value ?? ''];
  const cell = list.map((one) => (typeof one === 'string' ? one : personCell(one))).join('; ');
  return cell === '' ? null : cell;
};

/** Field by field what a step does to a unit; of a new one all that is said of it. */
const differencesOf = ({ does, value, fields }: Step<UnitEntry>, before: UnitEntry | undefined): Difference[] => {
  const { unitId: _, ...said } = value;
  return (does === 'create' ? Object.keys(said) : fields)
    .map((field) => ({
      field,
      from: cellOf(before && Reflect.get(before, field)),
      to: cellOf(Reflect.get(value, field)),
    }))
    .filter(({ from, to }) => from !== to);
};

/** What an import makes of one line of a file. */
export interface Line {
  line: number;
  /** Null where the line names none. */
  unitId: string | null;
  change: 'new' | 'changed' | 'same' | 'fault';
  /** That the unit is registered with; null where it is not, and of a line with faults. */
  version: number | null;
  fields: Difference[];
  errors: { path: string; message: Text }[];
}

const changes = { create: 'new', change: 'changed', leave: 'same' } as const;

/** The lines of one file of units in their order, each with what becomes of it or why nothing does. */
export const linesOf = (
  { units, told }: Pick<Imported, 'units' | 'told'>,
  steps: readonly Step<UnitEntry>[],
  inForce: ReadonlyMap<string, UnitEntry>,
  faults: readonly Fault[],
): Line[] => {
  const wrong = Map.groupBy(faults, ({ at }) => at?.n ?? 0);
  const named = new Map(told.units.map(({ at, value }) => [at.n, value.unitId]));
  const good = units.flatMap(({ at, value: { unitId } }, n): Line[] => {
    const step = steps[n];
    if (!step || wrong.has(at.n)) return [];
    const fields = differencesOf(step, inForce.get(unitId));
    return [{ line: at.n, unitId, change: changes[step.does], version: step.version, fields, errors: [] }];
  });
  const bad = [...wrong].map(
    ([line, all]): Line => ({
      line,
      unitId: named.get(line) || null,
      change: 'fault',
      version: null,
      fields: [],
      errors: all.map(({ column, message }) => ({ path: column ?? '', message })),
    }),
  );
  return [...good, ...bad].sort((a, b) => a.line - b.line);
};
