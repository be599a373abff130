import { describe, expect, it } from 'vitest';
import { makeBlobs, makeCircles, makeClassification, makeMoons, makeRegression, makeSpirals } from '../index.js';

describe('toy data', () => {
  it.each([makeBlobs, makeMoons, makeCircles, makeSpirals, makeClassification])('%o repeats by seed', (make) => {
    expect(make({ seed: 1 })).toEqual(make({ seed: 1 }));
    expect(make({ seed: 1 })).not.toEqual(make({ seed: 2 }));
    expect(make({ numSamples: 11 }).x.rows).toBe(11);
    expect(() => make({ numSamples: 0 })).toThrow("'numSamples'");
  });

  it('blobs have their centers and spread', () => {
    const { x, y } = makeBlobs({ numSamples: 4000, centers: [[5], [-5]], standardDeviation: 2 });
    const first = [...x.data].filter((_, i) => y[i] === 0);
    const mean = first.reduce((a, b) => a + b, 0) / first.length;
    expect(Math.abs(mean - 5)).toBeLessThan(0.2);
    expect(Math.abs(Math.sqrt(first.reduce((s, v) => s + (v - mean) ** 2, 0) / first.length) - 2)).toBeLessThan(0.15);
  });

  it('circles lie on their radii, moons on half circles, spirals within the unit disk', () => {
    const radius = (data: Float64Array, i: number) => Math.hypot(data[2 * i], data[2 * i + 1]);
    const circles = makeCircles({ factor: 0.5 });
    circles.y.forEach((label, i) => {
      expect(radius(circles.x.data, i)).toBeCloseTo(label === 0 ? 1 : 0.5, 12);
    });
    const moons = makeMoons({ shuffle: false });
    expect(radius(moons.x.data, 10)).toBeCloseTo(1, 12);
    const spirals = makeSpirals({ numClasses: 3 });
    spirals.y.forEach((_, i) => {
      expect(radius(spirals.x.data, i)).toBeLessThanOrEqual(1 + 1e-12);
    });
  });

  it('regression has the stated number of coefficients and no noise unless asked', () => {
    const { x, y, coefficients } = makeRegression({ numFeatures: 6, numInformative: 2, bias: 3 });
    expect(coefficients.filter((value) => value !== 0)).toHaveLength(2);
    expect(y[0]).toBeCloseTo(
      coefficients.reduce((sum, value, j) => sum + value * x.data[j], 3),
      9,
    );
  });

  it('refuses options out of range', () => {
    expect(() => makeBlobs({ centers: 0 })).toThrow("'centers'");
    expect(() => makeMoons({ noise: -1 })).toThrow("'noise'");
    expect(() => makeCircles({ factor: 1 })).toThrow("'factor'");
    expect(() => makeSpirals({ turns: 0 })).toThrow("'turns'");
    expect(() => makeRegression({ numInformative: 11 })).toThrow("'numInformative'");
    expect(() => makeClassification({ numClasses: 5 })).toThrow("'numClasses' of makeClassification must be at most");
  });
});
