import { Random } from '@ai/core';
import { readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as nn from '../index.js';

const golden = readGolden<{
  gains: Record<string, number>;
  fans: [shape: number[], fanIn: number, fanOut: number][];
  scales: { rule: string; args: unknown[]; shape: number[]; deviation: number; bound: number | null }[];
}>(new URL('../../golden/initializers.json', import.meta.url));

const rules = nn as unknown as Record<string, (...args: unknown[]) => nn.Initializer>;

function moments(data: ArrayLike<number>): { mean: number; deviation: number; largest: number } {
  const values = Array.from(data);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance), largest: Math.max(...values.map(Math.abs)) };
}

describe('initializers', () => {
  it('have the gains of PyTorch', () => {
    const gains = { ...golden.gains };
    expect(nn.gain('leaky-relu', 0.2)).toBeCloseTo(gains['leaky-relu 0.2'], 12);
    delete gains['leaky-relu 0.2'];
    for (const [name, value] of Object.entries(gains)) {
      expect(nn.gain(name as nn.Nonlinearity), name).toBeCloseTo(value, 12);
    }
  });

  it.each(golden.fans)('count inputs and outputs of %j', (shape, fanIn, fanOut) => {
    expect(nn.fans(shape)).toEqual({ fanIn, fanOut });
  });

  it.each(
    golden.scales.map((entry) => [`${entry.rule}(${JSON.stringify(entry.args)}) [${entry.shape}]`, entry] as const),
  )('%s has the spread of PyTorch', (_, { rule, args, shape, deviation, bound }) => {
    const { data, shape: given } = rules[rule](...args)(shape, new Random(1));
    expect(given).toEqual(shape);
    const drawn = moments(data);
    const error = deviation / Math.sqrt(data.length); // of the mean; of the deviation about 0.7 of it
    expect(Math.abs(drawn.mean)).toBeLessThan(4 * error);
    expect(Math.abs(drawn.deviation - deviation)).toBeLessThan(4 * error);
    if (bound !== null) {
      expect(drawn.largest).toBeLessThanOrEqual(Math.fround(bound));
      expect(drawn.largest).toBeGreaterThan(0.99 * bound);
    }
  });

  it.each([
    [[3, 8], 1],
    [[8, 3], 2],
    [[4, 2, 3, 3], 0.5],
    [[5, 5], 1],
  ])('orthogonal %j has orthonormal rows or columns, times %d', (shape, factor) => {
    const { data } = nn.orthogonal(factor)(shape, new Random(2));
    const [rows, columns] = [shape[0], data.length / shape[0]];
    const at = (i: number, j: number): number => (rows <= columns ? data[i * columns + j] : data[j * columns + i]);
    const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++) {
        let product = 0;
        for (let k = 0; k < length; k++) product += at(a, k) * at(b, k);
        expect(product).toBeCloseTo(a === b ? factor ** 2 : 0, 5);
      }
    }
  });

  it('truncatedNormal keeps within its bounds and moves its mean with them', () => {
    const { data } = nn.truncatedNormal(1, 2, 0, 3)([5000], new Random(3));
    expect(Math.min(...data)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...data)).toBeLessThanOrEqual(3);
    // mean of a normal distribution of mean 1 and deviation 2 cut to [0, 3]
    expect(moments(data).mean).toBeCloseTo(1.4133, 1);
  });

  it('constants and seeds', () => {
    expect([...nn.constant(0.25)([2, 2], new Random(1)).data]).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect([...nn.zeros([2], new Random(1)).data, ...nn.ones([2], new Random(1)).data]).toEqual([0, 0, 1, 1]);
    const draw = (seed: number) => nn.kaimingNormal()([4, 4], new Random(seed)).data;
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });
});
