import { checkNumber } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { squaredDistances } from './distance-transform.js';
import { type LabelMaps, type Mask, sumOverMasks } from './label-maps.js';

/** Options of {@link boundaryF}. */
export interface BoundaryFOptions {
  /** How far apart boundaries may be: pixels from 1 on, below 1 a fraction of the image's diagonal. @default 0.008 */
  readonly tolerance?: number;
}

/** The pixels that differ from their neighbour to the right, below, or both. */
function boundary({ pixels, height, width }: Mask): Mask {
  const inside = (y: number, x: number): boolean => pixels[y * width + x] !== 0;
  const edge = new Float64Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const own = inside(y, x);
      const [down, right] = [y + 1 < height, x + 1 < width];
      const differs =
        (right && inside(y, x + 1) !== own) ||
        (down && inside(y + 1, x) !== own) ||
        (down && right && inside(y + 1, x + 1) !== own);
      edge[y * width + x] = Number(differs);
    }
  }
  return { pixels: edge, height, width };
}

/** [pixels of the boundary, those within the radius of the other one] */
function countNear(own: Mask, other: Mask, radius: number): [number, number] {
  const squared = squaredDistances(other);
  let [all, near] = [0, 0];
  own.pixels.forEach((edge, i) => {
    if (!edge) return;
    all++;
    if (squared[i] <= radius * radius) near++;
  });
  return [all, near];
}

function boundaryScore(target: Mask, prediction: Mask, tolerance: number): number {
  const radius =
    tolerance >= 1 ? Math.floor(tolerance) : Math.ceil(tolerance * Math.hypot(target.height, target.width));
  const [truth, found] = [boundary(target), boundary(prediction)];
  const [truthSize, truthNear] = countNear(truth, found, radius);
  const [foundSize, foundNear] = countNear(found, truth, radius);
  if (truthSize === 0 && foundSize === 0) return 1;
  if (truthSize === 0 || foundSize === 0) return 0;
  const precision = foundNear / foundSize;
  const recall = truthNear / truthSize;
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/**
 * The boundary F score: the harmonic mean of the fraction of the predicted boundary that lies near the true one, and the reverse; the
 * mean over images.
 *
 * Data: `targets` and `predictions` (N x H x W; everything but 0 belongs to the mask). 1 if neither mask has a boundary, 0 if one has
 * none. NaN without images.
 *
 * Reference: Perazzi et al., "A benchmark dataset and evaluation methodology for video object segmentation" (2016), section 4.
 *
 * @throws InvalidArgumentError for different shapes, numbers that are not whole, or a tolerance < 0
 * @example
 * ```ts
 * import { boundaryF } from '@ai/metrics';
 *
 * const square = [[[0, 0, 0], [0, 1, 0], [0, 0, 0]]];
 * boundaryF(square, square); // 1
 * ```
 */
export const boundaryF = /* @__PURE__ */ defineMetric(
  { name: 'boundaryF', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  ({ tolerance = 0.008 }: BoundaryFOptions = {}) => {
    checkNumber(tolerance, 'tolerance', 'boundaryF', { min: 0 });
    return sums(
      2,
      (targets: LabelMaps, predictions: LabelMaps) =>
        sumOverMasks(targets, predictions, 'boundaryF', (a, b) => boundaryScore(a, b, tolerance)),
      ([images, sum]) => sum / images,
    );
  },
);
