import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, Random, randomBernoulli, randomNormal, randomUniform } from '../index.js';

/** The Kolmogorov-Smirnov statistic of a sample against a distribution function, times the root of its size. */
function kolmogorovSmirnov(sample: number[], cdf: (x: number) => number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const n = sorted.length;
  const gaps = sorted.map((x, i) => Math.max(Math.abs(cdf(x) - i / n), Math.abs(cdf(x) - (i + 1) / n)));
  return Math.sqrt(n) * Math.max(...gaps);
}

/** The normal distribution function by numeric integration, good to 1e-7. */
function normalCdf(z: number): number {
  const steps = 400;
  const h = z / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += Math.exp(-0.5 * ((i + 0.5) * h) ** 2) * h;
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}

describe('Random', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.uniform()
        )(new Random(seed)),
      );
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
    expect(draw(2 ** 40)).not.toEqual(draw(0));
  });

  it('keeps its numbers from version to version', () => {
    const random = new Random(1);
    expect([random.uint32(), random.uint32()]).toMatchInlineSnapshot(`
      [
        3362229289,
        3244824786,
      ]
    `);
    expect(random.normal()).toMatchInlineSnapshot(`0.011381202931372415`);
  });

  it.each([0, 1, 7])('is uniform and normal where it says so (seed %d)', (seed) => {
    const random = new Random(seed);
    const uniform = Array.from({ length: 20000 }, () => random.uniform());
    expect(kolmogorovSmirnov(uniform, (x) => x)).toBeLessThan(1.8); // 1.63 is exceeded once in a hundred samples
    const normal = Array.from({ length: 5000 }, () => random.normal());
    expect(kolmogorovSmirnov(normal, normalCdf)).toBeLessThan(1.8);
  });

  it('starts well for small seeds', () => {
    const first = Array.from({ length: 2000 }, (_, seed) => new Random(seed).uniform());
    expect(kolmogorovSmirnov(first, (x) => x)).toBeLessThan(1.8);
  });

  it('draws integers without favour', () => {
    const random = new Random(3);
    const counts = new Array(6).fill(0);
    for (let i = 0; i < 60000; i++) counts[random.integer(10, 16) - 10]++;
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10000) ** 2 / 10000, 0);
    expect(chiSquared).toBeLessThan(20.5); // 5 degrees of freedom, one in a thousand
    expect(random.integer(-(2 ** 40), 2 ** 40)).toBeLessThan(2 ** 40);
    expect(() => random.integer(3, 3)).toThrow(InvalidArgumentError);
  });

  it('permutes: every number once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), fc.integer(), (n, seed) => {
        expect([...new Random(seed).permutation(n)].sort((a, b) => a - b)).toEqual(
          Array.from({ length: n }, (_, i) => i),
        );
      }),
    );
  });

  it('goes on from a saved state, in the middle of a pair of normal deviates', () => {
    const random = new Random(5);
    random.normal();
    const twin = Random.fromState(JSON.parse(JSON.stringify(random.state())));
    expect([twin.normal(), twin.uniform(), twin.normal()]).toEqual([
      random.normal(),
      random.uniform(),
      random.normal(),
    ]);
  });

  it('forks streams that differ from their parent and from each other', () => {
    const random = new Random(5);
    const [a, b] = [random.fork(), random.fork()];
    expect(new Set([a.uint32(), b.uint32(), random.uint32()]).size).toBe(3);
  });

  it('refuses a seed that is not an integer', () => {
    expect(() => new Random(0.5)).toThrow("'seed' of Random must be an integer, got 0.5.");
  });

  it('fills tensors with the numbers that single draws give', () => {
    const one = new Random(9);
    expect([...randomNormal(new Random(9), [2, 2], 1, 2).dataSync()]).toEqual(
      [1, 2, 3, 4].map(() => Math.fround(one.normal(1, 2))),
    );
    const other = new Random(9);
    expect([...randomUniform(new Random(9), [3], -1, 1).dataSync()]).toEqual(
      [1, 2, 3].map(() => Math.fround(other.uniform(-1, 1))),
    );
    const mask = randomBernoulli(new Random(9), [1000], 0.3).dataSync<'float32'>();
    expect(mask.every((x) => x === 0 || x === 1)).toBe(true);
    expect(Math.abs(mask.reduce((a, b) => a + b) / 1000 - 0.3)).toBeLessThan(0.05);
  });
});
