import { type Column, checkInteger, checkOneOf, checkSameLength, type Rows } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { toBinary } from '../input/binary-scores.js';
import { checkDistributions, checkProbabilities, toClassScores } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';
import { isTable, toColumn } from '../input/table.js';
import { binOf, uniformEdges } from './calibration-curve.js';

/** Options of {@link expectedCalibrationError}. */
export interface ExpectedCalibrationErrorOptions {
  /** Number of bins of equal width. @default 15 */
  readonly bins?: number;
  /** 'l1': the weighted mean of the gaps (ECE); 'l2': the root of their weighted mean square; 'max': the largest gap (MCE). @default 'l1' */
  readonly norm?: 'l1' | 'l2' | 'max';
}

/**
 * Expected calibration error: the mean gap between confidence and accuracy over bins of confidence.
 *
 * Data: `labels` (N class numbers) and `probabilities` (N x K, rows summing to 1): the confidence is the largest probability. Or
 * binary: `labels` (N of 1 and 0 or -1) and `probabilities` (N of the positive class), compared with the fraction of positives. A
 * bin holds its upper edge. NaN without samples.
 *
 * Reference: Guo et al., "On calibration of modern neural networks" (2017), eq. 5.
 *
 * @throws InvalidArgumentError for different lengths, probabilities outside of [0, 1] or not summing to 1, bins < 1
 * @example
 * ```ts
 * import { expectedCalibrationError } from '@ai/metrics';
 *
 * expectedCalibrationError([1, 1, 0, 1], [0.75, 0.75, 0.75, 0.75]); // 0: right in 3 of 4 cases, as it says
 * ```
 */
export const expectedCalibrationError = /* @__PURE__ */ defineMetric(
  { name: 'expectedCalibrationError', higherIsBetter: false, inputs: ['labels', 'probabilities'] },
  ({ bins = 15, norm = 'l1' }: ExpectedCalibrationErrorOptions = {}) => {
    checkInteger(bins, 'bins', 'expectedCalibrationError', { min: 1 });
    checkOneOf(norm, 'norm', 'expectedCalibrationError', ['l1', 'l2', 'max']);
    const edges = uniformEdges(bins);
    return sums(
      3 * bins, // samples, confidence and hits of each bin
      (labels: Labels, probabilities: Column | Rows) => {
        const totals = new Float64Array(3 * bins);
        const add = (confidence: number, hit: boolean): void => {
          const bin = binOf(confidence, edges);
          totals[bin]++;
          totals[bins + bin] += confidence;
          if (hit) totals[2 * bins + bin]++;
        };
        if (isTable(probabilities)) addConfidences(labels, probabilities, add);
        else addPositives(labels, probabilities as Column, add);
        return totals;
      },
      (totals) => {
        const samples = totals.subarray(0, bins).reduce((a, b) => a + b, 0);
        if (samples === 0) return Number.NaN;
        let error = 0;
        for (let bin = 0; bin < bins; bin++) {
          if (totals[bin] === 0) continue;
          const gap = Math.abs(totals[bins + bin] - totals[2 * bins + bin]) / totals[bin];
          if (norm === 'max') error = Math.max(error, gap);
          else error += (totals[bin] / samples) * (norm === 'l1' ? gap : gap * gap);
        }
        return norm === 'l2' ? Math.sqrt(error) : error;
      },
    );
  },
);

type Add = (confidence: number, hit: boolean) => void;

function addConfidences(labels: Labels, probabilities: Rows, add: Add): void {
  const owner = 'expectedCalibrationError';
  const { labels: classes, scores } = toClassScores(labels, probabilities, owner, 'probabilities');
  checkDistributions(scores, 'probabilities', owner);
  const { data, rows, columns } = scores;
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let k = 1; k < columns; k++) if (data[i * columns + k] > data[i * columns + best]) best = k;
    add(data[i * columns + best], best === classes[i]);
  }
}

function addPositives(labels: Labels, probabilities: Column, add: Add): void {
  const owner = 'expectedCalibrationError';
  const binary = toBinary(labels, undefined, owner);
  const values = toColumn(probabilities, 'probabilities', owner);
  checkSameLength(binary.length, values.length, ['labels', 'probabilities'], owner);
  checkProbabilities(values, 'probabilities', owner);
  values.forEach((value, i) => {
    add(value, binary[i] === 1);
  });
}
