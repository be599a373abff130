import { Got, InvalidArgumentError, type Rows } from '@ai/core';
import { multiply } from '@ai/core/linalg';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { defineMetric } from '../define-metric.js';
import { toTable } from '../input/table.js';
import { type FeatureMoments, featureMoments, mergeFeatureMoments } from './feature-moments.js';

interface Sides {
  readonly real: FeatureMoments;
  readonly generated: FeatureMoments;
}

/** Eigenvalues and vectors of a symmetric D x D matrix without negative eigenvalues; those that are rounding become 0. */
function eigen(symmetric: Float64Array, size: number): { values: number[]; vectors: Matrix } {
  const matrix = Matrix.from1DArray(size, size, symmetric);
  const decomposition = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const rounding = Math.max(...decomposition.realEigenvalues) * size * 2 ** -52;
  return {
    values: decomposition.realEigenvalues.map((value) => (value > rounding ? value : 0)),
    vectors: decomposition.eigenvectorMatrix,
  };
}

/** The trace of (A B)^(1/2), from the eigenvalues of A^(1/2) B A^(1/2), which is symmetric. */
function traceOfRoot(a: Float64Array, b: Float64Array, size: number): number {
  const { values, vectors } = eigen(a, size);
  const scaled = { data: new Float64Array(size * size), rows: size, columns: size };
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) scaled.data[i * size + j] = vectors.get(i, j) * values[j] ** 0.25;
  }
  // A^(1/2) = scaled scaled^T
  const root = multiply(scaled, scaled, { transposeB: true });
  const { data } = multiply(multiply(root, { ...root, data: b }), root);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (data[i * size + j] + data[j * size + i]) / 2;
      data[i * size + j] = mean;
      data[j * size + i] = mean;
    }
  }
  return eigen(data, size).values.reduce((sum, value) => sum + Math.sqrt(value), 0);
}

/**
 * The Frechet distance of two sets of features, as if both were normal: |m1 - m2|^2 + trace(C1 + C2 - 2 (C1 C2)^(1/2)). On features of an
 * Inception network it is FID.
 *
 * Data: `real` (N x D features), `generated` (M x D); a stream keeps means and covariances only. NaN for fewer than two features on
 * either side. Time grows with D^3.
 *
 * Reference: Heusel et al., "GANs trained by a two time-scale update rule converge to a local Nash equilibrium" (2017), eq. 6.
 *
 * @throws InvalidArgumentError for NaN or infinity, or different numbers of columns
 * @example
 * ```ts
 * import { frechetDistance } from '@ai/metrics';
 *
 * frechetDistance([[0], [2]], [[3], [5]]); // 9: the means are 3 apart, the variances are equal
 * ```
 */
export const frechetDistance = /* @__PURE__ */ defineMetric(
  { name: 'frechetDistance', higherIsBetter: false, inputs: ['real', 'generated'] },
  () => {
    const owner = 'frechetDistance';
    const nothing: FeatureMoments = { count: 0, mean: new Float64Array(0), scatter: new Float64Array(0) };
    return {
      empty: (): Sides => ({ real: nothing, generated: nothing }),
      summarize: (real: Rows, generated: Rows): Sides => ({
        real: featureMoments(toTable(real, 'real', owner)),
        generated: featureMoments(toTable(generated, 'generated', owner)),
      }),
      merge: (first: Sides, second: Sides): Sides => ({
        real: mergeFeatureMoments(first.real, second.real, owner),
        generated: mergeFeatureMoments(first.generated, second.generated, owner),
      }),
      compute: ({ real, generated }: Sides): number => {
        if (real.count < 2 || generated.count < 2) return Number.NaN;
        const size = real.mean.length;
        if (size !== generated.mean.length) {
          const got = new Got(`${generated.mean.length}`);
          throw new InvalidArgumentError('generated', owner, `have as many columns as 'real' (${size})`, got);
        }
        const covariance = ({ scatter, count }: FeatureMoments): Float64Array =>
          scatter.map((value) => value / (count - 1));
        const [a, b] = [covariance(real), covariance(generated)];
        let distance = -2 * traceOfRoot(a, b, size);
        for (let d = 0; d < size; d++) {
          distance += (real.mean[d] - generated.mean[d]) ** 2 + a[d * size + d] + b[d * size + d];
        }
        return Math.max(0, distance);
      },
    };
  },
);
