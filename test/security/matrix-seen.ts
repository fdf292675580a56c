import type { Answer } from '../province.ts';
import { type CallerName, everyone, sets } from './matrix-callers.ts';

/** What an answer shows, field by field, and how that is written down for people to review. */

/** What one caller got: the status, and of a refusal its name; of an answer the fields that carry something, and what it allows. */
export interface Cell {
  status: number;
  problem: string | null;
  fields: readonly string[];
  may: readonly string[];
}
export type Row = ReadonlyMap<CallerName, Cell>;

/** How an id, or an item of a list, is called in what is written down: nothing in it differs from run to run. */
type NameOf = (id: string) => string | undefined;

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || value === 0 || value === false;

/** An item by what it is about: an event, or a record that has a name. */
const itemKey = (item: unknown, nameOf: NameOf): string => {
  const { event, transferId } = (item ?? {}) as { event?: unknown; transferId?: unknown };
  return typeof event === 'string' ? event : (nameOf(String(transferId)) ?? '');
};

/** Paths of all that carries something; `null`, `false`, 0 and what is empty carry nothing. Items of a list are told apart by `itemKey`. */
export const fieldsOf = (value: unknown, nameOf: NameOf, path = ''): string[] => {
  if (isEmpty(value)) return [];
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return value.length > 0 ? [path] : [];
    return value.flatMap((item) => fieldsOf(item, nameOf, `${path}[${itemKey(item, nameOf)}]`));
  }
  if (typeof value !== 'object') return [path];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    key === 'allowedActions' ? [] : fieldsOf(inner, nameOf, path === '' ? key : `${path}.${key}`),
  );
};

/** The answer as a cell. `fields`: how an answer of this kind is read where its own fields are not the point. */
export const cellOf = (
  { status, body }: Pick<Answer, 'status' | 'body'>,
  nameOf: NameOf,
  fields: (body: Record<string, unknown>) => string[] = (answered) => fieldsOf(answered, nameOf),
): Cell => {
  if (status >= 400) return { status, problem: String(body.type).split(':').at(-1) ?? '', fields: [], may: [] };
  return { status, problem: null, fields: [...new Set(fields(body))].sort(), may: mayOf(body, nameOf) };
};

interface Allowing {
  transferId?: string;
  allowedActions?: readonly string[];
}

/** Allowed actions, of the record itself and of the records in it by their names. */
const mayOf = ({ allowedActions, transfers, reply }: Record<string, unknown>, nameOf: NameOf): string[] => {
  const within = (name: string, one: Allowing | null) =>
    (one?.allowedActions ?? []).map((action) => `${name}.${action}`);
  return [
    ...((allowedActions as string[] | undefined) ?? []),
    ...(Array.isArray(transfers) ? transfers : []).flatMap((one: Allowing) =>
      within(nameOf(one.transferId ?? '') ?? 'transfer', one),
    ),
    ...within('reply', (reply ?? null) as Allowing | null),
  ];
};

/** Fields that come together, and are called by the name of what has them, or by one of their own. */
const wholes: readonly { of: RegExp; fields: readonly string[]; as?: string }[] = [
  { of: /(^|[.\]])duty$/, fields: ['calendar', 'dueAt', 'dueDate', 'name', 'owedBy', 'window'] },
  { of: /\bcount\[]$/, fields: ['counted', 'date', 'reason'] },
  { of: /(^|[.\]])by$/, fields: ['role', 'sub', 'unitId'] },
  { of: /(^|[.\]])proposal$/, fields: ['kind', 'madeAt', 'madeBy', 'proposalId', 'units'] },
  { of: /(^|[.\]])extension$/, fields: ['askedAt', 'askedBy', 'extensionId', 'workingDays'] },
  { of: /^reply$/, fields: ['replyId', 'status', 'version'] },
  { of: /\bto\[]$/, fields: ['as', 'unitId'] },
  { of: /^mails\[]$/, fields: ['as', 'at', 'duty', 'milestone', 'state', 'unitId'] },
  { of: /^timeline\[[^\]]*]$/, fields: ['dueDate', 'duty', 'owedBy'], as: 'duty' },
  { of: /^timeline\[[^\]]*]$/, fields: ['at', 'by', 'event', 'hash', 'seq'] },
  {
    of: /\btransfers\[[^\]]*]$|(^|\.)notice$|(^|\.)transfer$/,
    fields: [
      ...['channel', 'clueId', 'discoveredAt', 'from', 'reference', 'regionCode', 'registeredAt'],
      ...['rule', 'status', 'to', 'transferId', 'version'],
    ],
  },
];

