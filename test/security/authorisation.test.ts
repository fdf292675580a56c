import { expect, it } from 'vitest';
import { routes } from '../../infra/functions.ts';
import { useProvince } from '../province.ts';

/** Who asks at all; who may do and see what is stated by the matrix, matrix-reads.test.ts and matrix-commands.test.ts. */

const { local } = useProvince('2026-09-17T10:00:00+08:00');

it('asks for a token, but for what is open', async () => {
  for (const { method, path, open } of routes) {
    const url = `${local().url}${path.replace(/\{\w+\}/g, '1')}`;
    const { status } = await fetch(url, { method, ...(method === 'GET' ? {} : { body: '{}' }) });
    expect(status, `${method} ${path}`).toBe(open ? 200 : 401);
  }
});
