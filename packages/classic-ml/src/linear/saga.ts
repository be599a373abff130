import { Random } from '@ai/core';
import type { ClassificationData } from '../input/class-weights.js';
import type { Minimum } from '../optimize/lbfgs.js';

/** Options of {@link minimizeSaga}. */
export interface SagaOptions {
  /** Strengths of the penalties on coefficients, for the mean loss. */
  readonly l1: number;
  readonly l2: number;
  readonly fitIntercept: boolean;
  /** Passes over the data. */
  readonly maxIterations: number;
  /** Converged when no parameter changes in a pass by more than this share of the largest. */
  readonly tolerance: number;
  readonly seed: number;
}

/**
 * SAGA (Defazio, Bach and Lacoste-Julien, 2014) on the log loss with L1 and L2 penalties: each step uses one sample and the mean of
 * the last gradients of all. Parameters as in `LogisticLoss`.
 */
export function minimizeSaga(data: ClassificationData, options: SagaOptions): Minimum {
  const { x, codes, classes, weights } = data;
  const { l1, l2, fitIntercept, maxIterations, tolerance } = options;
  const numRows = classes.length === 2 ? 1 : classes.length;
  const { rows: samples, columns } = x;
  const rowLength = columns + Number(fitIntercept);
  const total = weights ? weights.reduce((a, b) => a + b, 0) : samples;
  const parameters = new Float64Array(numRows * rowLength);
  const slopes = new Float64Array(samples * numRows); // last derivative of each sample's loss by its scores
  const mean = new Float64Array(numRows * rowLength); // mean gradient over the samples
  const scores = new Float64Array(numRows);
  const random = new Random(options.seed);
  const step = stepLength(data, total, fitIntercept, l2, numRows);
  const shrinkage = step * l1;
  const before = new Float64Array(parameters.length);
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations && !converged) {
    iterations++;
    before.set(parameters);
    for (let draw = 0; draw < samples; draw++) {
      const i = random.integer(0, samples);
      const weight = ((weights ? weights[i] : 1) * samples) / total;
      scoresOf(x.data, i, columns, parameters, rowLength, fitIntercept, scores);
      slopesOf(scores, codes[i]);
      for (let r = 0; r < numRows; r++) {
        const slope = weight * scores[r];
        const change = slope - slopes[i * numRows + r];
        slopes[i * numRows + r] = slope;
        const base = r * rowLength;
        for (let j = 0, o = i * columns; j < columns; j++, o++) {
          const p = base + j;
          const difference = change * x.data[o];
          const value = parameters[p] * (1 - step * l2) - step * (difference + mean[p]);
          parameters[p] = value > shrinkage ? value - shrinkage : value < -shrinkage ? value + shrinkage : 0;
          mean[p] += difference / samples;
        }
        if (fitIntercept) {
          const p = base + columns;
          parameters[p] -= step * (change + mean[p]);
          mean[p] += change / samples;
        }
      }
    }
    let change = 0;
    let size = 0;
    for (let p = 0; p < parameters.length; p++) {
      change = Math.max(change, Math.abs(parameters[p] - before[p]));
      size = Math.max(size, Math.abs(parameters[p]));
    }
    converged = change <= tolerance * size;
  }
  return { x: parameters, value: Number.NaN, iterations, converged };
}

/** 1 / (3 L) for the largest Lipschitz constant L of a sample's gradient. */
function stepLength(
  { x, weights }: ClassificationData,
  total: number,
  fitIntercept: boolean,
  l2: number,
  numRows: number,
): number {
  const curvature = numRows === 1 ? 0.25 : 0.5; // of the logistic loss and of softmax
  let largest = 0;
  for (let i = 0, o = 0; i < x.rows; i++) {
    let square = Number(fitIntercept);
    for (let j = 0; j < x.columns; j++, o++) square += x.data[o] * x.data[o];
    largest = Math.max(largest, square * (weights ? (weights[i] * x.rows) / total : 1));
  }
  return 1 / (3 * (curvature * largest + l2));
}

function scoresOf(
  data: Float64Array,
  i: number,
  columns: number,
  parameters: Float64Array,
  rowLength: number,
  fitIntercept: boolean,
  scores: Float64Array,
): void {
  for (let r = 0; r < scores.length; r++) {
    let sum = fitIntercept ? parameters[r * rowLength + columns] : 0;
    for (let j = 0, o = i * columns, p = r * rowLength; j < columns; j++) sum += data[o + j] * parameters[p + j];
    scores[r] = sum;
  }
}

/** Scores to derivatives of the loss, in place. */
function slopesOf(scores: Float64Array, code: number): void {
  if (scores.length === 1) {
    scores[0] = 1 / (1 + Math.exp(-scores[0])) - code;
    return;
  }
  let largest = scores[0];
  for (let r = 1; r < scores.length; r++) largest = Math.max(largest, scores[r]);
  let sum = 0;
  for (let r = 0; r < scores.length; r++) {
    scores[r] = Math.exp(scores[r] - largest);
    sum += scores[r];
  }
  for (let r = 0; r < scores.length; r++) scores[r] = scores[r] / sum - Number(r === code);
}
