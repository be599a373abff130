import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RankSorter } from './feature-order.js';
import { PriorityQueue } from './priority-queue.js';
import { sortNumbers, sortOrder } from './sort-order.js';

const value = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 0, max: 50 }).map((i) => 1 + i * Number.EPSILON), // the same first bits
);

describe('sortOrder', () => {
  it('is the stable order of a comparison, for which -0 is 0', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (list) => {
        const values = Float64Array.from(list);
        const expected = Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
        expect(sortOrder(values)).toEqual(expected);
        expect(sortNumbers(values)).toEqual(Float64Array.from(expected, (i) => values[i]));
      }),
    );
  });
});

describe('RankSorter', () => {
  it.each([5, 20, 21, 900])('sorts the ranks of %i samples among many', (count) => {
    const ranks = Int32Array.from({ length: 3001 }, (_, i) => (i * 1103) % 3001);
    const samples = Int32Array.from({ length: count + 2 }, (_, i) => (i * 37) % 3001);
    const sorter = new RankSorter(3001);
    for (let again = 0; again < 2; again++) {
      sorter.sort(samples, 1, count + 1, ranks);
      const expected = Int32Array.from(samples.subarray(1, count + 1), (i) => ranks[i]).sort();
      expect(sorter.sorted.subarray(0, count)).toEqual(expected);
    }
  });
});

describe('PriorityQueue', () => {
  it('gives the largest first, of equal ones the one that came first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (priorities) => {
        const queue = new PriorityQueue<number>();
        priorities.forEach((priority, i) => {
          queue.push(i, priority);
        });
        const taken = priorities.map(() => queue.pop());
        expect(queue.pop()).toBeUndefined();
        const expected = [...priorities.keys()].sort((a, b) => priorities[b] - priorities[a] || a - b);
        expect(taken).toEqual(expected);
      }),
    );
  });
});
