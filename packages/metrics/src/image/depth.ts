import { checkNumber, checkOneOf, Got, InvalidArgumentError } from '@ai/core';
import { defineMetric, type MetricDefinition, sums } from '../define-metric.js';
import { checkSameGrid, type GridLike, toGrid } from '../input/grid.js';

/** Depth maps: N images x H x W, as nested arrays, a tensor, or flat data with a shape. */
export type DepthMaps = GridLike;

/** The option of depth metrics. */
export interface DepthOptions {
  /** 'median': predictions of each image are scaled so that the medians agree, for depth known up to a factor. @default 'none' */
  readonly align?: 'none' | 'median';
}

function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const middle = ascending.length >> 1;
  return ascending.length % 2 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
}

/** A definition that averages a value of the pixels with a known depth, per image, then over images. */
function meanOverDepths(
  owner: string,
  { align = 'none' }: DepthOptions,
  value: (target: number, prediction: number) => number,
): MetricDefinition<Float64Array, [targets: DepthMaps, predictions: DepthMaps], number> {
  checkOneOf(align, 'align', owner, ['none', 'median']);
  return sums(
    2,
    (targets: DepthMaps, predictions: DepthMaps) => {
      const first = toGrid(targets, 3, 'N images x height x width', 'targets', owner);
      const second = toGrid(predictions, 3, 'N images x height x width', 'predictions', owner);
      checkSameGrid(first, second, ['targets', 'predictions'], owner);
      const [images, height, width] = first.shape;
      let [counted, sum] = [0, 0];
      for (let n = 0; n < images; n++) {
        const known: number[] = [];
        const found: number[] = [];
        for (let i = n * height * width; i < (n + 1) * height * width; i++) {
          if (first.data[i] <= 0) continue;
          if (second.data[i] <= 0) {
            throw new InvalidArgumentError(
              'predictions',
              owner,
              'hold depths > 0',
              new Got(`${second.data[i]} at ${i}`),
            );
          }
          known.push(first.data[i]);
          found.push(second.data[i]);
        }
        if (known.length === 0) continue;
        const scale = align === 'median' ? median(known) / median(found) : 1;
        counted++;
        sum += known.reduce((total, depth, i) => total + value(depth, scale * found[i]), 0) / known.length;
      }
      return [counted, sum];
    },
    ([images, sum]) => sum / images,
  );
}

/**
 * Absolute relative error of depth: the mean of |d - d*| / d* over the pixels of an image with a known depth d*, averaged over images.
 *
 * Data: `targets` and `predictions` (N x H x W, in the same unit); targets <= 0 are unknown and do not count. NaN if all are.
 *
 * Reference: Eigen, Puhrsch and Fergus, "Depth map prediction from a single image using a multi-scale deep network" (2014).
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity, or a prediction <= 0 where the depth is known
 * @example
 * ```ts
 * import { absoluteRelativeError } from '@ai/metrics';
 *
 * absoluteRelativeError([[[2, 4, 0]]], [[[1, 4, 9]]]); // 0.25
 * ```
 */
export const absoluteRelativeError = /* @__PURE__ */ defineMetric(
  { name: 'absoluteRelativeError', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  (options: DepthOptions = {}) =>
    meanOverDepths('absoluteRelativeError', options, (target, prediction) => Math.abs(target - prediction) / target),
);

/** Options of {@link depthDelta}. */
export interface DepthDeltaOptions extends DepthOptions {
  /** The largest ratio of a right depth; papers give 1.25, 1.25^2 and 1.25^3. @default 1.25 */
  readonly threshold?: number;
}

/**
 * Delta accuracy of depth: the fraction of the pixels of an image with max(d / d*, d* / d) below the threshold, averaged over images.
 *
 * Data: `targets` and `predictions` (N x H x W, in the same unit); targets <= 0 are unknown and do not count. NaN if all are.
 *
 * Reference: Eigen, Puhrsch and Fergus, "Depth map prediction from a single image using a multi-scale deep network" (2014).
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity, a prediction <= 0 where the depth is known, or threshold <= 1
 * @example
 * ```ts
 * import { depthDelta } from '@ai/metrics';
 *
 * depthDelta([[[2, 4, 0]]], [[[1, 4.5, 9]]]); // 0.5
 * ```
 */
export const depthDelta = /* @__PURE__ */ defineMetric(
  { name: 'depthDelta', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  ({ threshold = 1.25, ...options }: DepthDeltaOptions = {}) => {
    checkNumber(threshold, 'threshold', 'depthDelta', { above: 1 });
    return meanOverDepths('depthDelta', options, (target, prediction) =>
      Number(Math.max(target / prediction, prediction / target) < threshold),
    );
  },
);
