import { type Column, checkNumber, checkOneOf } from '@ai/core';
import { meanOf } from '../classification/class-counts.js';
import { definePerClass, type PerClassMetric, sums } from '../define-metric.js';
import type { GridLike } from '../input/grid.js';
import { toKeypoints } from './keypoints.js';

/** Options of {@link pck} and {@link pckh}. */
export interface PckOptions {
  /** The largest distance of a right keypoint, as a fraction of the scale. @default 0.2 for pck, 0.5 for pckh */
  readonly threshold?: number;
  /** 'micro': over all keypoints together; 'macro': the mean over kinds of keypoint; 'none': one value per kind. @default 'micro' */
  readonly average?: 'micro' | 'macro' | 'none';
}

type Data = [targets: GridLike, predictions: GridLike, scales: Column];

function definePck(name: string, scaleName: string, usual: number): PerClassMetric<Float64Array, Data, PckOptions> {
  return definePerClass(
    { name, higherIsBetter: true, inputs: ['targets', 'predictions', scaleName] },
    ({ threshold = usual, average = 'micro' }: PckOptions) => {
      checkNumber(threshold, 'threshold', name, { above: 0 });
      checkOneOf(average, 'average', name, ['micro', 'macro', 'none']);
      return sums(
        0, // of each keypoint: visible, right
        (targets: GridLike, predictions: GridLike, scales: Column) => {
          const batch = toKeypoints(targets, predictions, scales, scaleName, name);
          const totals = new Float64Array(2 * batch.points);
          for (let i = 0; i < batch.objects * batch.points; i++) {
            if (batch.targets[3 * i + 2] <= 0) continue;
            const dx = batch.targets[3 * i] - batch.predictions[2 * i];
            const dy = batch.targets[3 * i + 1] - batch.predictions[2 * i + 1];
            const point = i % batch.points;
            totals[2 * point]++;
            if (Math.hypot(dx, dy) <= threshold * batch.scales[Math.floor(i / batch.points)]) totals[2 * point + 1]++;
          }
          return totals;
        },
        (totals): number | Float64Array => {
          const visible = totals.filter((_, i) => i % 2 === 0);
          const right = totals.filter((_, i) => i % 2 === 1);
          if (average === 'micro') return right.reduce((a, b) => a + b, 0) / visible.reduce((a, b) => a + b, 0);
          const rates = right.map((count, point) => count / visible[point]);
          return average === 'none' ? rates : meanOf(rates);
        },
      );
    },
  );
}

/**
 * PCK, the percentage of correct keypoints (as a fraction): those within a distance of the true place that is a fraction of the
 * object's scale, usually its box or torso.
 *
 * Data: `targets` (N objects x P keypoints x 3: x, y and visibility, counted if > 0), `predictions` (N x P x 2), `scales` (N, in the
 * same unit). NaN without visible keypoints; kinds that are never visible are left out of 'macro'.
 *
 * Reference: Yang and Ramanan, "Articulated human detection with flexible mixtures of parts" (2013).
 *
 * @throws InvalidArgumentError for different shapes, NaN, scales <= 0, or threshold <= 0
 * @example
 * ```ts
 * import { pck } from '@ai/metrics';
 *
 * pck([[[0, 0, 1], [10, 0, 1], [5, 5, 0]]], [[[1, 0], [14, 0], [0, 0]]], [10]); // 0.5
 * ```
 */
export const pck = /* @__PURE__ */ definePck('pck', 'scales', 0.2);

/**
 * PCKh: {@link pck} with the length of the head as scale and half of it as the distance.
 *
 * Data: `targets` (N objects x P keypoints x 3: x, y and visibility, counted if > 0), `predictions` (N x P x 2), `headSizes` (N, in the
 * same unit; MPII takes 0.6 times the diagonal of the head's box). NaN without visible keypoints.
 *
 * Reference: Andriluka et al., "2D human pose estimation: new benchmark and state of the art analysis" (2014).
 *
 * @throws InvalidArgumentError for different shapes, NaN, sizes <= 0, or threshold <= 0
 * @example
 * ```ts
 * import { pckh } from '@ai/metrics';
 *
 * pckh([[[0, 0, 1], [10, 0, 1]]], [[[1, 0], [14, 0]]], [4]); // 0.5
 * ```
 */
export const pckh = /* @__PURE__ */ definePck('pckh', 'headSizes', 0.5);
