import { type Column, checkNumber, Got, InvalidArgumentError } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { COCO_SIGMAS } from '../detection/coco/define-coco.js';
import type { GridLike } from '../input/grid.js';
import { toKeypoints } from './keypoints.js';

/** Options of {@link oks}. */
export interface OksOptions {
  /** The sigma of each of P keypoints: how far annotators differ, relative to the object's size. @default those of COCO's 17 */
  readonly sigmas?: readonly number[];
}

/**
 * Object keypoint similarity of predicted poses with their own targets: the mean over visible keypoints of exp(-d^2 / (2 s^2 k^2)), with
 * s^2 the object's area and k twice the keypoint's sigma; averaged over objects.
 *
 * Data: `targets` (N objects x P keypoints x 3: x, y and visibility, counted if > 0), `predictions` (N x P x 2), `areas` (N, square
 * pixels). Objects without visible keypoints do not count; NaN without others. For average precision over detected poses see
 * `cocoEvaluation`.
 *
 * Reference: Ronchi and Perona, "Benchmarking and error diagnosis in multi-instance pose estimation" (2017).
 *
 * @throws InvalidArgumentError for different shapes, NaN, areas <= 0, or another number of sigmas than keypoints
 * @example
 * ```ts
 * import { oks } from '@ai/metrics';
 *
 * oks([[[0, 0, 2], [10, 0, 2]]], [[[0, 0], [10, 0]]], [100], { sigmas: [0.1, 0.1] }); // 1
 * ```
 */
export const oks = /* @__PURE__ */ defineMetric(
  { name: 'oks', higherIsBetter: true, inputs: ['targets', 'predictions', 'areas'] },
  ({ sigmas = COCO_SIGMAS }: OksOptions = {}) => {
    for (const sigma of sigmas) checkNumber(sigma, 'sigmas', 'oks', { above: 0 });
    return sums(
      2,
      (targets: GridLike, predictions: GridLike, areas: Column) => {
        const batch = toKeypoints(targets, predictions, areas, 'areas', 'oks');
        const { objects, points } = batch;
        if (objects > 0 && points !== sigmas.length) {
          throw new InvalidArgumentError(
            'sigmas',
            'oks',
            `have a number for each of ${points} keypoints`,
            new Got(`${sigmas.length}`),
          );
        }
        let [counted, total] = [0, 0];
        for (let n = 0; n < objects; n++) {
          let [visible, sum] = [0, 0];
          for (let p = 0; p < points; p++) {
            const i = n * points + p;
            if (batch.targets[3 * i + 2] <= 0) continue;
            visible++;
            const dx = batch.targets[3 * i] - batch.predictions[2 * i];
            const dy = batch.targets[3 * i + 1] - batch.predictions[2 * i + 1];
            sum += Math.exp(-(dx * dx + dy * dy) / (2 * batch.scales[n] * (2 * sigmas[p]) ** 2));
          }
          if (visible === 0) continue;
          counted++;
          total += sum / visible;
        }
        return [counted, total];
      },
      ([objects, sum]) => sum / objects,
    );
  },
);
