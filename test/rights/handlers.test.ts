import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { functions } from '../../infra/functions.ts';

/** They measure the memory of a process that must hold nothing but the one function. */
const alone = ['functions/api/supervision/export-ledger.ts', 'functions/api/supervision/read-all.ts'];

const loaded = /\bhandler\b[^;]*?functions\/(?:api|workflow|schedules|events)\/(?:\w+\/)?([\w-]+)\.ts'/g;
const called = /(?:\.as\('([\w-]+)',\s*\(\)\s*=>\s*)?(?<!\.)\bhandler\(/g;

describe('a test that calls a handler itself', () => {
  it('gives it the rights of its function, and of no other', async () => {
    const folder = new URL('../', import.meta.url);
    const files = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.ts'));
    let calls = 0;
    for (const path of files) {
      // What is measured in bench/ is measured without the guard, as it runs on Lambda.
      if (alone.includes(path) || path.startsWith('rights/') || path.startsWith('bench/')) continue;
      const text = await readFile(new URL(path, folder), 'utf8');
      const names = new Set(Array.from(text.matchAll(loaded), ([, name]) => name));
      if (names.size === 0) continue;
      for (const [call, name] of text.matchAll(called)) {
        expect([path, call.trim(), names.has(name)]).toEqual([path, expect.anything(), true]);
        expect(functions.some((one) => one.name === name)).toBe(true);
        calls += 1;
      }
    }
    expect(calls).toBeGreaterThan(10);
  });
});
