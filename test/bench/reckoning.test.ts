import { describe, expect, it } from 'vitest';
import { countText, median, percentile, ratioOf, ratioText, summaryOf, timeText } from './reckoning.ts';

const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);

describe('of measured values', () => {
  it('the median is the middle one, in whatever order they came', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2);
    expect(median([10, 9, 100])).toBe(10);
  });

  it('the 99th percentile leaves one in a hundred above it, and is the worst of few', () => {
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile([1, 2, 3], 0.99)).toBe(3);
  });

  it('the spread is the middle half', () => {
    expect(summaryOf(hundred)).toEqual({ median: 50, low: 25, high: 75, p99: 99, count: 100 });
  });

  it('none have no percentile', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('a ratio', () => {
  it('is that of the medians, with the quartiles of what each round says for itself', () => {
    const rounds = [
      { ours: [2], bare: [1] },
      { ours: [3], bare: [2] },
      { ours: [8], bare: [2] },
      { ours: [6], bare: [4] },
    ];
    expect(ratioOf(rounds)).toEqual({ ratio: 3 / 2, low: 1.5, high: 2 });
  });

  it('takes the medians of rounds with many values', () => {
    expect(ratioOf([{ ours: [1, 2, 90], bare: [1, 1, 50] }])).toEqual({ ratio: 2, low: 2, high: 2 });
  });
});

describe('in words', () => {
  const summary = { median: 21.44, low: 20.06, high: 9.96, p99: 312.4, count: 3 };
  it('a time has its spread and its 99th percentile', () => {
    expect(timeText(summary)).toBe('21.4 ms (20.1–10), p99 312');
    expect(timeText({ median: 12_340, low: 11_000, high: 1234, p99: 20_000, count: 3 })).toBe(
      '12.3 s (11.0–1.2), p99 20.0',
    );
  });

  it('a ratio has two places', () => {
    expect(ratioText({ ratio: 1.234, low: 1, high: 1.5 })).toBe('1.23 (1.00–1.50)');
  });

  it('calls are counted by their kind', () => {
    expect(countText(['Query', 'GetItem', 'GetItem', 'BatchGetItem'])).toBe('2 GetItem, 1 BatchGetItem, 1 Query');
  });
});
