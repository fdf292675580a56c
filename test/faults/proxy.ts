import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy between the functions and an AWS endpoint, which lets a test break chosen calls on the real wire. */

type Fault =
  /** Answered with this error instead of being passed on. */
  | { kind: 'refuse'; status: number; type: string; extra?: object }
  /** The connection is cut before it is passed on. */
  | { kind: 'drop' }
  /** Passed on and carried out, but the answer is lost. */
  | { kind: 'lose-answer' }
  /** The same, and the connection is cut in the middle of the answer. */
  | { kind: 'cut-answer' }
  /** The same, and another answer comes that nobody can read. */
  | { kind: 'garble-answer' }
  /** Passed on only then. */
  | { kind: 'hold'; until: Promise<void> }
  /** Nothing happens to it: the fault that is planned next meets the call after it. */
  | { kind: 'pass' };

interface Planned {
  verb: string;
  fault: Fault;
  /** So many calls of the verb come by before. */
  spared: number;
  /** Stands in what is asked. */
  about: string;
  left: number;
}

export interface FaultProxy {
  url: string;
  /** The next `times` calls of a verb (that ask `about` this) meet the fault, but for so many before them that are `spared`. */
  fail: (verb: string, fault: Fault, times?: number, spared?: number, about?: string) => void;
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

/** What is asked of AWS: by JSON it stands in a header, by SES's protocol in the form. */
const verbOf = (headers: IncomingHttpHeaders, body: Buffer): string => {
  const target = headers['x-amz-target'];
  if (target !== undefined) return String(target).split('.').at(-1) ?? '';
  return new URLSearchParams(body.toString()).get('Action') ?? '';
};

/** `target`: an endpoint, or what gives it for a path of the proxy's. */
export const faultProxy = async (target: string | ((path: string) => string)): Promise<FaultProxy> => {
  let planned: Planned[] = [];
  const waiting: (() => void)[] = [];
  const calls = new Map<string, number>();
  const left = () => planned.reduce((sum, { left }) => sum + left, 0);
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const asked = Buffer.concat(parts);
    const verb = verbOf(request.headers, asked);
    calls.set(verb, (calls.get(verb) ?? 0) + 1);
    const next = planned.find((one) => one.verb === verb && one.left > 0 && asked.includes(one.about));
    const met = next && next.spared === 0 ? next : undefined;
    if (met) met.left -= 1;
    else if (next) next.spared -= 1;
    if (left() === 0) for (const resolve of waiting.splice(0)) resolve();
    if (met?.fault.kind === 'refuse') {
      const { status, type, extra } = met.fault;
      const message = 'a fault that a test asked for';
      if (request.headers['x-amz-target'] === undefined) {
        const xml = `<ErrorResponse><Error><Type>Sender</Type><Code>${type}</Code><Message>${message}</Message></Error></ErrorResponse>`;
        return void response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
      }
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      return void response.end(JSON.stringify({ __type: type, message, ...extra }));
    }
    if (met?.fault.kind === 'drop') return void response.destroy();
    if (met?.fault.kind === 'hold') await met.fault.until;
    const answer = await fetch(typeof target === 'string' ? target : target(request.url ?? '/'), {
      method: 'POST',
      headers: passed(request.headers),
      body: asked,
    }).catch(() => undefined);
    // Nobody is there any more.
    if (!answer) return void response.destroy();
    const body = Buffer.from(await answer.arrayBuffer());
    if (met?.fault.kind === 'lose-answer') return void response.destroy();
    if (met?.fault.kind === 'garble-answer') return void response.writeHead(200).end('<?\u0000 no {answer] of yours');
    const kept = [...answer.headers].filter(
      ([name]) => !['content-encoding', 'content-length', 'transfer-encoding'].includes(name),
    );
    if (met?.fault.kind === 'cut-answer') {
      response.writeHead(answer.status, { ...Object.fromEntries(kept), 'content-length': body.length });
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
      return;
    }
    response.writeHead(answer.status, Object.fromEntries(kept)).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fail: (verb, fault, times = 1, spared = 0, about = '') => {
      planned.push({ verb, fault, spared, left: times, about });
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
