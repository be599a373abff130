import { checkOneOf, type DenseMatrix, Got, InvalidArgumentError, type Rows } from '@ai/core';
import { toTable } from '../input/table.js';

/**
 * How four numbers give a box, in pixels or any unit: 'xyxy' two corners (left, top, right, bottom), 'xywh' a corner and the size,
 * 'cxcywh' the centre and the size.
 */
export type BoxFormat = 'xyxy' | 'xywh' | 'cxcywh';

const FORMATS = ['xyxy', 'xywh', 'cxcywh'] as const;

/** Writes the corners of `box` (four numbers from `start`) to `out` at the same place. */
const TO_CORNERS: Record<BoxFormat, (box: ArrayLike<number>, i: number, out: Float64Array) => void> = {
  xyxy: (box, i, out) => {
    for (let k = 0; k < 4; k++) out[i + k] = box[i + k];
  },
  xywh: (box, i, out) => {
    for (let k = 0; k < 2; k++) {
      out[i + k] = box[i + k];
      out[i + k + 2] = box[i + k] + box[i + k + 2];
    }
  },
  cxcywh: (box, i, out) => {
    for (let k = 0; k < 2; k++) {
      out[i + k] = box[i + k] - box[i + k + 2] / 2;
      out[i + k + 2] = box[i + k] + box[i + k + 2] / 2;
    }
  },
};

/** Checks N x 4 boxes and gives their corners. @throws InvalidArgumentError for a negative width or height */
export function toCorners(boxes: Rows, format: BoxFormat, argument: string, owner: string): DenseMatrix {
  checkOneOf(format, 'format', owner, FORMATS);
  const { data, rows, columns } = toTable(boxes, argument, owner);
  if (rows > 0 && columns !== 4) {
    throw new InvalidArgumentError(argument, owner, 'have 4 numbers per box', new Got(`${columns}`));
  }
  const corners = new Float64Array(data.length);
  for (let i = 0; i < data.length; i += 4) {
    TO_CORNERS[format](data, i, corners);
    if (corners[i + 2] < corners[i] || corners[i + 3] < corners[i + 1]) {
      const got = new Got(`[${data.subarray(i, i + 4).join(', ')}] in row ${i / 4}`);
      throw new InvalidArgumentError(argument, owner, 'hold boxes of width and height >= 0', got);
    }
  }
  return { data: corners, rows, columns: 4 };
}

/**
 * Boxes in another format.
 *
 * @param boxes N x 4
 * @returns N x 4
 * @throws InvalidArgumentError unless there are four finite numbers per box and no negative size
 * @example
 * ```ts
 * import { convertBoxes } from '@ai/metrics';
 *
 * convertBoxes([[10, 20, 30, 60]], 'xyxy', 'xywh').data; // [10, 20, 20, 40]
 * ```
 */
export function convertBoxes(boxes: Rows, from: BoxFormat, to: BoxFormat): DenseMatrix {
  const corners = toCorners(boxes, from, 'boxes', 'convertBoxes');
  checkOneOf(to, 'to', 'convertBoxes', FORMATS);
  if (to === 'xyxy') return corners;
  const data = corners.data.slice();
  for (let i = 0; i < data.length; i += 4) {
    for (let k = 0; k < 2; k++) {
      const [low, high] = [corners.data[i + k], corners.data[i + k + 2]];
      data[i + k] = to === 'xywh' ? low : (low + high) / 2;
      data[i + k + 2] = high - low;
    }
  }
  return { ...corners, data };
}
