import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createAdmission, type Leave, usualLimits } from '../../../../infra/local/aws/admission.ts';
import { useGateway } from './use-gateway.ts';

const { seen, start, token, issuer } = useGateway();

describe('whoever is refused', () => {
  it('is told a time of its own, as quickly as work is done, and no later than in five minutes', () => {
    const now = 0;
    const admission = createAdmission(usualLimits, () => now);
    const told = (count: number) => Array.from({ length: count }, () => admission.retryAfter());
    expect(told(60).filter((seconds) => seconds === 1)).toHaveLength(24);
    expect(Math.max(...told(5_000))).toBeLessThan(300);
    // Those of a burst that takes longer are spread out too.
    const many = told(20_000);
    expect(Math.max(...many)).toBe(300);
    for (const at of [200, 299]) expect(many.filter((seconds) => seconds === at).length).toBeLessThan(200);
  });

  it('is told by the pace of the work while there was any', () => {
    let now = 0;
    const admission = createAdmission(usualLimits, () => now);
    const told = (count: number) => Array.from({ length: count }, () => admission.retryAfter());
    const work = () => {
      const done = admission.work();
      now += 100;
      done();
    };
    for (let n = 0; n < 150; n += 1) work();
    // Ten a second were done, so twelve are told to come in each.
    expect(told(40).filter((seconds) => seconds === 1)).toHaveLength(12);
    now += 3_600_000;
    expect(told(40).filter((seconds) => seconds === 1)).toHaveLength(12);
  });
});

describe('places', () => {
  it('are as many as are left in time, on a slow machine too, and a quarter at least', () => {
    let now = 0;
    const admission = createAdmission(usualLimits, () => now);
    const places = () => {
      const leaves: Leave[] = [];
      for (let leave = admission.begin('signed in'); leave; leave = admission.begin('signed in')) leaves.push(leave);
      for (const leave of leaves) leave();
      return leaves.length;
    };
    const work = (each: number) => {
      for (const until = now + 20_000; now < until; ) {
        const done = admission.work();
        now += each;
        done();
      }
    };
    expect(places()).toBe(32);
    work(250);
    expect(places()).toBe(13);
    work(1_000);
    expect(places()).toBe(8);
    work(50);
    expect(places()).toBe(32);
  });

  it('are given back once, and each kind has its own', () => {
    const admission = createAdmission({ ...usualLimits, working: 1, share: 1 });
    const leave = admission.begin('signed in');
    expect(admission.begin('signed in')).toBeUndefined();
    expect(admission.begin('open')).toBeDefined();
    leave?.();
    expect(admission.begin('signed in')).toBeDefined();
    leave?.();
    expect(admission.begin('signed in')).toBeUndefined();
  });
});

/** A gateway before a function that answers when it is told to. */
const held = async (limits = {}) => {
  const release = Promise.withResolvers<void>();
  const gateway = await start({
    limits: { ...usualLimits, ...limits },
    handler: async () => async () => {
      await release.promise;
      return { statusCode: 201 };
    },
  });
  const ask = (language = 'en', bearer = token()) =>
    fetch(`http://127.0.0.1:${gateway.port}/v1/clues`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'accept-language': language },
    });
  return { gateway, ask, release: release.resolve };
};

describe('a gateway that has enough to do', () => {
  it('refuses at once, in the language of its reader, and says when to ask again', async () => {
    const { gateway, ask, release } = await held({ working: 2 });
    const first = [ask(), ask()];
    await pause(100);
    for (const [language, words] of [
      ['en', 'nothing was done'],
      ['zh', '未作任何处理'],
    ] as const) {
      const refused = await ask(language);
      expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'application/problem+json']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(await refused.json()).toMatchObject({ status: 429, detail: expect.stringContaining(words) });
    }
    release();
    for (const one of first) expect((await one).status).toBe(201);
    expect((await ask()).status).toBe(201);
    await gateway.close();
  });

  it('keeps places that one caller does not get, and those of open routes', async () => {
    const { gateway, ask, release } = await held({ working: 3, share: 2 });
    const first = [ask(), ask()];
    await pause(100);
    expect((await ask()).status).toBe(429);
    const another = await issuer().sign({ sub: 'another', unit_id: '371402-court', role: 'clerk' });
    const third = ask('en', another);
    await pause(100);
    expect((await ask('en', another)).status).toBe(429);
    release();
    expect((await fetch(`http://127.0.0.1:${gateway.port}/healthz`)).status).toBe(201);
    for (const one of [...first, third]) expect((await one).status).toBe(201);
    await gateway.close();
  });

  it('refuses while workflows are behind', async () => {
    let backlog = usualLimits.backlog + 1;
    const gateway = await start({
      engine: { touch: () => {}, enter: async () => {}, backlog: () => backlog },
    });
    const ask = () => fetch(`http://127.0.0.1:${gateway.port}/healthz`);
    expect((await ask()).status).toBe(429);
    backlog = 0;
    expect((await ask()).status).toBe(200);
    await gateway.close();
  });

  it('says in words why it takes nothing on', async () => {
    const gateway = await start({ unfit: () => ({ zh: '空间不足', en: 'no space left' }) });
    const refused = await fetch(`http://127.0.0.1:${gateway.port}/healthz`, { headers: { 'accept-language': 'en' } });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ detail: 'no space left' });
    await gateway.close();
  });
});

