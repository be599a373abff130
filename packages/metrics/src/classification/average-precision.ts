import type { Column } from '@ai/core';
import { collected, defineMetric } from '../define-metric.js';
import { type PositiveOption, toBinaryScores } from '../input/binary-scores.js';
import type { Labels } from '../input/labels.js';
import { areaOfSteps } from './threshold-counts.js';

/**
 * Average precision: the area under the precision-recall curve as steps, the sum of precision times the step of recall.
 *
 * Data: `labels` (N), `scores` (N, larger means more positive). 0 without positives, NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, labels beside 1 and 0 or -1 if `positive` is not given
 * @example
 * ```ts
 * import { averagePrecision } from '@ai/metrics';
 *
 * averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 5/6
 * ```
 */
export const averagePrecision = /* @__PURE__ */ defineMetric(
  { name: 'averagePrecision', higherIsBetter: true, inputs: ['labels', 'scores'] },
  (options: PositiveOption = {}) =>
    collected(
      (labels: Labels, scores: Column) => toBinaryScores(labels, scores, options, 'averagePrecision'),
      areaOfSteps,
    ),
);
