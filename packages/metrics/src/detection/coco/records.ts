import { describeValue, Got, InvalidArgumentError } from '@ai/core';
import { type MaskRle, maskArea, maskBox, type RunLengths, readRunLengths } from '../run-lengths.js';

/** An annotated object, as in COCO's annotation files. */
export interface CocoTarget {
  readonly image_id: number;
  readonly category_id: number;
  /** [left, top, width, height] in pixels; not read if masks are compared. */
  readonly bbox?: readonly number[];
  /** In square pixels; decides the size range. @default that of the mask or the box */
  readonly area?: number;
  /** A region of many objects: detections in it are ignored. @default 0 */
  readonly iscrowd?: number | boolean;
  /** The mask; `polygonMask` makes it from polygons. */
  readonly segmentation?: MaskRle;
  /** x, y and visibility (0: not labelled) of each of P keypoints, 3 P numbers. */
  readonly keypoints?: readonly number[];
  /** @default the number of keypoints with a visibility > 0 */
  readonly num_keypoints?: number;
}

/** A detected object, as in COCO's result files. */
export interface CocoDetection {
  readonly image_id: number;
  readonly category_id: number;
  readonly score: number;
  readonly bbox?: readonly number[];
  readonly segmentation?: MaskRle;
  readonly keypoints?: readonly number[];
}

/** What is compared: boxes by IoU, masks by IoU, keypoints by object keypoint similarity. */
export type CocoKind = 'boxes' | 'masks' | 'keypoints';

/** Checked objects column by column; N objects. */
export interface CocoItems {
  readonly image: Float64Array;
  readonly category: Float64Array;
  readonly area: Float64Array;
  /** Scores of detections; NaN for targets. */
  readonly score: Float64Array;
  readonly crowd: Uint8Array;
  /** Targets that count neither as hit nor as miss: crowds, and people without keypoints. */
  readonly ignored: Uint8Array;
  /** N x 4: left, top, width, height; around the masks if these are compared. */
  readonly boxes: Float64Array;
  /** N if masks are compared. */
  readonly masks: readonly RunLengths[];
  /** Pixels of each mask, N if masks are compared. */
  readonly pixels: Float64Array;
  /** N x 3 P if keypoints are compared. */
  readonly keypoints: Float64Array;
}

const isNumbers = (value: unknown, length: number): value is ArrayLike<number> =>
  ((Array.isArray(value) || ArrayBuffer.isView(value)) as boolean) &&
  (value as ArrayLike<unknown>).length === length &&
  Array.prototype.every.call(value, (x) => Number.isFinite(x));

/** Checks the records of one side and lays them out in columns. */
export function readRecords(
  records: readonly (CocoTarget | CocoDetection)[],
  kind: CocoKind,
  points: number,
  argument: 'targets' | 'detections',
  owner: string,
): CocoItems {
  if (!Array.isArray(records)) throw new InvalidArgumentError(argument, owner, 'be an array of records', records);
  const size = records.length;
  const scored = argument === 'detections';
  const items = {
    image: new Float64Array(size),
    category: new Float64Array(size),
    area: new Float64Array(size),
    score: new Float64Array(size).fill(Number.NaN),
    crowd: new Uint8Array(size),
    ignored: new Uint8Array(size),
    boxes: new Float64Array(4 * size),
    masks: [] as RunLengths[],
    pixels: new Float64Array(kind === 'masks' ? size : 0),
    keypoints: new Float64Array(kind === 'keypoints' ? 3 * points * size : 0),
  };
  for (let i = 0; i < size; i++) {
    const record = records[i] as Partial<CocoTarget & CocoDetection>;
    const fail = (expected: string, value: unknown): never => {
      throw new InvalidArgumentError(argument, owner, expected, new Got(`${value} in record ${i}`));
    };
    const whole = (name: 'image_id' | 'category_id'): number => {
      const value = record[name];
      return Number.isInteger(value) ? (value as number) : fail(`have a whole number as '${name}'`, value);
    };
    items.image[i] = whole('image_id');
    items.category[i] = whole('category_id');
    if (scored)
      items.score[i] = Number.isFinite(record.score)
        ? (record.score as number)
        : fail('have a finite score', record.score);
    else items.crowd[i] = record.iscrowd ? 1 : 0;
    items.ignored[i] = items.crowd[i];

    const { bbox } = record;
    if (kind === 'boxes' || (kind === 'keypoints' && (!scored || bbox !== undefined))) {
      if (!isNumbers(bbox, 4) || bbox[2] < 0 || bbox[3] < 0) {
        return fail(`have 4 finite numbers as 'bbox', the size >= 0`, bbox);
      }
      items.boxes.set(bbox, 4 * i);
      items.area[i] = bbox[2] * bbox[3];
    }
    if (kind === 'masks') {
      if (!record.segmentation) return fail(`have run lengths as 'segmentation'`, record.segmentation);
      const runs = readRunLengths(record.segmentation);
      items.masks.push(runs);
      items.boxes.set(maskBox(runs), 4 * i);
      items.pixels[i] = maskArea(runs);
      items.area[i] = items.pixels[i];
    }
    if (kind === 'keypoints') {
      const { keypoints } = record;
      if (!isNumbers(keypoints, 3 * points)) {
        return fail(`have 3 x ${points} finite numbers as 'keypoints'`, describeValue(keypoints));
      }
      items.keypoints.set(keypoints, 3 * points * i);
      if (scored) items.area[i] = extent(keypoints);
      else if ((record.num_keypoints ?? countVisible(keypoints)) === 0) items.ignored[i] = 1;
    }
    if (!scored && record.area !== undefined) {
      items.area[i] = record.area >= 0 ? record.area : fail('have an area >= 0', record.area);
    }
  }
  return items;
}

function countVisible(keypoints: ArrayLike<number>): number {
  let count = 0;
  for (let p = 2; p < keypoints.length; p += 3) if (keypoints[p] > 0) count++;
  return count;
}

/** Area of the box around all keypoints. */
function extent(keypoints: ArrayLike<number>): number {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let p = 0; p < keypoints.length; p += 3) {
    for (let k = 0; k < 2; k++) {
      low[k] = Math.min(low[k], keypoints[p + k]);
      high[k] = Math.max(high[k], keypoints[p + k]);
    }
  }
  return (high[0] - low[0]) * (high[1] - low[1]);
}

/** The objects of several batches, one batch after the other. */
export function joinItems(parts: readonly CocoItems[]): CocoItems {
  if (parts.length === 1) return parts[0];
  const floats = (read: (part: CocoItems) => Float64Array): Float64Array =>
    joinTyped(parts.map(read), (size) => new Float64Array(size));
  const bytes = (read: (part: CocoItems) => Uint8Array): Uint8Array =>
    joinTyped(parts.map(read), (size) => new Uint8Array(size));
  return {
    image: floats((part) => part.image),
    category: floats((part) => part.category),
    area: floats((part) => part.area),
    score: floats((part) => part.score),
    crowd: bytes((part) => part.crowd),
    ignored: bytes((part) => part.ignored),
    boxes: floats((part) => part.boxes),
    masks: parts.flatMap((part) => part.masks),
    pixels: floats((part) => part.pixels),
    keypoints: floats((part) => part.keypoints),
  };
}

function joinTyped<T extends Float64Array | Uint8Array>(parts: readonly T[], make: (size: number) => T): T {
  const joined = make(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