it.runIf(process.platform === 'linux')(
  'many connections are taken in a round of the loop, however long that is',
  async () => {
    const gateway = await start();
    let rounds = 0;
    let isOver = false;
    const round = () => {
      rounds += 1;
      for (const until = performance.now() + 5; performance.now() < until; );
      if (!isOver) setImmediate(round);
    };
    const sockets = Array.from({ length: 400 }, () => connect(gateway.port, '127.0.0.1'));
    for (const one of sockets) one.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    round();
    await Promise.all(sockets.map((one) => once(one, 'data')));
    isOver = true;
    expect(rounds).toBeLessThan(200);
    for (const one of sockets) one.destroy();
    await gateway.close();
  },
);

it('a port that another one listens on is not shared with it', async () => {
  const gateway = await start();
  await expect(start({ port: gateway.port })).rejects.toThrow(`port ${gateway.port} is taken by another program`);
  await gateway.close();
  const next = await start({ port: gateway.port });
  expect((await fetch(`http://127.0.0.1:${next.port}/healthz`)).status).toBe(200);
  await next.close();
});

it('callers whose bodies drip in take no place from others', async () => {
  const gateway = await start({ limits: { ...usualLimits, working: 4, share: 8 } });
  const head = `POST /v1/clues HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token()}\r\nContent-Length: 4\r\n\r\n`;
  const slow = Array.from({ length: 4 }, () => connect(gateway.port, '127.0.0.1'));
  for (const one of slow) one.write(`${head}{`);
  await pause(100);
  const ask = () =>
    fetch(`http://127.0.0.1:${gateway.port}/v1/clues`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token()}` },
    });
  await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(201);
  const calls = seen.calls.length;
  // They get their answer all the same when they are through.
  for (const one of slow) {
    one.write('}  ');
    expect(String((await once(one, 'data'))[0])).toMatch(/^HTTP\/1.1 201/);
    one.destroy();
  }
  expect(seen.calls.length).toBe(calls + 4);
  await gateway.close();
});

it('a head that drips in is cut off', async () => {
  const gateway = await start();
  const socket = connect(gateway.port, '127.0.0.1');
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n');
  const drip = setInterval(() => socket.write('X-Drip: 1\r\n'), 500);
  const [answer] = await once(socket, 'data');
  clearInterval(drip);
  expect(String(answer)).toMatch(/^HTTP\/1.1 408/);
  socket.destroy();
  await gateway.close();
}, 30_000);

it('who asks for many at once on one connection, and reads none, has one worked for', async () => {
  const asked: string[] = [];
  const body = Buffer.alloc(16 * 1024 * 1024, 'x');
  const gateway = await start({
    local: async ({ path }) => {
      asked.push(path);
      return { statusCode: 200, body };
    },
  });
  const socket = connect(gateway.port, '127.0.0.1');
  socket.pause();
  socket.write(Array.from({ length: 5 }, (_, n) => `GET /_local/${n} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  await expect.poll(() => asked.length).toBe(1);
  await pause(200);
  expect(asked).toEqual(['/_local/0']);
  // All are answered in their order as it reads.
  socket.resume();
  await expect.poll(() => asked, { timeout: 10_000 }).toEqual([0, 1, 2, 3, 4].map((n) => `/_local/${n}`));
  socket.destroy();
  await gateway.close();
});

it('those for whom nothing waits do not hold up all others: so many are worked for in a round of the loop', async () => {
  let rounds = 0;
  let isOver = false;
  const round = () => {
    rounds += 1;
    if (!isOver) setImmediate(round);
  };
  const worked: number[] = [];
  const gateway = await start({
    limits: { ...usualLimits, working: 4 },
    handler: async () => async () => {
      worked.push(rounds);
      return { statusCode: 200 };
    },
  });
  const sockets = Array.from({ length: 20 }, () => connect(gateway.port, '127.0.0.1'));
  await Promise.all(sockets.map((one) => once(one, 'connect')));
  round();
  let answers = 0;
  for (const one of sockets) {
    one.on('data', (part: Buffer) => {
      answers += String(part).split('HTTP/1.1 ').length - 1;
    });
    one.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20));
  }
  await expect.poll(() => answers, { timeout: 10_000 }).toBe(400);
  isOver = true;
  const inRound = Map.groupBy(worked, (at) => at);
  expect(inRound.size).toBeGreaterThan(1);
  // Some of the round before may count with those of the next.
  for (const at of inRound.values()) expect(at.length).toBeLessThanOrEqual(8);
  for (const one of sockets) one.destroy();
  await gateway.close();
});
