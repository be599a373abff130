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

export function definePck(
  name: string,
  scaleName: string,
  usual: number,
): PerClassMetric<Float64Array, Data, PckOptions> {
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
