import { expect, it } from 'vitest';
import { acceptOf } from '../../../functions/http/accept.ts';

it.each([
  [undefined, undefined],
  ['', undefined],
  ['  ', undefined],
  ['text/csv', 'text/csv'],
  ['text/html;level=1', 'text/html'],
  ['text/csv; charset=utf-8; q=0.5, */*;q=0.1', 'text/csv; q=0.5, */*;q=0.1'],
  ['text/csv;note="a,b;c\\"d";q=0.2,text/html;v=b3', 'text/csv;q=0.2,text/html'],
  ['text/csv ; Q=0.3', 'text/csv ; Q=0.3'],
])('%s is read as %s', (header, read) => {
  expect(acceptOf(header)).toBe(read);
});

it('is read in no time, whatever it is', () => {
  const begun = performance.now();
  for (const long of [';'.repeat(50_000), `a;${' '.repeat(50_000)}`, `a;b="${'\\\\'.repeat(25_000)}`]) acceptOf(long);
  expect(performance.now() - begun).toBeLessThan(1000);
});
