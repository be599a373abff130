import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { KNeighborsClassifier, makeBlobs, Tsne } from '../index.js';
import { jointSimilarities } from './tsne-similarities.js';

const golden = readGolden<Record<string, { x: number[][]; similarities: number[][]; divergence: number }>>(
  new URL('../../golden/tsne.json', import.meta.url),
);
const names = Object.keys(golden).filter((name) => name !== 'madeWith');

describe('Tsne', () => {
  it.each(names)('has the similarities of scikit-learn and maps as well, on the %s set', (name) => {
    const { x, similarities, divergence } = golden[name];
    const matrix = { data: Float64Array.from(x.flat()), rows: x.length, columns: x[0].length };
    const joint = jointSimilarities(matrix, 5);
    // the reference searches the widths in float32 to 1e-5
    expectClose(joint.data.slice(0, 4 * x.length), similarities.flat(), { relative: 1e-3, absolute: 1e-8 });
    const found = new Tsne({ perplexity: 5 }).embed(x);
    // a descent may end in another valley; it must not be much higher
    expect(found.divergence).toBeLessThan(divergence * 1.15 + 0.02);
  });

  it('keeps groups together, from noise as well, the same for the same seed', () => {
    const { x, y } = makeBlobs({ numSamples: 60, numFeatures: 6, standardDeviation: 2, seed: 2 });
    const embed = (seed: number) => new Tsne({ perplexity: 10, init: 'random', seed, maxIterations: 400 }).embed(x);
    const { map } = embed(1);
    expect(new KNeighborsClassifier({ k: 3 }).fit(map, y).score(map, y)).toBeGreaterThan(0.95);
    expect(embed(1).map).toEqual(map);
    expect(embed(2).map).not.toEqual(map);
  });

  it('reports progress and stays finite on equal samples', () => {
    const seen: number[] = [];
    const x = Array.from({ length: 12 }, (_, i) => [i % 2, 1]);
    const { map } = new Tsne({ perplexity: 3, maxIterations: 300, onProgress: (i) => seen.push(i) }).embed(x);
    expect(seen).toEqual([50, 100, 150, 200, 250, 300]);
    expect(map.data.every(Number.isFinite)).toBe(true);
  });

  it.each([
    [{ perplexity: 3 }, "'perplexity' of Tsne must be less than the number of samples (3), got 3."],
    [{ perplexity: 0 }, "'perplexity'"],
    [{ maxIterations: 10 }, "'maxIterations'"],
    [{ learningRate: 0, perplexity: 2 }, "'learningRate'"],
    [{ init: 'none' as 'pca' }, "'init'"],
  ])('refuses %o', (options, message) => {
    expect(() => new Tsne(options).embed([[1], [2], [3]])).toThrow(message);
  });
});
