import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Server {
  port: number;
  /** Takes no new requests, and ends when those under way are answered, after 10 s at the latest. */
  close: () => Promise<void>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Milliseconds for a caller to send the head of a request, and all of it: whoever drips does not hold a place for longer. */
const patience = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 };

/** Connections at once; what comes beyond is closed. As many as wait to be taken in a burst, where the kernel lets them (somaxconn). */
const mostConnections = 8_192;

/** Listens on 127.0.0.1; port 0 takes any free one. @throws Error that names the variable to choose another port by. */
export const listen = async (port: number, variable: string, listener: Listener): Promise<Server> => {
  const server = createServer(patience, async (request, response) => {
    try {
      await listener(request, response);
    } catch {
      // Most often a caller that went away in the middle of its body: there is nobody to answer.
      response.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} is taken by another program: stop it, or choose another one by ${variable}`)
          : error,
      ),
    );
    server.maxConnections = mostConnections;
    server.listen({ port, host: '127.0.0.1', backlog: mostConnections }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      if (!server.listening) return;
      const ended = once(server, 'close');
      server.close();
      // A connection that is kept alive turns idle only after its answer.
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      const late = setTimeout(() => server.closeAllConnections(), 10_000);
      await ended;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
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
