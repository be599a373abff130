import { checkOneOf } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import type { Label } from '../input/labels.js';
import { type ClassesOption, classList, fromConfusion } from './confusion.js';

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions extends ClassesOption {
  /**
   * Divide by the number of samples of the true class ('true': rows sum to 1), of the predicted class ('predicted': columns sum to
   * 1) or of all; an empty row or column stays 0.
   * @default 'none'
   */
  readonly normalize?: 'none' | 'true' | 'predicted' | 'all';
}

/** What {@link confusionMatrix} gives. K classes. */
export interface ConfusionMatrix {
  /** K labels in the order of rows and columns. */
  readonly classes: readonly Label[];
  /** K x K: `matrix[i][j]` counts samples of class i that were predicted as class j. */
  readonly matrix: readonly (readonly number[])[];
}

/**
 * The confusion matrix: how many samples of each class were predicted as each class.
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). No samples give a matrix
 * of 0 x 0, or of zeros if `classes` is given.
 *
 * @throws InvalidArgumentError for different lengths, labels that are neither whole numbers nor strings, a label outside of `classes`
 * @example
 * ```ts
 * import { confusionMatrix } from '@ai/metrics';
 *
 * const { classes, matrix } = confusionMatrix(['cat', 'dog', 'dog'], ['cat', 'cat', 'dog']);
 * // classes: ['cat', 'dog'], matrix: [[1, 0], [1, 1]]
 * ```
 */
export const confusionMatrix = /* @__PURE__ */ defineMetric(
  { name: 'confusionMatrix', higherIsBetter: undefined, inputs: ['labels', 'predictions'] },
  ({ classes, normalize = 'none' }: ConfusionMatrixOptions = {}) => {
    checkOneOf(normalize, 'normalize', 'confusionMatrix', ['none', 'true', 'predicted', 'all']);
    return fromConfusion('confusionMatrix', classList(classes, 'confusionMatrix'), (confusion): ConfusionMatrix => {
      const size = confusion.classes.length;
      const rows = Array.from({ length: size }, (_, i) => [...confusion.counts.subarray(i * size, (i + 1) * size)]);
      const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
      const perRow = rows.map(sum);
      const perColumn = rows.map((_, j) => sum(rows.map((row) => row[j])));
      const total = sum(perRow);
      const divisor = { none: () => 1, true: (i: number) => perRow[i], all: () => total }[
        normalize as 'none' | 'true' | 'all'
      ];
      const matrix = rows.map((row, i) =>
        row.map((count, j) => count / ((normalize === 'predicted' ? perColumn[j] : divisor(i)) || 1)),
      );
      return { classes: confusion.classes, matrix };
    });
  },
);
