import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DenseMatrix, Random, setEngine } from '../index.js';
import { expectClose } from '../testing/index.js';
import { softmaxLossNative } from './index.js';

const random = new Random(1);

function problem(n: number, d: number, k: number, scale = 1) {
  const x: DenseMatrix = { data: Float64Array.from({ length: n * d }, () => random.normal()), rows: n, columns: d };
  const codes = Int32Array.from({ length: n }, () => random.integer(0, k));
  const weights = Float64Array.from({ length: n }, () => random.uniform(0, 2));
  const coefficients = Float64Array.from({ length: k * d }, () => scale * random.normal());
  const intercepts = Float64Array.from({ length: k }, () => scale * random.normal());
  return { x, codes, k, weights, coefficients, intercepts };
}

/** From the definition. */
function lossOf({ x, codes, k, weights, coefficients, intercepts }: ReturnType<typeof problem>) {
  let loss = 0;
  const byCoefficients = new Float64Array(k * x.columns);
  const byIntercepts = new Float64Array(k);
  for (let i = 0; i < x.rows; i++) {
    const row = x.data.subarray(i * x.columns, (i + 1) * x.columns);
    const scores = intercepts.map((c, r) => row.reduce((sum, v, j) => sum + v * coefficients[r * x.columns + j], c));
    const largest = Math.max(...scores);
    const total = scores.reduce((sum, s) => sum + Math.exp(s - largest), 0);
    loss += weights[i] * (largest + Math.log(total) - scores[codes[i]]);
    scores.forEach((s, r) => {
      const slope = weights[i] * (Math.exp(s - largest) / total - Number(r === codes[i]));
      byIntercepts[r] += slope;
      row.forEach((v, j) => {
        byCoefficients[r * x.columns + j] += slope * v;
      });
    });
  }
  return { loss, byCoefficients, byIntercepts };
}

describe('softmaxLossNative', () => {
  beforeAll(() => setEngine('onnx'));
  afterAll(() => setEngine('auto'));

  it.each([
    [20_000, 10, 3, 1],
    [90_001, 2, 4, 1], // two blocks of different size
    [30_000, 1, 20, 1],
    [3000, 50, 5, 400], // scores of thousands
  ])('agrees with the definition: %d samples, %d features, %d classes, coefficients around %d', (n, d, k, scale) => {
    const all = problem(n, d, k, scale);
    const found = softmaxLossNative(all.x, all.codes, k, all.weights)!(all.coefficients, all.intercepts);
    const expected = lossOf(all);
    expectClose([found.loss], [expected.loss], { relative: 1e-12 });
    expectClose(found.byCoefficients, expected.byCoefficients, { absolute: 1e-13 * n });
    expectClose(found.byIntercepts, expected.byIntercepts, { absolute: 1e-13 * n });
  });

  it('leaves small problems and other engines alone', async () => {
    const { x, codes, k, weights } = problem(20, 2, 3);
    expect(softmaxLossNative(x, codes, k, weights)).toBeUndefined();
    await setEngine('cpu');
    const large = problem(20_000, 10, 3);
    expect(softmaxLossNative(large.x, large.codes, 3, large.weights)).toBeUndefined();
  });
});
