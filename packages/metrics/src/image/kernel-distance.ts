import { checkInteger, checkNumber, type DenseMatrix, Random } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import { defineMetric } from '../define-metric.js';
import { type FeatureSets, fromFeatures } from './feature-sets.js';

/** Options of {@link kernelDistance}. */
export interface KernelDistanceOptions {
  /** Degree of the polynomial kernel (gamma x.y + coefficient)^degree. @default 3 */
  readonly degree?: number;
  /** @default 1 / D */
  readonly gamma?: number;
  /** @default 1 */
  readonly coefficient?: number;
  /** Number of random subsets to average over. @default 100 */
  readonly subsets?: number;
  /** Features of a subset from either side; if a side has no more than that, all features are used once. @default 1000 */
  readonly subsetSize?: number;
  /** @default 0 */
  readonly seed?: number;
}

type Kernel = (product: number) => number;

/** The unbiased estimate of the squared maximum mean discrepancy (Gretton et al., 2012, eq. 3). */
function discrepancy({ real, generated }: FeatureSets, kernel: Kernel): number {
  return (
    meanKernel(real, real, kernel, true) +
    meanKernel(generated, generated, kernel, true) -
    2 * meanKernel(real, generated, kernel, false)
  );
}

function meanKernel(a: DenseMatrix, b: DenseMatrix, kernel: Kernel, skipDiagonal: boolean): number {
  const { data } = multiply(a, b, { transposeB: true });
  let sum = 0;
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < b.rows; j++) if (!skipDiagonal || i !== j) sum += kernel(data[i * b.rows + j]);
  }
  return sum / (a.rows * (skipDiagonal ? a.rows - 1 : b.rows));
}

function pick({ data, rows, columns }: DenseMatrix, count: number, random: Random): DenseMatrix {
  const picked = new Float64Array(count * columns);
  random
    .permutation(rows)
    .subarray(0, count)
    .forEach((row, i) => {
      picked.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
    });
  return { data: picked, rows: count, columns };
}

/**
 * The kernel distance of two sets of features: the squared maximum mean discrepancy with a polynomial kernel, without bias, averaged over
 * random subsets. On features of an Inception network it is KID.
 *
 * Data: `real` (N x D features), `generated` (M x D). NaN for fewer than two features on either side. May be slightly below 0.
 *
 * Reference: Binkowski et al., "Demystifying MMD GANs" (2018), section 4.
 *
 * @throws InvalidArgumentError for NaN or infinity, different numbers of columns, or bad options
 * @example
 * ```ts
 * import { kernelDistance } from '@ai/metrics';
 *
 * kernelDistance([[0, 1], [1, 0], [1, 1]], [[5, 5], [6, 5]]); // far above 0
 * ```
 */
export const kernelDistance = /* @__PURE__ */ defineMetric(
  { name: 'kernelDistance', higherIsBetter: false, inputs: ['real', 'generated'] },
  ({ degree = 3, gamma, coefficient = 1, subsets = 100, subsetSize = 1000, seed = 0 }: KernelDistanceOptions = {}) => {
    const owner = 'kernelDistance';
    checkInteger(degree, 'degree', owner, { min: 1 });
    if (gamma !== undefined) checkNumber(gamma, 'gamma', owner, { above: 0 });
    checkNumber(coefficient, 'coefficient', owner);
    checkInteger(subsets, 'subsets', owner, { min: 1 });
    checkInteger(subsetSize, 'subsetSize', owner, { min: 2 });
    checkInteger(seed, 'seed', owner);
    return fromFeatures(owner, (sets) => {
      const { real, generated } = sets;
      if (real.rows < 2 || generated.rows < 2) return Number.NaN;
      const scale = gamma ?? 1 / real.columns;
      const kernel: Kernel = (product) => (scale * product + coefficient) ** degree;
      if (Math.min(real.rows, generated.rows) <= subsetSize) return discrepancy(sets, kernel);
      const random = new Random(seed);
      let sum = 0;
      for (let s = 0; s < subsets; s++) {
        const subset = { real: pick(real, subsetSize, random), generated: pick(generated, subsetSize, random) };
        sum += discrepancy(subset, kernel);
      }
      return sum / subsets;
    });
  },
);
