import {
  type Column,
  checkSameLength,
  type DenseMatrix,
  Got,
  type InputOptions,
  InvalidArgumentError,
  type Rows,
  toMatrix,
  toVector,
} from '@ai/core';
import type { FitOptions } from '../estimator.js';

/**
 * Reads the samples given to a fitted model: N x D.
 * @throws InvalidArgumentError as `toMatrix` does, or if the number of features is not that of the fit
 */
export function readFeatures(x: Rows, owner: string, numFeatures: number, options?: InputOptions): DenseMatrix {
  const matrix = toMatrix(x, 'X', owner, options);
  if (matrix.columns !== numFeatures) {
    const expected = `have ${numFeatures} features, as ${owner} was fitted with`;
    throw new InvalidArgumentError('X', owner, expected, new Got(`${matrix.columns}`));
  }
  return matrix;
}

/**
 * Reads sample weights.
 * @returns N weights, or undefined if none were given
 * @throws InvalidArgumentError if negative, all zero or of another length than X
 */
export function readWeights(weights: Column | undefined, owner: string, numSamples: number): Float64Array | undefined {
  if (weights === undefined) return undefined;
  const values = toVector(weights, 'sampleWeights', owner);
  checkSameLength(numSamples, values.length, ['X', 'sampleWeights'], owner);
  const negative = values.findIndex((value) => value < 0);
  if (negative >= 0) {
    const got = new Got(`${values[negative]} at index ${negative}`);
    throw new InvalidArgumentError('sampleWeights', owner, 'be >= 0', got);
  }
  if (values.every((value) => value === 0)) {
    throw new InvalidArgumentError('sampleWeights', owner, 'have a positive sum', new Got('only zeros'));
  }
  return values;
}

/** The samples of positive weight, with their positions; the input itself if all count. */
export function withoutZeroWeights(
  x: DenseMatrix,
  weights: Float64Array | undefined,
): { x: DenseMatrix; weights: Float64Array | undefined; kept: Int32Array | undefined } {
  if (!weights?.includes(0)) return { x, weights, kept: undefined };
  const kept = Int32Array.from(weights.keys()).filter((i) => weights[i] > 0);
  return { x: takeRows(x, kept), weights: Float64Array.from(kept, (i) => weights[i]), kept };
}

/** Copies the given rows. */
export function takeRows(x: DenseMatrix, indices: ArrayLike<number>): DenseMatrix {
  const { columns } = x;
  const data = new Float64Array(indices.length * columns);
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i] * columns;
    data.set(x.data.subarray(from, from + columns), i * columns);
  }
  return { data, rows: indices.length, columns };
}

/** For methods that have no sample weights: given ones must not be ignored in silence. */
export function refuseWeights(options: FitOptions, owner: string): void {
  if (options.sampleWeights === undefined) return;
  throw new InvalidArgumentError('sampleWeights', owner, 'be left out: this method has none', options.sampleWeights);
}