/** The paths, complete wholes by their names. */
const folded = (paths: readonly string[]): string[] => {
  let left = new Set(paths);
  for (const { of, fields, as } of wholes) {
    const heads = [...left].flatMap((path) => {
      const head = path.slice(0, path.lastIndexOf('.'));
      return of.test(head) && fields.every((field) => left.has(`${head}.${field}`)) ? [head] : [];
    });
    const gone = new Set(heads.flatMap((head) => fields.map((field) => `${head}.${field}`)));
    const kept = [...left].filter((path) => !gone.has(path));
    left = new Set([...kept, ...heads.map((head) => (as ? `${head}.${as}` : head))]);
  }
  return [...left].sort();
};

/** The first step of a path, and the rest of it: `timeline`, `[closed].by`. */
const stepOf = (path: string): [head: string, rest: string] => {
  const [, head = '', rest = ''] = /^(\[[^\]]*]|[^.[]+)\.?(.*)$/.exec(path) ?? [];
  return [head, rest];
};

/** Paths as one text: what they share is written once. */
const written = (paths: readonly string[]): string => writtenAs(folded(paths));

const writtenAs = (paths: readonly string[]): string => {
  const heads = new Map<string, string[]>();
  for (const path of paths) {
    const [head, rest] = stepOf(path);
    heads.set(head, [...(heads.get(head) ?? []), rest]);
  }
  return [...heads]
    .map(([head, rests]) => {
      const inner = rests.filter((rest) => rest !== '');
      if (inner.length === 0) return head;
      const shared = new Set(inner.map((rest) => stepOf(rest)[0]));
      const text = writtenAs(inner);
      if (rests.includes('')) return `${head}(${text})`;
      return shared.size > 1 ? `${head}{${text}}` : `${head}${text.startsWith('[') ? '' : '.'}${text}`;
    })
    .join(', ');
};

/** Names of callers, sets of them by theirs. */
const namesOf = (callers: readonly CallerName[]): string => {
  const left = new Set<string>(callers);
  const names: string[] = [];
  for (const [set, members] of Object.entries(sets)) {
    if (!members.every((member) => left.has(member))) continue;
    names.push(set);
    for (const member of members) left.delete(member);
  }
  if (callers.length === everyone.length) return 'everyone';
  return [...names, ...left].join(', ');
};

const without = (some: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return some.filter((one) => !known.has(one));
};

/** All that anybody sees in it. */
const allOf = (row: Row): string[] => [...new Set([...row.values()].flatMap(({ fields }) => fields))].sort();

/** What all of them have. */
const commonOf = (some: readonly (readonly string[])[]): string[] =>
  (some[0] ?? []).filter((one) => some.every((fields) => fields.includes(one)));

/** In the fewest words: by what all see, by what is common to all states, or as it is. */
const seenText = (fields: readonly string[], all: readonly string[], common: readonly string[]): string => {
  if (fields.length === 0) return 'nothing';
  const missing = without(all, fields);
  if (missing.length === 0) return 'all';
  const [lacked, more] = [without(common, fields), without(fields, common)];
  const byCommon = [
    'common',
    lacked.length > 0 ? ` but ${written(lacked)}` : '',
    more.length > 0 ? `; ${written(more)}` : '',
  ];
  const ways = [`all but ${written(missing)}`, written(fields), ...(common.length > 0 ? [byCommon.join('')] : [])];
  return ways.reduce((best, way) => (way.length < best.length ? way : best));
};

const shownText = (
  { status, problem, fields, may }: Cell,
  all: readonly string[],
  common: readonly string[],
): string => {
  if (problem !== null) return `${status} ${problem}`;
  const allowed = may.length > 0 ? `; may ${written([...new Set(may)])}` : '';
  return `${status} ${seenText(fields, all, common)}${allowed}`;
};

