import { type Column, checkOneOf, type Rows } from '@ai/core';
import { collected, defineMetric, definePerClass } from '../define-metric.js';
import { type PositiveOption, splitByClass, toBinaryScores } from '../input/binary-scores.js';
import { toClassScores } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';
import { meanOf } from './class-counts.js';
import { joinClassScores } from './roc-auc.js';
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

/** Options of {@link multiclassAveragePrecision}. */
export interface MulticlassAveragePrecisionOptions {
  /** The plain mean over classes, or weighted by their samples; 'none': one value per class. @default 'macro' */
  readonly average?: 'macro' | 'weighted' | 'none';
}

/**
 * Average precision of K classes, each against the rest, averaged.
 *
 * Data: `labels` (N class numbers, 0..K-1), `scores` (N x K). A class without samples counts 0. NaN without samples.
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, a label that is no column of the scores
 * @example
 * ```ts
 * import { multiclassAveragePrecision } from '@ai/metrics';
 *
 * multiclassAveragePrecision([0, 1, 2], [[0.8, 0.1, 0.1], [0.2, 0.6, 0.2], [0.1, 0.2, 0.7]]); // 1
 * ```
 */
export const multiclassAveragePrecision = /* @__PURE__ */ definePerClass(
  { name: 'multiclassAveragePrecision', higherIsBetter: true, inputs: ['labels', 'scores'] },
  ({ average = 'macro' }: MulticlassAveragePrecisionOptions) => {
    checkOneOf(average, 'average', 'multiclassAveragePrecision', ['macro', 'weighted', 'none']);
    return collected(
      (labels: Labels, scores: Rows) => toClassScores(labels, scores, 'multiclassAveragePrecision'),
      (parts): number | Float64Array => {
        const { labels, scores } = joinClassScores(parts, 'multiclassAveragePrecision');
        const areas = new Float64Array(scores.columns);
        const samples = new Float64Array(scores.columns);
        for (let k = 0; k < scores.columns; k++) {
          const own = Uint8Array.from(labels, (label) => Number(label === k));
          const split = splitByClass(own, scores.data, scores.columns, k);
          areas[k] = areaOfSteps([split]);
          samples[k] = split.positives.length;
        }
        return average === 'none' ? areas : meanOf(areas, average === 'weighted' ? samples : undefined);
      },
    );
  },
);
