import { afterAll, describe, expect, it } from 'vitest';
import { type DenseMatrix, InvalidArgumentError, Random, setEngine } from '../index.js';
import { NearestCenter } from './index.js';
import { nearestByDifferences } from './squared-distances.js';

function randomMatrix(rows: number, columns: number, seed: number, offset = 0, scale = 1): DenseMatrix {
  const random = new Random(seed);
  const data = Float64Array.from({ length: rows * columns }, () => scale * random.normal() + offset);
  return { data, rows, columns };
}

function expectNearest(x: DenseMatrix, centers: DenseMatrix, search = new NearestCenter(x)): void {
  const expected = Int32Array.from({ length: x.rows }, (_, i) => nearestByDifferences(x, i, centers));
  expect(search.find(centers)).toEqual(expected);
}

afterAll(() => setEngine('auto'));

describe.each(['onnx', 'cpu'] as const)('NearestCenter on the %s engine', (engine) => {
  it.each([
    [1, 1, 1],
    [1, 5, 3],
    [3000, 1, 200],
    [40_000, 7, 2],
    [40_000, 3, 5],
    [1025, 9, 63],
    [1023, 9, 64],
    [1024, 9, 65],
    [9000, 4, 300], // more than one block
  ])('finds the nearest for %d rows of %d columns and %d centers', async (rows, columns, k) => {
    await setEngine(engine);
    const x = randomMatrix(rows, columns, 1);
    const search = new NearestCenter(x);
    expectNearest(x, randomMatrix(k, columns, 2), search);
    expectNearest(x, randomMatrix(k, columns, 3, 4), search);
    expectNearest(x, randomMatrix(k + 1, columns, 4), search); // another grid
  });

  it('gives ties to the smaller index', async () => {
    await setEngine(engine);
    const x = { ...randomMatrix(20_000, 4, 5), data: randomMatrix(20_000, 4, 5).data.map(Math.round) };
    const centers = { ...randomMatrix(30, 4, 6), data: randomMatrix(30, 4, 6).data.map(Math.round) };
    expectNearest(x, centers);
  });

  it.each([
    [1e6, 1],
    [0, 1e-22],
    [0, 1e-40],
    [0, 1e18],
    [0, 1e25],
    [1e30, 1e29],
  ])('is exact at %d + %d x noise', async (offset, scale) => {
    await setEngine(engine);
    const x = randomMatrix(5000, 8, 7, offset, scale);
    expectNearest(x, randomMatrix(20, 8, 8, offset, scale));
    const oneFar = randomMatrix(20, 8, 8, offset, scale);
    oneFar.data.fill(1e200, 16, 24);
    expectNearest(x, oneFar);
  });

  it('refuses other columns and no centers', async () => {
    await setEngine(engine);
    const search = new NearestCenter(randomMatrix(3, 2, 9));
    expect(() => search.find(randomMatrix(2, 3, 9))).toThrow(InvalidArgumentError);
    expect(() => search.find(randomMatrix(0, 2, 9))).toThrow("'centers' of NearestCenter.find");
  });
});
