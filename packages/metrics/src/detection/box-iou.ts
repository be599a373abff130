import type { DenseMatrix, Rows } from '@ai/core';
import { type BoxFormat, toCorners } from './boxes.js';

/** Options of {@link boxIou} and its relatives. */
export interface BoxIouOptions {
  /** What the four numbers of a box are. @default 'xyxy' */
  readonly format?: BoxFormat;
}

/** Two boxes by their corners, with what every overlap measure needs. */
interface BoxPair {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly iou: number;
  readonly union: number;
}

const overlap = (low: number, high: number): number => Math.max(0, high - low);

/** A measure of every pair of boxes, from their corners. */
function ofAllPairs(
  owner: string,
  [first, second]: readonly [Rows, Rows],
  { format = 'xyxy' }: BoxIouOptions,
  measure: (pair: BoxPair) => number,
): DenseMatrix {
  const left = toCorners(first, format, 'first', owner);
  const right = toCorners(second, format, 'second', owner);
  const data = new Float64Array(left.rows * right.rows);
  for (let i = 0; i < left.rows; i++) {
    const a = left.data.subarray(4 * i, 4 * i + 4);
    const areaA = (a[2] - a[0]) * (a[3] - a[1]);
    for (let j = 0; j < right.rows; j++) {
      const b = right.data.subarray(4 * j, 4 * j + 4);
      const both =
        overlap(Math.max(a[0], b[0]), Math.min(a[2], b[2])) * overlap(Math.max(a[1], b[1]), Math.min(a[3], b[3]));
      const union = areaA + (b[2] - b[0]) * (b[3] - b[1]) - both;
      data[i * right.rows + j] = measure({ a, b, union, iou: union === 0 ? 0 : both / union });
    }
  }
  return { data, rows: left.rows, columns: right.rows };
}

/** Width and height of the smallest box around both. */
function hull(a: Float64Array, b: Float64Array): [number, number] {
  return [Math.max(a[2], b[2]) - Math.min(a[0], b[0]), Math.max(a[3], b[3]) - Math.min(a[1], b[1])];
}

/** Squared distance of the centres over the squared diagonal of the hull. */
function centreDistance(a: Float64Array, b: Float64Array): number {
  const [width, height] = hull(a, b);
  const diagonal = width * width + height * height;
  const dx = (a[0] + a[2] - b[0] - b[2]) / 2;
  const dy = (a[1] + a[3] - b[1] - b[3]) / 2;
  return diagonal === 0 ? 0 : (dx * dx + dy * dy) / diagonal;
}

/**
 * Intersection over union of every pair of boxes; 0 if both are empty.
 *
 * @param first M x 4
 * @param second N x 4
 * @returns M x N
 * @throws InvalidArgumentError unless there are four finite numbers per box and no negative size
 * @example
 * ```ts
 * import { boxIou } from '@ai/metrics';
 *
 * boxIou([[0, 0, 2, 2]], [[1, 0, 3, 2]]).data; // [1/3]
 * ```
 */
export function boxIou(first: Rows, second: Rows, options: BoxIouOptions = {}): DenseMatrix {
  return ofAllPairs('boxIou', [first, second], options, ({ iou }) => iou);
}

/**
 * Generalised IoU of every pair of boxes, in [-1, 1]: the IoU less the empty part of the smallest box around both.
 *
 * Reference: Rezatofighi et al., "Generalized intersection over union" (2019).
 *
 * @param first M x 4
 * @param second N x 4
 * @returns M x N
 * @throws InvalidArgumentError unless there are four finite numbers per box and no negative size
 * @example
 * ```ts
 * import { boxGeneralizedIou } from '@ai/metrics';
 *
 * boxGeneralizedIou([[0, 0, 1, 1]], [[2, 0, 3, 1]]).data; // [-1/3]
 * ```
 */
export function boxGeneralizedIou(first: Rows, second: Rows, options: BoxIouOptions = {}): DenseMatrix {
  return ofAllPairs('boxGeneralizedIou', [first, second], options, ({ a, b, iou, union }) => {
    const [width, height] = hull(a, b);
    const area = width * height;
    return area === 0 ? iou : iou - (area - union) / area;
  });
}

/**
 * Distance IoU of every pair of boxes: the IoU less the squared distance of the centres over the squared diagonal of the smallest box
 * around both.
 *
 * Reference: Zheng et al., "Distance-IoU loss" (2020), eq. 7.
 *
 * @param first M x 4
 * @param second N x 4
 * @returns M x N
 * @throws InvalidArgumentError unless there are four finite numbers per box and no negative size
 * @example
 * ```ts
 * import { boxDistanceIou } from '@ai/metrics';
 *
 * boxDistanceIou([[0, 0, 1, 1]], [[2, 0, 3, 1]]).data; // [-0.4]
 * ```
 */
export function boxDistanceIou(first: Rows, second: Rows, options: BoxIouOptions = {}): DenseMatrix {
  return ofAllPairs('boxDistanceIou', [first, second], options, ({ a, b, iou }) => iou - centreDistance(a, b));
}

/**
 * Complete IoU of every pair of boxes: the distance IoU less a penalty for different aspect ratios, which weighs more the better the
 * boxes overlap.
 *
 * Reference: Zheng et al., "Distance-IoU loss" (2020), eq. 8 to 11.
 *
 * @param first M x 4
 * @param second N x 4
 * @returns M x N
 * @throws InvalidArgumentError unless there are four finite numbers per box and no negative size
 * @example
 * ```ts
 * import { boxCompleteIou } from '@ai/metrics';
 *
 * boxCompleteIou([[0, 0, 2, 1]], [[0, 0, 2, 1]]).data; // [1]
 * ```
 */
export function boxCompleteIou(first: Rows, second: Rows, options: BoxIouOptions = {}): DenseMatrix {
  const slope = (box: Float64Array): number => Math.atan2(box[2] - box[0], box[3] - box[1]);
  return ofAllPairs('boxCompleteIou', [first, second], options, ({ a, b, iou }) => {
    const aspect = (4 / Math.PI ** 2) * (slope(a) - slope(b)) ** 2;
    const weight = aspect === 0 ? 0 : aspect / (1 - iou + aspect);
    return iou - centreDistance(a, b) - weight * aspect;
  });
}
