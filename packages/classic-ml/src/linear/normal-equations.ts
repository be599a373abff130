import type { DenseMatrix } from '@ai/core';
import { centeredGram, gram, multiply } from '@ai/core/linalg';
import { centerProblem } from './centering.js';
import type { RegressionData } from './linear-model.js';

/** The normal equations of a least-squares problem without its intercept, X^T X b = X^T y. */
export interface NormalEquations {
  /** D x D: weighted products of the features, about their means with an intercept. */
  readonly normal: DenseMatrix;
  /** D: weighted products of the features with y. */
  readonly correlations: Float64Array;
  /** D means taken off X; 0 without an intercept. */
  readonly xMeans: Float64Array;
  readonly yMean: number;
}

/** Sums up the normal equations; with an intercept, without a centered copy of X. */
export function normalEquations(data: RegressionData, fitIntercept: boolean): NormalEquations {
  const { x, y, weights } = data;
  if (fitIntercept) {
    const { products, targetProducts, means, targetMean } = centeredGram(x, { weights, targets: y });
    return { normal: products, correlations: targetProducts, xMeans: means, yMean: targetMean };
  }
  const scaled = weights ? centerProblem(x, y, weights, false) : { x, y };
  const targets = { data: scaled.y, rows: x.rows, columns: 1 };
  return {
    normal: gram(scaled.x),
    correlations: multiply(scaled.x, targets, { transposeA: true }).data,
    xMeans: new Float64Array(x.columns),
    yMean: 0,
  };
}
