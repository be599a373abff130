import type { DenseMatrix } from '@ai/core';
import { columnMeans } from '../statistics/column-moments.js';

/** A regression problem without its intercept: weighted means taken off, rows scaled by the square roots of their weights. */
export interface CenteredProblem {
  /** N x D. */
  readonly x: DenseMatrix;
  /** N targets. */
  readonly y: Float64Array;
  /** D means taken off X; 0 without an intercept. */
  readonly xMeans: Float64Array;
  readonly yMean: number;
}

/** Prepares a problem so that the intercept follows from the coefficients by {@link interceptOf}. */
export function centerProblem(
  x: DenseMatrix,
  y: Float64Array,
  weights: Float64Array | undefined,
  fitIntercept: boolean,
): CenteredProblem {
  const { rows, columns } = x;
  const xMeans = fitIntercept ? columnMeans(x, weights) : new Float64Array(columns);
  const yMean = fitIntercept ? columnMeans({ data: y, rows, columns: 1 }, weights)[0] : 0;
  const data = new Float64Array(x.data.length);
  const targets = new Float64Array(rows);
  for (let i = 0, o = 0; i < rows; i++) {
    const factor = weights ? Math.sqrt(weights[i]) : 1;
    targets[i] = factor * (y[i] - yMean);
    for (let j = 0; j < columns; j++, o++) data[o] = factor * (x.data[o] - xMeans[j]);
  }
  return { x: { data, rows, columns }, y: targets, xMeans, yMean };
}

/** The intercept that belongs to coefficients of a centered problem. */
export function interceptOf(
  { xMeans, yMean }: Pick<CenteredProblem, 'xMeans' | 'yMean'>,
  coefficients: Float64Array,
): number {
  return coefficients.reduce((rest, value, j) => rest - value * xMeans[j], yMean);
}
