import { type Column, checkSameLength, type Rows } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { type PositiveOption, toBinary } from '../input/binary-scores.js';
import { checkDistributions, checkProbabilities, toClassScores } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';
import { isTable, toColumn } from '../input/table.js';

/** The smallest probability that {@link logLoss} lets stand: the spacing of float64 at 1. */
const EPSILON = 2 ** -52;

/**
 * Adds up a loss per sample over binary or multiclass probabilities; gives [samples, sum of losses].
 *
 * @param binary the loss of a sample from its label (0 or 1) and the probability of the positive class
 * @param multiclass the loss of a sample from its class and the row of probabilities that starts at `start`
 */
function sumLosses(
  [labels, probabilities]: [Labels, Column | Rows],
  { positive }: PositiveOption,
  owner: string,
  binary: (label: number, probability: number) => number,
  multiclass: (label: number, data: Float64Array, start: number, classes: number) => number,
): [number, number] {
  let sum = 0;
  if (isTable(probabilities)) {
    const { labels: classes, scores } = toClassScores(labels, probabilities, owner, 'probabilities');
    checkDistributions(scores, 'probabilities', owner);
    for (let i = 0; i < scores.rows; i++)
      sum += multiclass(classes[i], scores.data, i * scores.columns, scores.columns);
    return [scores.rows, sum];
  }
  const truth = toBinary(labels, positive, owner);
  const values = toColumn(probabilities as Column, 'probabilities', owner);
  checkSameLength(truth.length, values.length, ['labels', 'probabilities'], owner);
  checkProbabilities(values, 'probabilities', owner);
  for (let i = 0; i < values.length; i++) sum += binary(truth[i], values[i]);
  return [values.length, sum];
}

/**
 * Log loss (cross-entropy): the mean of -log of the probability given to the true class, in nats.
 *
 * Data: `labels` (N class numbers) and `probabilities` (N x K, rows summing to 1); or binary: `labels` (N of 1 and 0 or -1, or any
 * with `positive`) and `probabilities` (N of the positive class). Probabilities are clipped to [2^-52, 1 - 2^-52]. NaN without
 * samples.
 *
 * @throws InvalidArgumentError for different lengths, probabilities outside of [0, 1] or not summing to 1, a label that is no column
 * @example
 * ```ts
 * import { logLoss } from '@ai/metrics';
 *
 * logLoss([0, 1], [[0.5, 0.5], [0.25, 0.75]]); // (log 2 + log 4/3) / 2
 * ```
 */
export const logLoss = /* @__PURE__ */ defineMetric(
  { name: 'logLoss', higherIsBetter: false, inputs: ['labels', 'probabilities'] },
  (options: PositiveOption = {}) => {
    const loss = (probability: number): number => -Math.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
    return sums(
      2,
      (labels: Labels, probabilities: Column | Rows) =>
        sumLosses(
          [labels, probabilities],
          options,
          'logLoss',
          (label, probability) => loss(label ? probability : 1 - probability),
          (label, data, start) => loss(data[start + label]),
        ),
      ([samples, sum]) => sum / samples,
    );
  },
);

/**
 * The Brier score: the mean squared distance between predicted probabilities and what happened; binary (p - y)^2 in [0, 1], of K
 * classes the sum over classes in [0, 2].
 *
 * Data: `labels` (N class numbers) and `probabilities` (N x K, rows summing to 1); or binary: `labels` (N of 1 and 0 or -1, or any
 * with `positive`) and `probabilities` (N of the positive class). NaN without samples.
 *
 * Reference: Brier, "Verification of forecasts expressed in terms of probability" (1950).
 *
 * @throws InvalidArgumentError for different lengths, probabilities outside of [0, 1] or not summing to 1, a label that is no column
 * @example
 * ```ts
 * import { brierScore } from '@ai/metrics';
 *
 * brierScore([1, 0], [0.8, 0.4]); // 0.1
 * ```
 */
export const brierScore = /* @__PURE__ */ defineMetric(
  { name: 'brierScore', higherIsBetter: false, inputs: ['labels', 'probabilities'] },
  (options: PositiveOption = {}) =>
    sums(
      2,
      (labels: Labels, probabilities: Column | Rows) =>
        sumLosses(
          [labels, probabilities],
          options,
          'brierScore',
          (label, probability) => (probability - label) ** 2,
          (label, data, start, classes) => {
            let sum = 0;
            for (let k = 0; k < classes; k++) sum += (data[start + k] - Number(k === label)) ** 2;
            return sum;
          },
        ),
      ([samples, sum]) => sum / samples,
    ),
);
