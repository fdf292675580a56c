import { bare, measured } from './measure.ts';

/**
 * `npm run bench:initialisation -- <function>…`: what it takes to load bundles as they are deployed, against a bare function with
 * the same clients, bundled the same way. `RUNS` of each, interleaved; a table in Markdown.
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

const all = await measured([bare, ...names], Number(process.env.RUNS ?? 15));
const of = all[0];
const ms = (value: number): string => value.toFixed(1);
const lines = all.map(({ name, processor, quartiles: [from, to], wall }) => {
  const ratio = of ? processor / of.processor : Number.NaN;
  return `| ${name} | ${ms(processor)} (${ms(from)}–${ms(to)}) | ${ratio.toFixed(2)} | ${ms(wall)} |`;
});
console.log(
  ['| function | processor, ms (middle half) | × bare | wall, ms |', '|---|---|---|---|', ...lines].join('\n'),
);
