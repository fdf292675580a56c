import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { markdownOf, type Row, written } from './report.ts';

const row = (what: string, different: Partial<Row> = {}): Row => ({ what, ours: '2 ms', ...different });
const parts = ['commands', 'ledger', 'hour'];
const page = (inside: string) => `# Figures\n\n<!-- npm run bench -->\n${inside}\n<!-- /npm run bench -->\n\nMore.\n`;

describe('the table', () => {
  it('has a line for each that was measured, with what there is to say of it', () => {
    const submit = row('submit', { seen: '1 ms', seenRatio: '2.00', note: '1 GetItem | 2 Query\nand so on' });
    expect(markdownOf(new Map([['commands', [submit]]])).split('\n')).toEqual([
      '| part | what | ours | bare, as seen | ratio | bare, the least | ratio | of |',
      '|---|---|---|---|---|---|---|---|',
      '| commands | submit | 2 ms | 1 ms | 2.00 |  |  | 1 GetItem \\| 2 Query and so on |',
    ]);
  });
});

describe('written into a page', () => {
  const all = new Map([
    ['hour', [row('polling')]],
    ['commands', [row('submit'), row('recall')]],
  ]);

  it('takes its place alone, in the order of the parts', () => {
    const text = written(page('old'), all, parts, 'Measured today.');
    expect(text.startsWith('# Figures\n\n<!-- npm run bench -->\nMeasured today.\n\n| part')).toBe(true);
    expect(text.endsWith('<!-- /npm run bench -->\n\nMore.\n')).toBe(true);
    expect(text).not.toContain('old');
    expect([...text.matchAll(/^\| \w+ \| (\w+) \| 2 ms/gm)].map(([, what]) => what)).toEqual([
      'submit',
      'recall',
      'polling',
    ]);
  });

  it('keeps of parts that were not measured what stood there', () => {
    const before = written(page(''), all, parts, 'Yesterday.');
    const after = written(before, new Map([['ledger', [row('a page')]]]), parts, 'Today.');
    expect([...after.matchAll(/^\| (\w+) \| [\w ]+ \| 2 ms/gm)].map(([, part]) => part)).toEqual([
      'commands',
      'commands',
      'ledger',
      'hour',
    ]);
    expect(after).not.toContain('Yesterday.');
    const again = written(after, new Map([['commands', [row('submit')]]]), parts, 'Today.');
    expect(again).not.toContain('recall');
  });

  it('needs its marks, once each', () => {
    for (const text of ['no marks', page('').replace('<!-- npm run bench -->', ''), page('') + page('')]) {
      expect(() => written(text, all, parts, '')).toThrow('once each');
    }
  });

  it('has its place in test/README.md', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(written(readme, new Map([['commands', [row('submit')]]]), parts, '')).toContain('| commands | submit |');
  });
});
