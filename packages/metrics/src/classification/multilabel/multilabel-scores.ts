import { checkOneOf, type Rows } from '@ai/core';
import { collected, definePerClass } from '../../define-metric.js';
import { type BinaryScores, splitByClass } from '../../input/binary-scores.js';
import { type LabelScores, toLabelScores } from '../../input/class-scores.js';
import { joinTables } from '../../input/table.js';
import { meanOf } from '../class-counts.js';
import { areaOfSteps, areaUnderRoc } from '../threshold-counts.js';
import type { MultilabelAverage } from './multilabel-counts.js';

/** Options of {@link multilabelRocAuc} and {@link multilabelAveragePrecision}. */
export interface MultilabelScoreOptions {
  /**
   * 'macro': the mean over labels; 'weighted': their mean weighted by positives; 'micro': all decisions together; 'samples': the mean
   * over samples; 'none': one value per label.
   * @default 'macro'
   */
  readonly average?: MultilabelAverage;
}

function averageScore(
  parts: readonly LabelScores[],
  average: MultilabelAverage,
  owner: string,
  score: (parts: readonly BinaryScores[]) => number,
): number | Float64Array {
  const labels = joinTables(
    parts.map((part) => part.labels),
    'labels',
    owner,
  );
  const scores = joinTables(
    parts.map((part) => part.scores),
    'scores',
    owner,
  );
  const { rows, columns } = labels;
  if (rows === 0) return average === 'none' ? new Float64Array(0) : Number.NaN;
  const binary = Uint8Array.from(labels.data);
  if (average === 'micro') return score([splitByClass(binary, scores.data)]);
  const values: number[] = [];
  const weights: number[] = [];
  const groups = average === 'samples' ? rows : columns;
  for (let g = 0; g < groups; g++) {
    const split =
      average === 'samples'
        ? splitByClass(binary.subarray(g * columns, (g + 1) * columns), scores.data, 1, g * columns)
        : splitByClass(
            Uint8Array.from({ length: rows }, (_, i) => binary[i * columns + g]),
            scores.data,
            columns,
            g,
          );
    values.push(score([split]));
    weights.push(split.positives.length);
  }
  if (average === 'none') return Float64Array.from(values);
  return values.some(Number.isNaN) ? Number.NaN : meanOf(values, average === 'weighted' ? weights : undefined);
}

const AVERAGES = ['micro', 'macro', 'weighted', 'samples', 'none'] as const;

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

/**
 * Average precision of multilabel scores, averaged over labels, samples or all decisions.
 *
 * Data: `labels` (N samples x L labels of 0 and 1), `scores` (N x L). A label without positives counts 0. NaN without samples.
 *
 * @throws InvalidArgumentError for different shapes, labels other than 0 and 1, NaN in the scores
 * @example
 * ```ts
 * import { multilabelAveragePrecision } from '@ai/metrics';
 *
 * multilabelAveragePrecision([[1, 0], [0, 1]], [[0.9, 0.2], [0.3, 0.6]]); // 1
 * ```
 */
export const multilabelAveragePrecision = /* @__PURE__ */ definePerClass(
  { name: 'multilabelAveragePrecision', higherIsBetter: true, inputs: ['labels', 'scores'] },
  ({ average = 'macro' }: MultilabelScoreOptions) => {
    checkOneOf(average, 'average', 'multilabelAveragePrecision', AVERAGES);
    return collected(
      (labels: Rows, scores: Rows) => toLabelScores(labels, scores, 'multilabelAveragePrecision'),
      (parts) => averageScore(parts, average, 'multilabelAveragePrecision', areaOfSteps),
    );
  },
);
