import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { listen } from '../../../../infra/local/aws/server.ts';

it('holds a connection that is idle for longer than it tells its caller', async () => {
  const server = await listen(0, 'another port', (_, response) => void response.end('here'));
  const socket = connect(server.port, '127.0.0.1');
  let answers = '';
  socket.on('data', (part) => {
    answers += part.toString();
  });
  const ask = () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  ask();
  await expect.poll(() => answers).toMatch(/Keep-Alive: timeout=5\r\n[\s\S]*here/);
  answers = '';
  await pause(8_000);
  ask();
  await expect.poll(() => answers).toContain('here');
  socket.end();
  await once(socket, 'close');
  await server.close();
}, 20_000);
