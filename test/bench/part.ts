import { parts } from './parts.ts';

/** One part in a process of its own: `main.ts` begins it, and hears its rows. */

const [name = ''] = process.argv.slice(2);
const begun = Date.now();
const progress = (line: string) => console.error(`${name} ${Math.round((Date.now() - begun) / 1000)} s: ${line}`);

// Nobody waits for the rows any more.
process.once('disconnect', () => process.exit(1));

const part = await parts[name]?.();
if (!part || !process.send)
  throw new Error(`there is no part ${name}, or nobody who began it: npm run bench -- <part>…`);
const rows = await part.rows(progress);
// What still holds the process (connections, timers) is of no use to anybody.
process.send({ rows }, () => process.exit(0));
