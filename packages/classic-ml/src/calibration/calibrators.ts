import type { DenseMatrix } from '@ai/core';
import { logSumExp, softmaxRows } from '../decision.js';
import { minimizeScalar } from '../optimize/minimize-scalar.js';
import { minimizeNewton } from '../optimize/newton.js';

/** P(positive) = 1 / (1 + exp(-(slope score + intercept))). */
export interface Sigmoid {
  readonly slope: number;
  readonly intercept: number;
}

/** Scores larger than this are scaled down while a sigmoid is fitted. */
const LARGEST_SCORE = 30;

/**
 * Platt's scaling ("Probabilistic outputs for support vector machines", 1999): the sigmoid of least log loss, its targets moved off 0
 * and 1 by one sample of either class more, so that separable scores do not make it steep without bound.
 *
 * @param scores N scores
 * @param isPositive N marks, 1 for the class in question
 */
export function fitSigmoid(scores: Float64Array, isPositive: Uint8Array, weights?: Float64Array): Sigmoid {
  const largest = scores.reduce((max, score) => Math.max(max, Math.abs(score)), 0);
  const scale = largest >= LARGEST_SCORE ? largest : 1;
  const weightOf = (i: number): number => (weights ? weights[i] : 1);
  const totals = [0, 0];
  isPositive.forEach((side, i) => {
    totals[side] += weightOf(i);
  });
  const targets = [1 / (totals[0] + 2), (totals[1] + 1) / (totals[1] + 2)];
  const evaluate = (p: Float64Array, gradient: Float64Array): { value: number; hessian: DenseMatrix } => {
    const hessian = new Float64Array(4);
    let value = 0;
    gradient.fill(0);
    scores.forEach((score, i) => {
      const f = score / scale;
      const z = p[0] * f + p[1];
      const probability = 1 / (1 + Math.exp(-z));
      const weight = weightOf(i);
      // log(1 + e^z) - t z
      value += weight * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[isPositive[i]] * z);
      const slope = weight * (probability - targets[isPositive[i]]);
      const curvature = weight * probability * (1 - probability);
      gradient[0] += slope * f;
      gradient[1] += slope;
      hessian[0] += curvature * f * f;
      hessian[1] += curvature * f;
      hessian[3] += curvature;
    });
    hessian[2] = hessian[1];
    return { value, hessian: { data: hessian, rows: 2, columns: 2 } };
  };
  const start = Float64Array.of(0, Math.log((totals[1] + 1) / (totals[0] + 1)));
  const tolerance = 1e-10 * (totals[0] + totals[1]);
  const { x } = minimizeNewton(evaluate, start, { maxIterations: 100, tolerance });
  return { slope: x[0] / scale, intercept: x[1] };
}

export function sigmoidAt({ slope, intercept }: Sigmoid, score: number): number {
  return 1 / (1 + Math.exp(-(slope * score + intercept)));
}

/** Where the inverse of a temperature is looked for: e to the power of -10 to 10. */
const LARGEST_EXPONENT = 10;

/**
 * Temperature scaling (Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", 2017): the factor on all logits
 * that gives the least log loss; of samples without a mistake, where lower temperatures are ever better until rounding ends it, one of the low ones.
 *
 * @param logits N x C
 * @param codes N classes
 * @returns the inverse of the temperature
 */
export function fitTemperature(logits: DenseMatrix, codes: Int32Array, weights?: Float64Array): number {
  const factorOf = (exponent: number): number =>
    Math.exp(Math.min(Math.max(exponent, -LARGEST_EXPONENT), LARGEST_EXPONENT));
  const loss = (exponent: number): number => {
    const factor = factorOf(exponent);
    const { columns } = logits;
    const scaled = logits.data.map((value) => factor * value);
    let sum = 0;
    codes.forEach((code, i) => {
      sum += (weights ? weights[i] : 1) * (logSumExp(scaled, i * columns, columns) - scaled[i * columns + code]);
    });
    return sum;
  };
  return factorOf(minimizeScalar(loss, -LARGEST_EXPONENT, LARGEST_EXPONENT));
}

/** Softmax of the logits times a factor. @param logits N x C @returns N x C */
export function scaledSoftmax({ data, rows, columns }: DenseMatrix, factor: number): DenseMatrix {
  const scaled = { data: data.map((value) => factor * value), rows, columns };
  softmaxRows(scaled);
  return scaled;
}
