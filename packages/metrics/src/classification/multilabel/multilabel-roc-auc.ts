import { checkOneOf, type Rows } from '@ai/core';
import { collected, definePerClass } from '../../define-metric.js';
import { toLabelScores } from '../../input/class-scores.js';
import { areaUnderRoc } from '../threshold-counts.js';
import { AVERAGES, averageScore, type MultilabelScoreOptions } from './average-score.js';

/**
 * The area under the ROC curve of multilabel scores, averaged over labels, samples or all decisions.
 *
 * Data: `labels` (N samples x L labels of 0 and 1), `scores` (N x L). NaN if a label (or a sample, for 'samples') has only positives
 * or only negatives.
 *
 * @throws InvalidArgumentError for different shapes, labels other than 0 and 1, NaN in the scores
 * @example
 * ```ts
 * import { multilabelRocAuc } from '@ai/metrics';
 *
 * multilabelRocAuc([[1, 0], [0, 1]], [[0.9, 0.2], [0.3, 0.6]]); // 1
 * ```
 */
export const multilabelRocAuc = /* @__PURE__ */ definePerClass(
  { name: 'multilabelRocAuc', higherIsBetter: true, inputs: ['labels', 'scores'] },
  ({ average = 'macro' }: MultilabelScoreOptions) => {
    checkOneOf(average, 'average', 'multilabelRocAuc', AVERAGES);
    return collected(
      (labels: Rows, scores: Rows) => toLabelScores(labels, scores, 'multilabelRocAuc'),
      (parts) => averageScore(parts, average, 'multilabelRocAuc', areaUnderRoc),
    );
  },
);
