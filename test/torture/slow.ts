import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { clueWith } from '../client.ts';
import { type Attack, findings, median, sizeOf } from './attack.ts';
import { besiege } from './besieged.ts';

/** Hundreds of connections that drip headers or bodies, or do not read what they asked for: others are served all the same. */

/** Milliseconds between two bytes. */
const drip = 1_000;

/** Milliseconds within which the others have to be answered. */
const limit = 5_000;

interface Slow {
  socket: Socket;
  /** Sends or reads the next byte. */
  next: () => void;
}

const open = async (port: number): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1' });
  // It may well be cut off: that is an answer too.
  socket.on('error', () => {});
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
    socket.once('close', () => resolve());
  });
  return socket;
};

const drips = (socket: Socket, text: string): Slow => {
  let at = 0;
  return {
    socket,
    next: () => {
      if (at < text.length && !socket.destroyed) socket.write(text[at] ?? '');
      at += 1;
    },
  };
};

const ways = (token: string) => {
  const body = JSON.stringify(clueWith());
  const post = `POST /v1/clues HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;
  return {
    headers: (socket: Socket): Slow => drips(socket, post),
    body: (socket: Socket): Slow => {
      socket.write(`${post}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`);
      return drips(socket, body);
    },
    reading: (socket: Socket): Slow => {
      socket.pause();
      // Many answers on one connection, and none of them is read.
      const get = `GET /v1/openapi.json HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`;
      socket.write(get.repeat(20));
      return { socket, next: () => {} };
    },
  };
};

export const slow: Attack = {
  title: 'connections that drip headers or bodies, or do not read',
  run: async (progress) => {
    const found = findings();
    const connections = sizeOf('SLOW', 900);
    const seconds = sizeOf('SLOW_SECONDS', 90);
    const province = await besiege(found);
    const all: Slow[] = [];
    try {
      const ask = async () => {
        const begun = Date.now();
        const { status } = await province.submit();
        if (status !== 201) found.unhandled.push(`a submission beside them: ${status}`);
        return Date.now() - begun;
      };
      await ask();
      const alone = median(await Promise.all([ask(), ask(), ask()]));
      const port = Number(new URL(province.url).port);
      // Of somebody else: what one caller may do at once is bounded.
      const kinds = Object.values(ways(await province.token('371402-land')));
      for (let n = 0; n < connections; n += 1) {
        const kind = kinds[n % kinds.length];
        if (kind) all.push(kind(await open(port)));
      }
      progress(`${all.length} connections are open`);
      const took: number[] = [];
      for (const until = Date.now() + seconds * 1_000; Date.now() < until; await pause(drip)) {
        for (const { next } of all) next();
        took.push(await ask());
      }
      found.rounds = all.length;
      const worst = Math.max(...took);
      if (worst > limit) found.wrong.push(`a submission beside them took ${worst} ms`);
      const cut = all.filter(({ socket }) => socket.destroyed || socket.closed).length;
      found.said.push(
        `${took.length} submissions beside them took ${median(took)} ms in the median, ${worst} ms at most (alone ${alone} ms); ` +
          `${cut} of the connections were cut after ${seconds} s`,
      );
    } finally {
      for (const { socket } of all) socket.destroy();
      await province.end();
    }
    return found;
  },
};
