import { type Column, checkSameLength, Got, InvalidArgumentError } from '@ai/core';
import { type Grid, type GridLike, toGrid } from '../input/grid.js';
import { toColumn } from '../input/table.js';

/** N objects with P keypoints, targets with their visibility and predictions, and the scale of each object. */
export interface KeypointBatch {
  /** N x P x 3: x, y, visible if > 0. */
  readonly targets: Float64Array;
  /** N x P x 2. */
  readonly predictions: Float64Array;
  /** N positive numbers. */
  readonly scales: Float64Array;
  readonly objects: number;
  readonly points: number;
}

/** Checks keypoints and the positive scale of each object. */
export function toKeypoints(
  targets: GridLike,
  predictions: GridLike,
  scales: Column,
  scaleName: string,
  owner: string,
): KeypointBatch {
  const truth = toGrid(targets, 3, 'N objects x P keypoints x 3', 'targets', owner);
  const found = toGrid(predictions, 3, 'N objects x P keypoints x 2', 'predictions', owner);
  const scale = toColumn(scales, scaleName, owner);
  const [objects, points] = truth.shape;
  checkSameLength(objects, found.shape[0], ['targets', 'predictions'], owner);
  checkSameLength(objects, scale.length, ['targets', scaleName], owner);
  const bad = scale.findIndex((value) => value <= 0);
  if (bad >= 0)
    throw new InvalidArgumentError(scaleName, owner, 'hold numbers > 0', new Got(`${scale[bad]} at index ${bad}`));
  if (objects > 0) {
    checkAxis(truth, 2, 3, 'targets', 'numbers per keypoint (x, y, visibility)', owner);
    checkAxis(found, 1, points, 'predictions', 'keypoints as the targets', owner);
    checkAxis(found, 2, 2, 'predictions', 'numbers per keypoint (x, y)', owner);
  }
  return { targets: truth.data, predictions: found.data, scales: scale, objects, points };
}

function checkAxis({ shape }: Grid, axis: number, size: number, argument: string, what: string, owner: string): void {
  if (shape[axis] === size) return;
  throw new InvalidArgumentError(argument, owner, `have ${size} ${what}`, new Got(`${shape[axis]}`));
}
