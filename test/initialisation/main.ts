import { bare, measured } from './measure.ts';

/**
 * `npm run bench:initialisation -- <function>…`: what it takes to load bundles as they are deployed, against a bare function with
 * the same clients, bundled the same way and in one file. `RUNS` of each, interleaved; a table in Markdown.
 */

const asked = process.argv.slice(2);
const names =
  asked.length > 0
    ? asked
    : [
        'submit-clue',
        'acknowledge-transfer',
        'read-sent-ledger',
        'notify-milestone',
        'plan-milestone',
        'await-milestone',
      ];

const all = await measured([bare.asOurs, bare.inOne, ...names], Number(process.env.RUNS ?? 15));
const [asOurs, inOne] = all.map(({ processor }) => processor);
const ms = (value: number): string => value.toFixed(1);
const ratio = (value: number, to = Number.NaN): string => (value / to).toFixed(2);
const lines = all.map(({ name, processor, quartiles: [from, to], wall }) =>
  [
    `| ${name}`,
    `${ms(processor)} (${ms(from)}–${ms(to)})`,
    ratio(processor, asOurs),
    ratio(processor, inOne),
    `${ms(wall)} |`,
  ].join(' | '),
);
const heads = '| function | processor, ms (middle half) | × bare | × bare, in one file | wall, ms |';
console.log([heads, '|---|---|---|---|---|', ...lines].join('\n'));
