/** What is made of measured values. */

/** Of values in one unit: the middle one, the quartiles about it, and the 99th percentile, each by nearest rank. */
export interface Summary {
  median: number;
  low: number;
  high: number;
  p99: number;
  count: number;
}

/** The smallest value that at least that share of the values does not exceed. @throws RangeError of none. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (found === undefined) throw new RangeError('there is no percentile of no values');
  return found;
};

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const summaryOf = (values: readonly number[]): Summary => ({
  median: median(values),
  low: percentile(values, 0.25),
  high: percentile(values, 0.75),
  p99: percentile(values, 0.99),
  count: values.length,
});

/** Values of one round, of what is measured and of what it is held against. */
export interface Round {
  ours: readonly number[];
  bare: readonly number[];
}

/** `ratio`: of the medians over all rounds. `low`, `high`: quartiles of the ratios that the single rounds have. */
export interface Ratio {
  ratio: number;
  low: number;
  high: number;
}

export const ratioOf = (rounds: readonly Round[]): Ratio => {
  const ofRounds = rounds.map(({ ours, bare }) => median(ours) / median(bare));
  return {
    ratio: median(rounds.flatMap(({ ours }) => ours)) / median(rounds.flatMap(({ bare }) => bare)),
    low: percentile(ofRounds, 0.25),
    high: percentile(ofRounds, 0.75),
  };
};

/** Three digits that count, and none after the point from 100 on. */
const plain = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(value < 0.1 ? 1 : value < 10 ? 2 : 3);

/** Milliseconds, or seconds where there are many. */
export const timeText = ({ median: middle, low, high, p99 }: Summary): string => {
  const [scale, unit] = middle >= 10_000 ? [1000, 's'] : [1, 'ms'];
  const [a, b, c, d] = [middle, low, high, p99].map((one) => plain(one / scale));
  return `${a} ${unit} (${b}–${c}), p99 ${d}`;
};

export const ratioText = ({ ratio, low, high }: Ratio): string =>
  `${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;

/** How often each name stands in the list, most often first, as `3 GetItem, 1 Query`. */
export const countText = (names: readonly string[]): string =>
  [...Map.groupBy(names, (name) => name)]
    .map(([name, some]) => [name, some.length] as const)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