const wrapped = (text: string, indent: string): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && `${indent}${line} ${word}`.length > 130) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${indent}${one}`);
};

/** What stands above every file of these. */
export const legend = [
  ...wrapped(
    'Who is answered what by each route, in each state of a clue and its records. A field is listed where it carries something: null, false, 0 and what is empty carry nothing. “all”: whatever anybody sees of it in that state; “common”: what stands in “all” of every state. `a{b, c}`: b and c of a; `a(b)`: a as it is, and b of it. As it is, an event has seq, event, at, by and hash, a duty its name, owner, dates and calendar, a transfer its parties, rule, status, reference and version, the times at which it was found and registered, its channel.',
    '',
  ),
  '',
  ...wrapped(`“others”: those of the callers who are not named there. Callers: ${everyone.join(', ')}.`, ''),
  '',
  ...Object.entries(sets).map(([set, members]) => `${set}: ${members.join(', ')}`),
].join('\n');

/** Callers who get the same, by what that is. */
const grouped = <K>(some: Iterable<K>, textOf: (one: K) => string | undefined): Map<string, K[]> => {
  const groups = new Map<string, K[]>();
  for (const one of some) {
    const text = textOf(one);
    if (text !== undefined) groups.set(text, [...(groups.get(text) ?? []), one]);
  }
  return groups;
};

/** Who gets what, those who get the same together; most are forbidden, so that they come last and are not named. */
const linesOf = (row: Row, common: readonly string[]): string[] => {
  const all = allOf(row);
  const groups = grouped(everyone, (caller) => {
    const cell = row.get(caller);
    return cell && shownText(cell, all, common);
  });
  const others = groups.get(forbidden) ?? [];
  if (others.length > 3) groups.delete(forbidden);
  return [
    ...[...groups].flatMap(([text, callers]) => wrapped(`${namesOf(callers)}: ${text}`, '  ')),
    ...(others.length > 3 ? [`  others: ${forbidden}`] : []),
  ];
};

const forbidden = '403 forbidden';

/** A list as each query gives it: who is shown which records, and who none. */
export const listText = (route: string, rows: ReadonlyMap<string, Row>): string => {
  const blocks = [...rows].map(([query, row]) => {
    const viewersOf = (record: string) =>
      namesOf(everyone.filter((caller) => row.get(caller)?.fields.includes(record)));
    const shown = grouped(allOf(row), viewersOf);
    const others = grouped(everyone, (caller) => {
      const cell = row.get(caller);
      return !cell || cell.fields.length > 0 ? undefined : shownText(cell, [], []);
    });
    return [
      `– ${query}`,
      ...[...shown].flatMap(([viewers, records]) => wrapped(`${viewers}: 200 ${written(records)}`, '  ')),
      ...[...others].flatMap(([text, callers]) => wrapped(`${namesOf(callers)}: ${text}`, '  ')),
    ].join('\n');
  });
  return [`## ${route}`, '', blocks.join('\n\n')].join('\n');
};

/**
 * A route in all its states. States in which everybody gets the same stand together; `apart`: those too in which the fields differ, which
 * are then said before.
 */
export const routeText = (route: string, rows: ReadonlyMap<string, Row>, apart = false): string => {
  const alls = [...rows.values()].map(allOf).filter((all) => all.length > 0);
  const common = alls.length > 1 ? commonOf(alls) : [];
  const moreIn = (state: string) => without(allOf(rows.get(state) ?? new Map()), common);
  const allLine = (state: string) => {
    const more = written(moreIn(state));
    return more === '' ? [] : wrapped(`all: ${common.length > 0 ? 'common, ' : ''}${more}`, '  ');
  };
  const blocks = grouped(rows.keys(), (state) =>
    [...(apart ? [] : allLine(state)), ...linesOf(rows.get(state) ?? new Map(), common)].join('\n'),
  );
  const beyond = apart ? grouped(rows.keys(), (state) => written(moreIn(state)) || undefined) : [];
  const head = [
    ...(common.length > 0 ? wrapped(`common: ${written(common)}`, '  ') : []),
    ...[...beyond].flatMap(([fields, states]) =>
      wrapped(`${common.length > 0 ? 'and in' : 'in'} ${states.join(' | ')}: ${fields}`, '  '),
    ),
  ];
  const body = [...blocks].map(([text, states]) => {
    const title = states.filter((state) => state !== '');
    return [...(title.length > 0 ? wrapped(`– ${title.join(' | ')}`, '') : []), text].join('\n');
  });
  return [`## ${route}`, '', ...(head.length > 0 ? [...head, ''] : []), body.join('\n\n')].join('\n');
};
