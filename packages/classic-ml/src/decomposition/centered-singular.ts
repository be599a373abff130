import type { DenseMatrix } from '@ai/core';
import { centeredGram } from '@ai/core/linalg';
import { centerRows, columnMeans } from '../statistics/column-moments.js';
import {
  isTall,
  type RightSingular,
  randomizedRightSingular,
  singularBySvd,
  singularOfGram,
} from './right-singular.js';

/** Singular values and right vectors of a table less its column means. */
export interface CenteredSingular extends RightSingular {
  /** D. */
  readonly means: Float64Array;
  /** Sum of the squares of the centered entries. */
  readonly squares: number;
}

/** All singular values and right vectors; no centered copy is made if X^T X will do. */
export function centeredRightSingular(x: DenseMatrix): CenteredSingular {
  if (isTall(x)) {
    const { means, products } = centeredGram(x);
    const found = singularOfGram(products);
    if (found) return { ...found, means, squares: trace(products) };
  }
  const { centered, means, squares } = center(x);
  return { ...singularBySvd(centered), means, squares };
}

/** The leading `count` singular values and right vectors by a randomised range finder. */
export function centeredRandomizedSingular(x: DenseMatrix, count: number, seed: number): CenteredSingular {
  const { centered, means, squares } = center(x);
  return { ...randomizedRightSingular(centered, count, seed), means, squares };
}

function center(x: DenseMatrix): { centered: DenseMatrix; means: Float64Array; squares: number } {
  const means = columnMeans(x);
  const centered = centerRows(x, means);
  let squares = 0;
  for (let o = 0; o < centered.data.length; o++) squares += centered.data[o] * centered.data[o];
  return { centered, means, squares };
}

function trace({ data, rows }: DenseMatrix): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += data[i * (rows + 1)];
  return sum;
}
