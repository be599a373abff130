import type { Rows } from '@ai/core';
import { sums } from '../../define-metric.js';
import { toLabelScores } from '../../input/class-scores.js';

/** The mean over samples of a value of each one's L indicators and scores. */
export function meanOverSamples(owner: string, value: (labels: Float64Array, scores: Float64Array) => number) {
  return sums(
    2,
    (labels: Rows, scores: Rows) => {
      const pair = toLabelScores(labels, scores, owner);
      const { rows, columns } = pair.labels;
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        const [start, end] = [i * columns, (i + 1) * columns];
        sum += value(pair.labels.data.subarray(start, end), pair.scores.data.subarray(start, end));
      }
      return [rows, sum];
    },
    ([samples, sum]) => sum / samples,
  );
}
