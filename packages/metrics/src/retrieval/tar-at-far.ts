import { type Column, checkNumber } from '@ai/core';
import { thresholdCounts } from '../classification/threshold-counts.js';
import { collected, defineMetric } from '../define-metric.js';
import { type PositiveOption, toBinaryScores } from '../input/binary-scores.js';
import type { Labels } from '../input/labels.js';

/** Options of {@link tarAtFar}. */
export interface TarAtFarOptions extends PositiveOption {
  /** The largest rate of false accepts. @default 0.001 */
  readonly falseAcceptRate?: number;
}

/**
 * TAR at FAR: the largest true accept rate of verification at a threshold that accepts at most the given rate of false pairs.
 *
 * Data: `labels` (N pairs, 1 for the same identity), `scores` (N similarities). NaN if one kind of pair is missing.
 *
 * Reference: Klare et al., "Pushing the frontiers of unconstrained face detection and recognition: IARPA Janus Benchmark A" (2015).
 *
 * @throws InvalidArgumentError for different lengths, NaN in the scores, or a rate outside of [0, 1]
 * @example
 * ```ts
 * import { tarAtFar } from '@ai/metrics';
 *
 * tarAtFar([1, 1, 0, 0], [0.9, 0.4, 0.5, 0.1], { falseAcceptRate: 0.1 }); // 0.5
 * ```
 */
export const tarAtFar = /* @__PURE__ */ defineMetric(
  { name: 'tarAtFar', higherIsBetter: true, inputs: ['labels', 'scores'] },
  ({ falseAcceptRate = 0.001, positive }: TarAtFarOptions = {}) => {
    checkNumber(falseAcceptRate, 'falseAcceptRate', 'tarAtFar', { min: 0, max: 1 });
    return collected(
      (labels: Labels, scores: Column) => toBinaryScores(labels, scores, { positive }, 'tarAtFar'),
      (parts) => {
        const { truePositives, falsePositives, positives, negatives } = thresholdCounts(parts);
        if (positives === 0 || negatives === 0) return Number.NaN;
        let accepted = 0;
        for (let t = 0; t < truePositives.length && falsePositives[t] / negatives <= falseAcceptRate; t++) {
          accepted = truePositives[t];
        }
        return accepted / positives;
      },
    );
  },
);
