import { type Attack, faultsOf } from './attack.ts';
import { burst } from './burst.ts';
import { damage } from './damage.ts';
import { fuzz } from './fuzz.ts';
import { kills } from './kills.ts';
import { restore } from './restore.ts';
import { slow } from './slow.ts';
import { soak } from './soak.ts';
import { wires } from './wires.ts';

/**
 * `npm run torture`: attacks on the province that `npm start` runs, over HTTP; `npm run torture -- kills burst` makes these only. Ends
 * with the figures for test/README.md.
 */

/** Those last that tell most where nothing else runs beside them. */
const attacks: Record<string, Attack> = { kills, wires, fuzz, damage, restore, soak, burst, slow };

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(attacks, name));
if (unknown.length > 0) {
  console.error(`There is no attack ${unknown.join(', ')}. Name some of ${Object.keys(attacks).join(', ')}.`);
  process.exit(2);
}

const chosen = Object.entries(attacks).filter(([name]) => named.length === 0 || named.includes(name));
const rows: string[] = [];
let failed = 0;
for (const [name, { title, run }] of chosen) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  const progress = (line: string) => console.log(`${name} ${seconds()} s: ${line}`);
  progress(title);
  try {
    const found = await run(progress);
    const faults = faultsOf(found);
    for (const line of faults.slice(0, 200)) console.log(`${name} ${line}`);
    failed += faults.length;
    const { rounds, lost, doubled, unhandled, wrong, allowed, said } = found;
    const figures = [rounds, lost.length, doubled.length, unhandled.length, wrong.length, allowed, `${seconds()} s`];
    rows.push(`| ${name} | ${figures.join(' | ')} | ${said.join('; ')} |`);
    progress(faults.length === 0 ? 'passed' : `${faults.length} FAULTS`);
  } catch (error) {
    failed += 1;
    rows.push(
      `| ${name} | | | | | | | ${seconds()} s | could not be made: ${(error as Error).message.slice(0, 200)} |`,
    );
    console.error(error);
  }
}
console.log(`
| attack | rounds | lost | doubled | unhandled | wrong | doubles allowed | time | what |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`);
process.exitCode = failed === 0 ? 0 : 1;
