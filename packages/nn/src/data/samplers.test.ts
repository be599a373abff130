import { Random } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndArray } from '../array/nd-array.js';
import { DataLoader } from './data-loader.js';
import { ArrayDataset } from './dataset.js';
import { IterableDataset } from './iterable-dataset.js';
import { WeightedRandomSampler } from './samplers.js';

/** How often each index was drawn, over many epochs. */
function counts(sampler: WeightedRandomSampler, n: number, epochs: number, place?: number): number[] {
  const result = new Array<number>(n).fill(0);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const drawn = sampler.sample(new Random(epoch));
    for (const index of place === undefined ? drawn : [drawn[place]]) result[index]++;
  }
  return result;
}

describe('WeightedRandomSampler', () => {
  it('draws in proportion to the weights', () => {
    const weights = [1, 0, 2, 5, 0.5, 1.5];
    const drawn = counts(new WeightedRandomSampler(weights, { count: 100 }), 6, 300);
    const chiSquared = weights.reduce((sum, weight, i) => {
      const expected = weight * 3000;
      return expected === 0 ? sum + drawn[i] * 1e9 : sum + (drawn[i] - expected) ** 2 / expected;
    }, 0);
    expect(chiSquared).toBeLessThan(18.5); // 4 degrees of freedom, one in a thousand
  });

  it('draws without replacement as from what is left', () => {
    const weights = [1, 2, 4, 0];
    const sampler = new WeightedRandomSampler(weights, { count: 3, replacement: false });
    const rounds = 20_000;
    const first = counts(sampler, 4, rounds, 0);
    [1 / 7, 2 / 7, 4 / 7, 0].forEach((p, i) => {
      expect(Math.abs(first[i] / rounds - p)).toBeLessThan(4.5 * Math.sqrt(0.25 / rounds));
    });
    const second = counts(sampler, 4, rounds, 1)[0] / rounds; // 2/7 * 1/5 + 4/7 * 1/3
    expect(Math.abs(second - (2 / 35 + 4 / 21))).toBeLessThan(4.5 * Math.sqrt(0.25 / rounds));
  });

  it('gives each index at most once without replacement, whatever the weights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e308, noNaN: true }), { maxLength: 30 }),
        fc.integer(),
        (w, seed) => {
          const positive = w.filter((weight) => weight > 0).length;
          if (positive === 0) return;
          const once = new WeightedRandomSampler(w, { count: positive, replacement: false }).sample(new Random(seed));
          expect([...once].sort((a, b) => a - b)).toEqual([...w.keys()].filter((i) => w[i] > 0));
          for (const index of new WeightedRandomSampler(w).sample(new Random(seed)))
            expect(w[index]).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('decides what an epoch of a loader is', async () => {
    const data = new ArrayDataset(ndArray(Int32Array.of(0, 1, 2)));
    const sampler = new WeightedRandomSampler([0, 1, 1], { count: 7 });
    const loader = new DataLoader(data, { sampler, batchSize: 2, seed: 1 });
    expect(loader.length).toBe(4);
    expect(loader.order(0)).toEqual(loader.order(0));
    expect(loader.order(0)).not.toEqual(loader.order(1));
    expect([...loader.order(2)]).not.toContain(0);
    let samples = 0;
    for await (const [batch] of loader) samples += batch.shape[0];
    expect(samples).toBe(7);
  });

  it('refuses what it cannot draw from', () => {
    const make =
      (weights: number[], options = {}) =>
      () =>
        new WeightedRandomSampler(weights, options);
    expect(make([1, -1])).toThrow("'weights' of WeightedRandomSampler must be a finite number >= 0, got -1.");
    expect(make([Number.NaN])).toThrow("'weights' of WeightedRandomSampler must be a finite number >= 0, got NaN.");
    expect(make([0, 0])).toThrow("'weights' of WeightedRandomSampler must hold a number > 0, got zeros.");
    expect(make([])).toThrow('must hold a number > 0, got none.');
    expect(make([1], { count: 0 })).toThrow("'count' of WeightedRandomSampler must be an integer >= 1, got 0.");
    expect(make([1, 0], { count: 2, replacement: false })).toThrow('must be an integer >= 1 and <= 1, got 2.');
    const data = new ArrayDataset(ndArray([1]));
    const sampler = new WeightedRandomSampler([1]);
    expect(() => new DataLoader(data, { sampler, shuffle: true })).toThrow(
      "'sampler' of DataLoader must come without 'shuffle'",
    );
    const stream = new IterableDataset(() => [[1]]);
    expect(() => new DataLoader(stream, { sampler })).toThrow('must come with a data set that has an index');
    const outside = { length: 1, sample: () => [1] };
    expect(() => new DataLoader(data, { sampler: outside }).order(0)).toThrow("'index' of DataLoader must be");
  });
});
