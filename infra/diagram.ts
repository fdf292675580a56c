import { readFile, writeFile } from 'node:fs/promises';

/** `npm run diagram`: draws the state machine into the README, as Mermaid, from the file that AWS and this machine run. */

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: { Variable: string; StringEquals: string; Next: string }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
}

export interface Definition {
  StartAt: string;
  States: Readonly<Record<string, State>>;
}

const arrow = (from: string, to: string, label?: string): string =>
  `    ${from} --> ${to}${label === undefined ? '' : ` : ${label}`}`;

const arrowsOf = ([name, state]: [string, State]): string[] => [
  ...(state.Choices ?? []).map(({ StringEquals, Next }) => arrow(name, Next, StringEquals)),
  ...(state.Default === undefined ? [] : [arrow(name, state.Default, 'otherwise')]),
  ...(state.Next === undefined ? [] : [arrow(name, state.Next)]),
  ...(state.Catch ?? []).map(({ ErrorEquals, Next }) =>
    arrow(
      name,
      Next,
      ErrorEquals.map((error) => error.replace('States.ALL', 'any error').replace('States.', '')).join(', '),
    ),
  ),
  ...(state.Type === 'Succeed' || state.Type === 'Fail' ? [arrow(name, '[*]')] : []),
];

/** The states and what leads from one to the next. */
export const diagramOf = ({ StartAt, States }: Definition): string =>
  [
    'stateDiagram-v2',
    arrow('[*]', StartAt),
    ...Object.entries(States)
      .filter(([, { Type }]) => Type === 'Choice')
      .map(([name]) => `    state ${name} <<choice>>`),
    ...Object.entries(States).flatMap(arrowsOf),
  ].join('\n');

const [begin, end] = ['<!-- The state machine, by npm run diagram. -->\n```mermaid\n', '\n```\n'];

/** The text with the diagram in the place of the one that stands there. @throws Error where there is no place for it. */
export const withDiagram = (text: string, definition: Definition): string => {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error('the README has no place for the diagram');
  return `${text.slice(0, from + begin.length)}${diagramOf(definition)}${text.slice(to)}`;
};

export const readme = new URL('../README.md', import.meta.url);
export const definition = async (): Promise<Definition> =>
  JSON.parse(await readFile(new URL('../statemachines/transfer.asl.json', import.meta.url), 'utf8'));

if (import.meta.main) await writeFile(readme, withDiagram(await readFile(readme, 'utf8'), await definition()));
