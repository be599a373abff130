import { type Column, checkSameLength, type Rows } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { type PositiveOption, toBinary } from '../input/binary-scores.js';
import { toClassScores } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';
import { isTable, toColumn } from '../input/table.js';

/**
 * The mean hinge loss, max(0, 1 - margin): the margin is y f(x) with y = -1 or 1 for binary decisions, and the score of the true
 * class minus the largest other one for K classes (Crammer and Singer, 2001).
 *
 * Data: `labels` (N class numbers) and `scores` (N x K, K >= 2); or binary: `labels` (N of 1 and 0 or -1, or any with `positive`) and
 * `scores` (N, positive where the positive class is chosen). NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, a label that is no column of the scores
 * @example
 * ```ts
 * import { hingeLoss } from '@ai/metrics';
 *
 * hingeLoss([1, 0], [0.5, -2]); // 0.25
 * ```
 */
export const hingeLoss = /* @__PURE__ */ defineMetric(
  { name: 'hingeLoss', higherIsBetter: false, inputs: ['labels', 'scores'] },
  ({ positive }: PositiveOption = {}) =>
    sums(
      2,
      (labels: Labels, scores: Column | Rows) => {
        if (isTable(scores)) return multiclassHinge(labels, scores);
        const truth = toBinary(labels, positive, 'hingeLoss');
        const values = toColumn(scores as Column, 'scores', 'hingeLoss');
        checkSameLength(truth.length, values.length, ['labels', 'scores'], 'hingeLoss');
        let sum = 0;
        for (let i = 0; i < values.length; i++) sum += Math.max(0, 1 - (truth[i] ? values[i] : -values[i]));
        return [values.length, sum];
      },
      ([samples, sum]) => sum / samples,
    ),
);

function multiclassHinge(labels: Labels, table: Rows): [number, number] {
  const { labels: classes, scores } = toClassScores(labels, table, 'hingeLoss');
  const { data, rows, columns } = scores;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    let other = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < columns; k++) if (k !== classes[i]) other = Math.max(other, data[i * columns + k]);
    sum += Math.max(0, 1 - (data[i * columns + classes[i]] - other));
  }
  return [rows, sum];
}
