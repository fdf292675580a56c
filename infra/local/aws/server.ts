import { once } from 'node:events';
import { createServer, type Server as Door, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Server {
  port: number;
  /** Takes no new requests, and ends when those under way are answered, after 10 s at the latest. */
  close: () => Promise<void>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/**
 * Milliseconds for a caller to send the head of a request, and all of it: whoever drips does not hold a place for longer. A connection
 * that is idle is held for longer than callers are told: on a busy machine some ask a second time as it is being closed.
 */
const patience = {
  ...{ headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 },
  keepAliveTimeoutBuffer: 10_000,
};

/** Connections at once; what comes beyond is closed. As many as wait to be taken in a burst, where the kernel lets them (somaxconn). */
const mostConnections = 8_192;

/**
 * Node takes one connection of a listening socket in each round of its loop, and under load a round is long: a thousand connections
 * waited for half a minute. So there are as many sockets on one port as connections are to be taken in a round, where the system
 * shares connections out among them.
 */
const mostDoors = process.platform === 'linux' ? 256 : 1;

const opened = async (door: Door, port: number, reusePort: boolean, variable: string): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    door.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} is taken by another program: stop it, or choose another one by ${variable}`)
          : error,
      ),
    );
    door.listen({ port, host: '127.0.0.1', backlog: mostConnections, reusePort }, resolve);
  });
  return (door.address() as AddressInfo).port;
};

const closed = async (door: Door): Promise<void> => {
  if (!door.listening) return;
  const ended = once(door, 'close');
  door.close();
  await ended;
};

/** Whoever shares a port does not hear that another process has it: that is asked by a socket which does not. */
const requireFree = async (port: number, variable: string): Promise<void> => {
  const door = createServer();
  await opened(door, port, false, variable);
  await closed(door);
};

/**
 * Listens on 127.0.0.1; port 0 takes any free one.
 * @param variable By which another port is chosen: an error names it.
 * @param isBusy Takes many connections in at once.
 * @throws Error where the port is taken.
 */
export const listen = async (port: number, variable: string, listener: Listener, isBusy = false): Promise<Server> => {
  const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      await listener(request, response);
    } catch {
      // Most often a caller that went away in the middle of its body: there is nobody to answer.
      response.destroy();
    }
  };
  let connections = 0;
  const onConnection = (socket: Socket) => {
    connections += 1;
    socket.once('close', () => {
      connections -= 1;
    });
    if (connections > mostConnections) socket.destroy();
  };
  const count = isBusy ? mostDoors : 1;
  const doors = Array.from({ length: count }, () => createServer(patience, onRequest).on('connection', onConnection));
  const close = async () => {
    const ended = Promise.all(doors.map(closed));
    // A connection that is kept alive turns idle only after its answer.
    const idle = setInterval(() => {
      for (const door of doors) door.closeIdleConnections();
    }, 20);
    const late = setTimeout(() => {
      for (const door of doors) door.closeAllConnections();
    }, 10_000);
    await ended;
    clearInterval(idle);
    clearTimeout(late);
  };
  if (count > 1 && port !== 0) await requireFree(port, variable);
  let chosen = port;
  try {
    for (const door of doors) chosen = await opened(door, chosen, count > 1, variable);
  } catch (error) {
    await close();
    throw error;
  }
  return { port: chosen, close };
};

/**
 * The body of a request; undefined when it is longer than `limit` bytes, or a part is not taken, and then it is not read on.
 * @param take Told of each part's bytes before it is kept.
 */
export const bodyOf = async (
  request: IncomingMessage,
  limit = Number.POSITIVE_INFINITY,
  take: (bytes: number) => boolean = () => true,
): Promise<Buffer | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  const parts: Buffer[] = [];
  let size = 0;
  // The connection stays open for the answer.
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    size += part.length;
    if (size > limit || !take(part.length)) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
};
