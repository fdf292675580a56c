import type { Province } from '../province.ts';
import type { State } from './finding.ts';
import type { Named } from './run.ts';

/** Each mend once, with the checks that it is for. */
const mendsOf = (found: readonly Named[]): string[] => {
  const mends = new Map<string, string[]>();
  for (const { name, mend } of found) if (mend !== null) mends.set(mend, [...(mends.get(mend) ?? []), name]);
  return [...mends].map(([mend, names]) => `  ${names.join(', ')}: ${mend}`);
};

/** What all came to, in one line. */
const sumOf = (found: readonly Named[]): string => {
  const count = (state: State) => found.filter((one) => one.state === state).length;
  const [lacking, unknown] = [count('lacking'), count('unknown')];
  if (lacking + unknown === 0) return 'All is good: deploy.';
  if (lacking === 0) return `Nothing is known to be lacking, but ${unknown} could not be found out.`;
  return `${lacking} lacking${unknown === 0 ? '' : `, ${unknown} could not be found out`}.`;
};

/** What an operator reads: a line a check, the mends below. */
export const reportOf = (
  { code, region, account }: Pick<Province, 'code' | 'region' | 'account'>,
  found: readonly Named[],
): { text: string; isGood: boolean } => {
  const wide = Math.max(...found.map(({ name }) => name.length));
  const lines = found.map(({ state, name, what }) => `${state.padEnd(7)}  ${name.padEnd(wide)}  ${what}`);
  const mends = mendsOf(found);
  return {
    text: [
      `Before ${code} is deployed to ${region}, account ${account}:`,
      '',
      ...lines,
      ...(mends.length > 0 ? ['', 'To mend:', ...mends] : []),
      '',
      sumOf(found),
    ].join('\n'),
    isGood: found.every(({ state }) => state === 'good'),
  };
};
