// What all regressors of the form X b + c share.
import {
  type Column,
  checkSameLength,
  type DenseMatrix,
  type InputOptions,
  type Rows,
  toMatrix,
  toVector,
} from '@ai/core';
import { multiply } from '@ai/core/linalg';
import type { FitOptions, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { readFeatures, readWeights, withoutZeroWeights } from '../input/samples.js';
import { determinationOf } from '../scoring.js';

/** Checked training data of a regressor, samples of weight 0 left out. */
export interface RegressionData {
  /** N x D. */
  readonly x: DenseMatrix;
  /** N values. */
  readonly y: Float64Array;
  /** N weights > 0, or undefined if all are 1. */
  readonly weights: Float64Array | undefined;
}

/** Reads what a regressor's `fit` is given. @throws InvalidArgumentError for bad data or weights */
export function readRegression(
  x: Rows,
  y: Column,
  options: FitOptions,
  owner: string,
  input?: InputOptions,
): RegressionData {
  const matrix = toMatrix(x, 'X', owner, input);
  const targets = toVector(y, 'y', owner);
  checkSameLength(matrix.rows, targets.length, ['X', 'y'], owner);
  const given = readWeights(options.sampleWeights, owner, matrix.rows);
  const { x: kept, weights, kept: indices } = withoutZeroWeights(matrix, given);
  return { x: kept, y: indices ? Float64Array.from(indices, (i) => targets[i]) : targets, weights };
}

/** X b + c. @param x Q x D @returns Q values */
export function linearPredictor(x: Rows, coefficients: Float64Array, intercept: number, owner: string): Float64Array {
  const matrix = readFeatures(x, owner, coefficients.length);
  const { data } = multiply(matrix, { data: coefficients, rows: coefficients.length, columns: 1 });
  for (let i = 0; i < data.length; i++) data[i] += intercept;
  return data;
}

/** A fitted regressor that predicts X b + c. */
export abstract class LinearRegressorModel implements RegressorModel {
  /** D coefficients. */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** The estimator's name, for errors. */
  protected abstract readonly owner: string;

  constructor(state: { readonly coefficients: Float64Array; readonly intercept: number }) {
    this.coefficients = state.coefficients;
    this.intercept = state.intercept;
  }

  get numFeatures(): number {
    return this.coefficients.length;
  }

  /** @param x Q x D @returns Q values */
  predict(x: Rows): Float64Array {
    return linearPredictor(x, this.coefficients, this.intercept, this.owner);
  }

  score(x: Rows, y: Column, options?: ScoreOptions): number {
    return determinationOf(this, this.owner, x, y, options);
  }

  abstract toJSON(): SavedModel;
}
