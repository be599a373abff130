import { checkOneOf, type Rows } from '@ai/core';
import { collected, definePerClass } from '../define-metric.js';
import { splitByClass } from '../input/binary-scores.js';
import { toClassScores } from '../input/class-scores.js';
import type { Labels } from '../input/labels.js';
import { meanOf } from './class-counts.js';
import { joinClassScores } from './join-class-scores.js';
import { areaOfSteps } from './threshold-counts.js';

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
