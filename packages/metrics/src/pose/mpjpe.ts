import { checkInteger, checkOneOf } from '@ai/core';
import { determinant, Matrix, SVD } from 'ml-matrix';
import { defineMetric, sums } from '../define-metric.js';
import { checkSameGrid, type GridLike, toGrid } from '../input/grid.js';

/** Options of {@link mpjpe}. */
export interface MpjpeOptions {
  /**
   * 'none': as they are; 'root': moved so that the root joints coincide; 'procrustes': moved, turned and scaled to fit best
   * (PA-MPJPE).
   * @default 'none'
   */
  readonly align?: 'none' | 'root' | 'procrustes';
  /** The joint that 'root' aligns. @default 0 */
  readonly root?: number;
}

/** Copy of J x D joints moved so that `origin` lies at 0. */
function centred(joints: Float64Array, dimensions: number, origin: ArrayLike<number>): Float64Array {
  return joints.map((value, i) => value - origin[i % dimensions]);
}

function meanJoint(joints: Float64Array, dimensions: number): Float64Array {
  const mean = new Float64Array(dimensions);
  const count = joints.length / dimensions;
  for (let i = 0; i < joints.length; i++) mean[i % dimensions] += joints[i] / count;
  return mean;
}

/** The prediction, about its mean, turned and scaled to the centred target (Gower, 1975); no reflections. */
function fitted(target: Float64Array, prediction: Float64Array, dimensions: number): Float64Array {
  const J = target.length / dimensions;
  const [a, b] = [target, prediction].map((joints) => Matrix.from1DArray(J, dimensions, joints));
  const svd = new SVD(b.transpose().mmul(a));
  const u = svd.leftSingularVectors;
  const v = svd.rightSingularVectors;
  const values = svd.diagonal.slice();
  const smallest = values.indexOf(Math.min(...values));
  if (determinant(u) * determinant(v) < 0) {
    for (let d = 0; d < dimensions; d++) v.set(d, smallest, -v.get(d, smallest));
    values[smallest] *= -1;
  }
  const size = prediction.reduce((sum, value) => sum + value * value, 0);
  const scale = size === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / size;
  return Float64Array.from(b.mmul(u).mmul(v.transpose()).mul(scale).to1DArray());
}

/**
 * Mean per joint position error: the mean distance of predicted joints from the true ones, in the unit of the data.
 *
 * Data: `targets` and `predictions` (N poses x J joints x D coordinates, D = 2 or 3). NaN without poses.
 *
 * Reference: Ionescu et al., "Human3.6M" (2014).
 *
 * @throws InvalidArgumentError for different shapes, NaN or infinity, or a root that is no joint
 * @example
 * ```ts
 * import { mpjpe } from '@ai/metrics';
 *
 * mpjpe([[[0, 0, 0], [3, 4, 0]]], [[[0, 0, 0], [0, 0, 0]]]); // 2.5
 * ```
 */
export const mpjpe = /* @__PURE__ */ defineMetric(
  { name: 'mpjpe', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  ({ align = 'none', root = 0 }: MpjpeOptions = {}) => {
    checkOneOf(align, 'align', 'mpjpe', ['none', 'root', 'procrustes']);
    checkInteger(root, 'root', 'mpjpe', { min: 0 });
    const aligned = (a: Float64Array, b: Float64Array, D: number): [Float64Array, Float64Array] => {
      if (align === 'none') return [a, b];
      if (align === 'root') {
        return [a, b].map((pose) => centred(pose, D, pose.subarray(root * D, (root + 1) * D))) as [
          Float64Array,
          Float64Array,
        ];
      }
      const [target, prediction] = [a, b].map((pose) => centred(pose, D, meanJoint(pose, D)));
      return [target, fitted(target, prediction, D)];
    };
    return sums(
      2,
      (targets: GridLike, predictions: GridLike) => {
        const first = toGrid(targets, 3, 'N poses x J joints x D coordinates', 'targets', 'mpjpe');
        const second = toGrid(predictions, 3, 'N poses x J joints x D coordinates', 'predictions', 'mpjpe');
        checkSameGrid(first, second, ['targets', 'predictions'], 'mpjpe');
        const [poses, joints, D] = first.shape;
        if (poses > 0) checkInteger(root, 'root', 'mpjpe', { min: 0, below: joints });
        let sum = 0;
        for (let n = 0; n < poses; n++) {
          const [start, end] = [n * joints * D, (n + 1) * joints * D];
          const [a, b] = aligned(first.data.subarray(start, end), second.data.subarray(start, end), D);
          for (let j = 0; j < joints; j++) {
            let squared = 0;
            for (let d = 0; d < D; d++) squared += (a[j * D + d] - b[j * D + d]) ** 2;
            sum += Math.sqrt(squared);
          }
        }
        return [poses * joints, sum];
      },
      ([joints, sum]) => sum / joints,
    );
  },
);
