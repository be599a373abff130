import { Got, InvalidArgumentError, InvalidDataError, type NumericArray } from '@ai/core';

/**
 * A mask as COCO writes it: the lengths of runs of 0 and 1 in turn, beginning with 0, down the columns from left to right; or those
 * lengths packed into a string.
 */
export interface MaskRle {
  /** [height, width] */
  readonly size: readonly [number, number];
  readonly counts: readonly number[] | Uint32Array | string;
}

/** A mask whose runs are checked and unpacked. */
export interface RunLengths {
  readonly height: number;
  readonly width: number;
  readonly counts: Uint32Array;
}

/**
 * Packs a mask into run lengths.
 *
 * @param mask height x width, row by row; everything but 0 belongs to the mask
 * @throws InvalidArgumentError unless the mask has height x width numbers
 * @example
 * ```ts
 * import { encodeMask } from '@ai/metrics';
 *
 * encodeMask(Uint8Array.of(0, 1, 1, 1), 2, 2).counts; // [1, 3]: down the columns 0, 1, 1, 1
 * ```
 */
export function encodeMask(mask: NumericArray | readonly number[], height: number, width: number): MaskRle {
  if (mask.length !== height * width) {
    const got = new Got(`${mask.length}`);
    throw new InvalidArgumentError('mask', 'encodeMask', `hold ${height} x ${width} numbers`, got);
  }
  const counts: number[] = [];
  let value = 0;
  let run = 0;
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const next = mask[y * width + x] ? 1 : 0;
      if (next !== value) {
        counts.push(run);
        value = next;
        run = 0;
      }
      run++;
    }
  }
  counts.push(run);
  return { size: [height, width], counts: Uint32Array.from(counts) };
}

/**
 * Unpacks run lengths into a mask of 0 and 1, height x width, row by row.
 *
 * @throws InvalidDataError if the runs do not fill the mask exactly, or the string is damaged
 * @example
 * ```ts
 * import { decodeMask } from '@ai/metrics';
 *
 * decodeMask({ size: [2, 2], counts: [1, 3] }); // Uint8Array [0, 1, 1, 1]
 * ```
 */
export function decodeMask(mask: MaskRle): Uint8Array {
  const { height, width, counts } = readRunLengths(mask);
  const pixels = new Uint8Array(height * width);
  let place = 0;
  for (let r = 0; r < counts.length; r++) {
    for (let n = counts[r]; n > 0; n--, place++) {
      if (r % 2) pixels[(place % height) * width + Math.floor(place / height)] = 1;
    }
  }
  return pixels;
}

/**
 * Run lengths as COCO's string: each is written in groups of 5 bits from the lowest, as its difference from the one two places before.
 *
 * @throws InvalidDataError if the runs do not fill the mask exactly
 * @example
 * ```ts
 * import { packMask } from '@ai/metrics';
 *
 * packMask({ size: [2, 2], counts: [1, 3] }).counts; // '13'
 * ```
 */
export function packMask(mask: MaskRle): MaskRle {
  const { counts } = readRunLengths(mask);
  let text = '';
  for (let r = 0; r < counts.length; r++) {
    let rest = r > 2 ? counts[r] - counts[r - 2] : counts[r];
    let more = true;
    while (more) {
      const group = rest & 31;
      rest >>= 5;
      more = group & 16 ? rest !== -1 : rest !== 0;
      text += String.fromCharCode(48 + group + (more ? 32 : 0));
    }
  }
  return { size: mask.size, counts: text };
}

function unpack(text: string): Uint32Array {
  const counts: number[] = [];
  let at = 0;
  while (at < text.length) {
    let value = 0;
    let shift = 0;
    let group: number;
    do {
      group = text.charCodeAt(at++) - 48;
      if (!(group >= 0 && group < 64) || shift > 30)
        throw new InvalidDataError(`Bad run length at character ${at - 1}.`);
      value |= (group & 31) << shift;
      shift += 5;
    } while (group & 32);
    if (group & 16 && shift < 32) value |= -1 << shift;
    counts.push(counts.length > 2 ? value + counts[counts.length - 2] : value);
  }
  if (counts.some((count) => count < 0)) throw new InvalidDataError('A run length is negative.');
  return Uint32Array.from(counts);
}

/** Checks and unpacks a mask. @throws InvalidDataError if its runs do not fill it exactly */
export function readRunLengths({ size: [height, width], counts }: MaskRle): RunLengths {
  const runs = typeof counts === 'string' ? unpack(counts) : Uint32Array.from(counts);
  const total = runs.reduce((a, b) => a + b, 0);
  if (total !== height * width) {
    throw new InvalidDataError(`Run lengths sum to ${total} for a mask of ${height} x ${width}.`);
  }
  return { height, width, counts: runs };
}

/** Number of pixels of the mask. */
export function maskArea({ counts }: RunLengths): number {
  let area = 0;
  for (let r = 1; r < counts.length; r += 2) area += counts[r];
  return area;
}

/** The smallest box around the mask: [left, top, width, height]; zeros if the mask is empty. */
export function maskBox({ height, counts }: RunLengths): [number, number, number, number] {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, height, -1, -1];
  let place = 0;
  for (let r = 0; r < counts.length; place += counts[r], r++) {
    if (r % 2 === 0 || counts[r] === 0) continue;
    const [first, last] = [place, place + counts[r] - 1];
    const [startColumn, endColumn] = [Math.floor(first / height), Math.floor(last / height)];
    left = Math.min(left, startColumn);
    right = Math.max(right, endColumn);
    const whole = startColumn < endColumn; // a run over the end of a column spans all rows
    top = Math.min(top, whole ? 0 : first % height);
    bottom = Math.max(bottom, whole ? height - 1 : last % height);
  }
  return right < 0 ? [0, 0, 0, 0] : [left, top, right - left + 1, bottom - top + 1];
}

/** Number of pixels that both masks hold. */
export function maskIntersection(first: RunLengths, second: RunLengths): number {
  const [a, b] = [first.counts, second.counts];
  let [i, j] = [0, 0];
  let [restA, restB] = [a[0], b[0]];
  let both = 0;
  while (i < a.length && j < b.length) {
    const step = Math.min(restA, restB);
    if (i & j & 1) both += step;
    restA -= step;
    restB -= step;
    if (restA === 0) restA = a[++i];
    if (restB === 0) restB = b[++j];
  }
  return both;
}

/**
 * Intersection over union of two masks; with `crowd` the second is a crowd region and the union is the first mask alone.
 *
 * @returns 0 if both are empty
 * @throws InvalidArgumentError for masks of different size
 * @throws InvalidDataError if the runs do not fill a mask exactly
 * @example
 * ```ts
 * import { maskIou } from '@ai/metrics';
 *
 * maskIou({ size: [2, 2], counts: [1, 3] }, { size: [2, 2], counts: [2, 2] }); // 2/3
 * ```
 */
export function maskIou(first: MaskRle, second: MaskRle, crowd = false): number {
  const [a, b] = [readRunLengths(first), readRunLengths(second)];
  if (a.height !== b.height || a.width !== b.width) {
    const got = new Got(`${b.height} x ${b.width}`);
    throw new InvalidArgumentError('second', 'maskIou', `be a mask of ${a.height} x ${a.width}`, got);
  }
  const both = maskIntersection(a, b);
  if (both === 0) return 0;
  const area = maskArea(a);
  return both / (crowd ? area : area + maskArea(b) - both);
}
