/** Loads the bundle that it is called with in this fresh process, as Lambda does, and prints what it took. */

const { user, system } = process.cpuUsage();
const from = performance.now();
const { handler } = await import(process.argv[2]);
const until = performance.now();
const now = process.cpuUsage();
if (typeof handler !== 'function') throw new Error(`${process.argv[2]} has no handler`);
process.stdout.write(JSON.stringify({ processor: (now.user - user + now.system - system) / 1000, wall: until - from }));
