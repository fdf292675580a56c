import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy between the functions and an AWS endpoint, which lets a test break chosen calls on the real wire. */

type Fault =
  /** Answered with this error instead of being passed on. */
  | { kind: 'refuse'; status: number; type: string; extra?: object }
  /** Passed on and carried out, but the answer is lost. */
  | { kind: 'lose-answer' }
  /** Passed on only then. */
  | { kind: 'hold'; until: Promise<void> }
  /** Nothing happens to it: the fault that is planned next meets the call after it. */
  | { kind: 'pass' };

interface Planned {
  verb: string;
  fault: Fault;
  left: number;
}

export interface FaultProxy {
  url: string;
  /** The next `times` calls of a verb meet the fault. */
  fail: (verb: string, fault: Fault, times?: number) => void;
  /** How many calls of a verb came by, broken or not. */
  calls: (verb: string) => number;
  /** How many planned faults have not been met. */
  left: () => number;
  /** Resolves when all planned faults have been met. */
  allMet: () => Promise<void>;
  heal: () => void;
  close: () => Promise<void>;
}

const passed = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      ['host', 'connection', 'content-length', 'transfer-encoding'].includes(name) ? [] : [[name, String(value)]],
    ),
  );

export const faultProxy = async (target: string): Promise<FaultProxy> => {
  let planned: Planned[] = [];
  const waiting: (() => void)[] = [];
  const calls = new Map<string, number>();
  const left = () => planned.reduce((sum, { left }) => sum + left, 0);
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const verb = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    calls.set(verb, (calls.get(verb) ?? 0) + 1);
    const met = planned.find((one) => one.verb === verb && one.left > 0);
    if (met) met.left -= 1;
    if (left() === 0) for (const resolve of waiting.splice(0)) resolve();
    if (met?.fault.kind === 'refuse') {
      const { status, type, extra } = met.fault;
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: type, message: 'a fault that a test asked for', ...extra }));
      return;
    }
    if (met?.fault.kind === 'hold') await met.fault.until;
    const answer = await fetch(target, {
      method: 'POST',
      headers: passed(request.headers),
      body: Buffer.concat(parts),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (met?.fault.kind === 'lose-answer') {
      response.destroy();
      return;
    }
    const kept = [...answer.headers].filter(
      ([name]) => !['content-encoding', 'content-length', 'transfer-encoding'].includes(name),
    );
    response.writeHead(answer.status, Object.fromEntries(kept)).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fail: (verb, fault, times = 1) => {
      planned.push({ verb, fault, left: times });
    },
    calls: (verb) => calls.get(verb) ?? 0,
    left,
    allMet: () => (left() === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    heal: () => {
      planned = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
