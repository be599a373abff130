import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WeightedMedian } from './weighted-median.js';

it('has the median and the absolute errors of what has come so far', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 3 })), {
        minLength: 1,
        maxLength: 20,
      }),
      (pairs) => {
        const targets = Float64Array.from(pairs, ([target]) => target);
        const weights = Float64Array.from(pairs, ([, weight]) => weight);
        const median = new WeightedMedian(targets, weights);
        median.reset(Int32Array.from(pairs.keys()), 0, pairs.length);
        const copies: number[] = [];
        pairs.forEach(([target, weight], i) => {
          median.add(i);
          for (let w = 0; w < weight; w++) copies.push(target);
          copies.sort((a, b) => a - b);
          const middle = (copies[(copies.length - 1) >> 1] + copies[copies.length >> 1]) / 2;
          expect(median.value()).toBe(middle);
          expect(median.absoluteErrors()).toBeCloseTo(
            copies.reduce((sum, value) => sum + Math.abs(value - middle), 0),
            9,
          );
        });
      },
    ),
  );
});
