import { afterAll, describe, expect, it } from 'vitest';
import { type DenseMatrix, InvalidArgumentError, Random, setEngine } from '../index.js';
import { expectClose } from '../testing/index.js';
import { centeredGram } from './index.js';

function randomMatrix(rows: number, columns: number, seed: number, mean = 0): DenseMatrix {
  const random = new Random(seed);
  return { data: Float64Array.from({ length: rows * columns }, () => random.normal() + mean), rows, columns };
}

/** From the definition, means first. */
function byDefinition({ data, rows, columns }: DenseMatrix, y: Float64Array, w: Float64Array) {
  const weight = w.reduce((a, b) => a + b, 0);
  const meanOf = (at: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += w[i] * (at(i) - at(0));
    return at(0) + sum / weight;
  };
  const means = Float64Array.from({ length: columns }, (_, j) => meanOf((i) => data[i * columns + j]));
  const targetMean = meanOf((i) => y[i]);
  const products = new Float64Array(columns * columns);
  const targetProducts = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let a = 0; a < columns; a++) {
      const left = w[i] * (data[i * columns + a] - means[a]);
      targetProducts[a] += left * (y[i] - targetMean);
      for (let b = 0; b < columns; b++) products[a * columns + b] += left * (data[i * columns + b] - means[b]);
    }
  }
  return { weight, means, products, targetMean, targetProducts };
}

function expectAsDefined(x: DenseMatrix, y: Float64Array, weights?: Float64Array): void {
  const found = centeredGram(x, { weights, targets: y });
  const expected = byDefinition(x, y, weights ?? new Float64Array(x.rows).fill(1));
  expect(found.weight).toBeCloseTo(expected.weight, 9);
  expectClose(found.means, expected.means, { relative: 1e-13, absolute: 1e-13 });
  expectClose([found.targetMean], [expected.targetMean], { relative: 1e-13, absolute: 1e-13 });
  expectClose(found.products.data, expected.products, { absolute: 1e-12 * x.rows });
  expectClose(found.targetProducts, expected.targetProducts, { absolute: 1e-12 * x.rows });
}

afterAll(() => setEngine('auto'));

describe.each(['onnx', 'cpu'] as const)('centeredGram on the %s engine', (engine) => {
  it.each([
    [1, 1],
    [1, 3],
    [2, 1],
    [255, 33],
    [256, 5],
    [257, 33],
    [6000, 10], // native
    [120_000, 9], // more than one block where rows are moved
  ])('agrees with the definition, %d x %d', async (rows, columns) => {
    await setEngine(engine);
    const random = new Random(7);
    const y = Float64Array.from({ length: rows }, () => random.normal() - 3);
    const weights = Float64Array.from({ length: rows }, (_, i) => (i % 5 === 2 ? 0 : random.uniform(0.5, 2)));
    for (const mean of [0, 20]) {
      const x = randomMatrix(rows, columns, 1, mean);
      expectAsDefined(x, y);
      expectAsDefined(x, y, weights);
    }
  });

  it('keeps the digits of 1e9 + noise', async () => {
    await setEngine(engine);
    const x = randomMatrix(6000, 10, 2);
    const far = { ...x, data: x.data.map((value) => value + 1e9) };
    const noise = { ...x, data: far.data.map((value) => value - 1e9) }; // the noise as far as 1e9 + noise holds it
    const { products, means } = centeredGram(far);
    expectClose(products.data, centeredGram(noise).products.data, { absolute: 1e-8 });
    expectClose(
      means,
      centeredGram(noise).means.map((mean) => mean + 1e9),
      { relative: 1e-15 },
    );
  });

  it('takes a second pass where the rows looked at first mislead', async () => {
    await setEngine(engine);
    const x = randomMatrix(6400, 10, 3, 1e6);
    // the 64 rows from which the shift is guessed are far from all others in some columns
    for (let i = 0; i < 6400; i += 100) for (const j of [2, 7]) x.data[i * 10 + j] = (i / 100) % 2 ? 1e9 : 1e9 + 1;
    const y = Float64Array.from({ length: 6400 }, (_, i) => i % 7);
    const found = centeredGram(x, { targets: y });
    const expected = byDefinition(x, y, new Float64Array(6400).fill(1));
    for (let a = 0; a < 10; a++) {
      expectClose([found.targetProducts[a]], [expected.targetProducts[a]], { relative: 1e-9 });
      for (let b = 0; b < 10; b++) {
        const scale = Math.sqrt(expected.products[a * 11] * expected.products[b * 11]);
        expectClose([found.products.data[a * 10 + b]], [expected.products[a * 10 + b]], { absolute: 1e-12 * scale });
      }
    }
  });

  it('gives exactly 0 for a constant column and is exactly symmetric', async () => {
    await setEngine(engine);
    const x = randomMatrix(6000, 10, 4);
    for (let i = 0; i < 6000; i++) x.data[i * 10 + 3] = 0.1;
    const { data } = centeredGram(x).products;
    for (let i = 0; i < 10; i++) {
      expect(data[30 + i]).toBe(0);
      for (let j = 0; j < i; j++) expect(data[i * 10 + j]).toBe(data[j * 10 + i]);
    }
  });
});

it('refuses weights and targets of another length', () => {
  const x = randomMatrix(3, 2, 5);
  expect(() => centeredGram(x, { weights: new Float64Array(2) })).toThrow(InvalidArgumentError);
  expect(() => centeredGram(x, { targets: new Float64Array(4) })).toThrow("'targets' of centeredGram");
});
