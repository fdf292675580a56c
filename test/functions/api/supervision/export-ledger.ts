import { writeFile } from 'node:fs/promises';
import { handler } from '../../../../functions/api/supervision/read-sent-ledger.ts';
import { eventOf } from './ledger-event.ts';

/** Asks the function for a ledger as a file and writes it; run as a process of its own, whose memory is limited and measured. */

const [accept = '', query = '{}', file = ''] = process.argv.slice(2);
const before = process.memoryUsage().rss;
const began = performance.now();
const { statusCode, body = '' } = await handler(
  eventOf(accept, JSON.parse(query)),
  {} as Parameters<typeof handler>[1],
);
const ms = Math.round(performance.now() - began);
const { user, system } = process.cpuUsage();
const cpu = Math.round((user + system) / 1000);
const peak = process.resourceUsage().maxRSS * 1024;
await writeFile(file, Buffer.from(body, statusCode === 200 ? 'base64' : 'utf8'));
console.log(JSON.stringify({ statusCode, bytes: body.length, peak, grown: peak - before, ms, cpu }));
