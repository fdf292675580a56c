import { fork } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parts } from './parts.ts';
import { type Measured, markdownOf, type Row, written } from './report.ts';

/**
 * `npm run bench`: what the system costs beside the AWS calls that it makes, measured beside those in the same minutes; one table, in Markdown.
 * `npm run bench -- commands hour` measures these parts only, and `--write` puts the table into test/README.md.
 */

const readme = new URL('../README.md', import.meta.url);
const asked = process.argv.slice(2);
const isWritten = asked.includes('--write');
const named = asked.filter((word) => word !== '--write');
const unknown = named.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Name some of ${Object.keys(parts).join(', ')}, or --write.`);
  process.exit(2);
}

/** Log lines would be measured too; the functions read the level when they are loaded. */
const env = { POWERTOOLS_LOG_LEVEL: 'ERROR', ...process.env };

const rowsOf = (name: string): Promise<Row[]> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./part.ts', import.meta.url)), [name], { env });
    let rows: Row[] | undefined;
    child.on('message', (message: { rows: Row[] }) => {
      rows = message.rows;
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      rows && code === 0 ? resolve(rows) : reject(new Error(`${name} ended with ${code}`)),
    );
  });

const machine = (): string => {
  const [{ model = 'a processor without a name' } = {}, ...others] = cpus();
  return `Node ${process.versions.node}, ${others.length + 1} × ${model}, store ${process.env.STORE ?? 'dynoxide'}`;
};

/** After each part: one that is stopped, or fails, takes nothing of those before it. */
const write = async (measured: Measured): Promise<void> => {
  const day = new Date().toISOString().slice(0, 10);
  const caption = `Written by \`npm run bench\` on ${day} (${[...measured.keys()].join(', ')}): ${machine()}.`;
  await writeFile(readme, written(await readFile(readme, 'utf8'), measured, Object.keys(parts), caption));
};

const measured = new Map<string, Row[]>();
for (const name of Object.keys(parts)) {
  if (named.length > 0 && !named.includes(name)) continue;
  try {
    measured.set(name, await rowsOf(name));
    if (isWritten) await write(measured);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
console.log(markdownOf(measured));
