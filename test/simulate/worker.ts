import { parentPort, workerData } from 'node:worker_threads';
import { type Simulated, simulate } from './year.ts';

/** One part of the days, in a thread of its own: tells of each day, and in the end what was counted. */

const { simulated, part, parts } = workerData as { simulated: Simulated; part: number; parts: number };
const tally = simulate(simulated, { part, parts }, () => parentPort?.postMessage('day'));
parentPort?.postMessage(tally);
