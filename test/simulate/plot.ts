/** Plots as SVG: what they show of a year is two or three lines, for which a library of charts would bring a browser's DOM. */

interface Line {
  label: string;
  colour: string;
  values: readonly number[];
}

export interface Plot {
  title: string;
  /** First day, as `2026-01-01`; each value is a day. */
  from: string;
  lines: readonly Line[];
  /** A bound that the lines are to stay below. */
  bound?: { label: string; value: number };
}

const [width, height] = [960, 360];
const margin = { top: 48, right: 24, bottom: 40, left: 84 };
/** Of a month's name below the axis. */
const monthWidth = 50;
const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const round = (value: number): string => String(Math.round(value * 10) / 10);

/** Round steps of an axis up to a value that is not below `most`. */
export const ticksTo = (most: number): number[] => {
  const rough = Math.max(most, 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, n) => n * step);
};

const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${round(x)}" y="${round(y)}" ${more}>${escaped(content)}</text>`;

/** The plot as an SVG document. */
export const plot = ({ title, from, lines, bound }: Plot): string => {
  const days = Math.max(...lines.map(({ values }) => values.length));
  // A bound far above all lines would press them flat: then it is told in words.
  const highest = lines.reduce((most, { values }) => Math.max(most, ...values), 0);
  const shown = bound !== undefined && bound.value <= highest * 4;
  const ticks = ticksTo(shown ? Math.max(highest, bound.value) : highest);
  const top = ticks.at(-1) ?? 1;
  const x = (day: number) => margin.left + (day / Math.max(1, days - 1)) * inner.width;
  const y = (value: number) => margin.top + inner.height * (1 - value / top);
  const months = Array.from({ length: days }, (_, day) => ({
    day,
    date: new Date(Date.parse(from) + day * 86_400_000),
  }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(margin.left, 20, title, 'font-size="15" font-weight="bold"'),
    ...ticks.flatMap((tick) => [
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${round(y(tick))}" y2="${round(y(tick))}" stroke="#ddd"/>`,
      text(margin.left - 8, y(tick) + 4, tick.toLocaleString('en'), 'text-anchor="end"'),
    ]),
    ...months
      .filter(({ day, date }) => date.getUTCDate() === 1 && x(day) < width - margin.right - monthWidth)
      .map(({ day, date }) => text(x(day), height - margin.bottom + 18, date.toISOString().slice(0, 7))),
    ...lines.map(
      ({ colour, values }) =>
        `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${values.map((value, day) => `${round(x(day))},${round(y(value))}`).join(' ')}"/>`,
    ),
    ...(shown
      ? [
          `<line x1="${margin.left}" x2="${width - margin.right}" y1="${round(y(bound.value))}" y2="${round(y(bound.value))}" stroke="#b00" stroke-dasharray="6 4"/>`,
        ]
      : []),
    ...lines.map(({ label, colour }, n) => text(margin.left + n * 200, 38, label, `fill="${colour}"`)),
    ...(bound
      ? [
          text(
            width - margin.right,
            38,
            `${bound.label}: ${bound.value.toLocaleString('en')}`,
            'text-anchor="end" fill="#b00"',
          ),
        ]
      : []),
    '</svg>\n',
  ].join('\n');
};
