import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { makeBlobs, Tsne } from '../index.js';
import { BarnesHutTree } from './barnes-hut-tree.js';
import { BarnesHutObjective } from './tsne-barnes-hut.js';
import { ExactObjective } from './tsne-objective.js';
import { jointSimilarities, neighborSimilarities, type SparseSimilarities } from './tsne-similarities.js';

interface MapGolden {
  readonly map: number[][];
  readonly divergence: number;
  readonly gradient: number[];
  readonly roughError: number;
  readonly finalDivergence: number;
}

interface Golden {
  readonly x: number[][];
  readonly perplexity: number;
  readonly rowSums: number[];
  readonly firstRow: number[];
  readonly maps: Record<string, MapGolden>;
}

const { madeWith: _, ...golden } = readGolden<Record<string, Golden>>(
  new URL('../../golden/tsne-barnes-hut.json', import.meta.url),
);

const matrixOf = (rows: number[][]) => ({
  data: Float64Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0].length,
});

function gradientOf(objective: BarnesHutObjective | ExactObjective, map: number[][], exaggeration = 1): Float64Array {
  const gradient = new Float64Array(map.length * map[0].length);
  objective.computeGradient(matrixOf(map), exaggeration, gradient);
  return gradient;
}

const norm = (values: Float64Array): number => Math.hypot(...values);
const error = (actual: Float64Array, expected: Float64Array): number =>
  norm(actual.map((value, i) => value - expected[i])) / norm(expected);

function dense({ starts, columns, values }: SparseSimilarities): number[][] {
  const n = starts.length - 1;
  return Array.from({ length: n }, (_, i) => {
    const row = new Array<number>(n).fill(0);
    for (let o = starts[i]; o < starts[i + 1]; o++) row[columns[o]] += values[o];
    return row;
  });
}

describe.each(Object.entries(golden))(
  'Barnes-Hut t-SNE on the %s set',
  (_, { x, perplexity, rowSums, firstRow, maps }) => {
    const similarities = neighborSimilarities(matrixOf(x), perplexity);

    it('has the similarities of scikit-learn', () => {
      const rows = dense(similarities);
      // the reference searches the widths in float32 to 1e-5
      expectClose(rows[0], firstRow, { relative: 1e-3, absolute: 1e-8 });
      expectClose(
        rows.map((row) => row.reduce((a, b) => a + b, 0)),
        rowSums,
        { relative: 1e-3 },
      );
      rows.forEach((row, i) => {
        row.forEach((value, j) => {
          expect(value).toBe(rows[j][i]);
        });
      });
    });

    it.each(['2', '3'])('has its gradient and divergence in %s dimensions', (dimensions) => {
      const { map, gradient, divergence, roughError } = maps[dimensions];
      const all = new BarnesHutObjective(similarities, 0);
      const exact = gradientOf(all, map);
      const scale = exact.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      // the reference sums in float32
      expectClose(exact.slice(0, gradient.length), gradient, { relative: 1e-3, absolute: 1e-3 * scale });
      expectClose(all.divergence(matrixOf(map)), divergence, { relative: 1e-4 });
      const rough = error(gradientOf(new BarnesHutObjective(similarities, 0.5), map), exact);
      expect(rough).toBeGreaterThan(0);
      expect(rough).toBeLessThan(Math.max(1.5 * roughError, 0.01));
    });

    it('sums over single points with angle 0', () => {
      const { map } = maps['2'];
      const rows = dense(similarities);
      const exact = new ExactObjective(matrixOf(rows));
      expect(
        error(gradientOf(new BarnesHutObjective(similarities, 0), map, 4), gradientOf(exact, map, 4)),
      ).toBeLessThan(1e-12);
    });

    it('ends as low as the reference', () => {
      const { finalDivergence } = maps['2'];
      // a descent may end in another valley, so several starts; the best must not be much higher
      const starts = [{ init: 'pca' } as const, ...[1, 2, 3].map((seed) => ({ init: 'random', seed }) as const)];
      const divergences = starts.map(
        (start) => new Tsne({ perplexity, method: 'barnesHut', maxIterations: 500, ...start }).embed(x).divergence,
      );
      expect(Math.min(...divergences)).toBeLessThan(finalDivergence * 1.05 + 0.01);
    });
  },
);

describe('BarnesHutTree', () => {
  it.each([1, 2, 3])('takes equal points apart in %d dimensions', (columns) => {
    const data = Float64Array.from({ length: 40 * columns }, (_, o) => (o < 20 * columns ? 0.5 : Math.sin(o)));
    const tree = new BarnesHutTree({ data, rows: 40, columns });
    const force = new Float64Array(columns);
    let expected = 0;
    for (let j = 1; j < 40; j++) {
      let square = 0;
      for (let c = 0; c < columns; c++) square += (data[c] - data[j * columns + c]) ** 2;
      expected += 1 / (1 + square);
    }
    expectClose(tree.addRepulsion(0, 0, force), expected, { relative: 1e-13 });
  });
});

describe('Tsne with trees', () => {
  it('is what many samples get, the same each time, and not far from the exact map', () => {
    const { x } = makeBlobs({ numSamples: 500, numFeatures: 8, seed: 4 });
    const embed = (method: 'auto' | 'barnesHut' | 'exact', angle?: number) =>
      new Tsne({ method, angle, maxIterations: 300, perplexity: 10 }).embed(x);
    const byTree = embed('barnesHut');
    expect(embed('auto')).toEqual(byTree);
    expect(embed('barnesHut', 0.2).map).not.toEqual(byTree.map);
    const dense = jointSimilarities(x, 10);
    // both judged over all pairs
    const judge = new ExactObjective(dense);
    expect(judge.divergence(byTree.map)).toBeLessThan(1.05 * judge.divergence(embed('exact').map) + 0.02);
  });

  it.each([
    [{ method: 'none' as 'auto' }, "'method' of Tsne"],
    [{ angle: 1.5 }, "'angle' of Tsne"],
    [
      { method: 'barnesHut' as const, numComponents: 4 },
      "'numComponents' of Tsne must be at most 3 with barnesHut, got 4.",
    ],
  ])('refuses %o', (options, message) => {
    expect(() => new Tsne({ perplexity: 1, ...options }).embed([[1], [2], [3]])).toThrow(message);
  });
});
