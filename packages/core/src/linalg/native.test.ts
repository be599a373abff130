import { afterAll, describe, expect, it } from 'vitest';
import { type DenseMatrix, Random, setEngine } from '../index.js';
import { expectClose } from '../testing/index.js';
import { gramJs } from './gram.js';
import { gram, multiply, nearest } from './index.js';
import { multiplyJs } from './multiply.js';
import { nearestJs } from './nearest.js';

function randomMatrix(rows: number, columns: number, seed: number, offset = 0): DenseMatrix {
  const random = new Random(seed);
  return { data: Float64Array.from({ length: rows * columns }, () => random.normal() + offset), rows, columns };
}

afterAll(() => setEngine('auto'));

describe.each(['onnx', 'cpu'] as const)('on the %s engine', (engine) => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('multiply agrees with JavaScript (transposed %s %s)', async (transposeA, transposeB) => {
    await setEngine(engine);
    const a = randomMatrix(transposeA ? 90 : 120, transposeA ? 120 : 90, 1);
    const b = randomMatrix(transposeB ? 70 : 90, transposeB ? 90 : 70, 2);
    expectClose(multiply(a, b, { transposeA, transposeB }).data, multiplyJs(a, b, transposeA, transposeB).data, {
      absolute: 1e-11,
    });
  });

  it('gram agrees with JavaScript and is symmetric', async () => {
    await setEngine(engine);
    const x = randomMatrix(500, 40, 3);
    const result = gram(x);
    expectClose(result.data, gramJs(x).data, { absolute: 1e-10 });
    for (let i = 0; i < 40; i++)
      for (let j = 0; j < i; j++) expect(result.data[i * 40 + j]).toBe(result.data[j * 40 + i]);
  });

  it.each([0, 1e6])('nearest is that of JavaScript to the bit, %d from the origin', async (offset) => {
    await setEngine(engine);
    const points = randomMatrix(4500, 8, 4, offset);
    points.data.copyWithin(8 * 4200, 0, 8 * 100); // equal points in another block: ties
    const queries = randomMatrix(600, 8, 5, offset);
    expect(nearest(points, queries, 7)).toEqual(nearestJs(points, queries, 7));
    expect(nearest(queries, points, 1)).toEqual(nearestJs(queries, points, 1));
  });

  it('nearest takes few points and many queries', async () => {
    await setEngine(engine);
    const points = randomMatrix(3, 4, 6);
    const queries = randomMatrix(70_000, 4, 7);
    expect(nearest(points, queries, 2)).toEqual(nearestJs(points, queries, 2));
  });

  it.each([
    [1, 1, 200_000],
    [15, 3, 12_000],
    [16, 16, 12_000],
    [17, 17, 12_000],
    [5000, 40, 200],
  ])('nearest is exact for %d points and k = %d', async (rows, k, numQueries) => {
    await setEngine(engine);
    const points = randomMatrix(rows, 3, 8);
    const queries = randomMatrix(numQueries, 3, 9);
    expect(nearest(points, queries, k)).toEqual(nearestJs(points, queries, k));
  });

  it.each([1e-22, 1e-40, 1e18, 1e25])('nearest is exact at a scale of %d', async (scale) => {
    await setEngine(engine);
    const points = randomMatrix(2000, 8, 10);
    const scaled = { ...points, data: points.data.map((value) => value * scale) };
    const queries = { ...scaled, data: scaled.data.slice(0, 800), rows: 100 };
    scaled.data.fill(1e200, 0, 8);
    expect(nearest(scaled, queries, 3)).toEqual(nearestJs(scaled, queries, 3));
  });
});
