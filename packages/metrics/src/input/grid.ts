import { Got, InvalidArgumentError, isTensor, type NumericArray, type tf } from '@ai/core';

/** Numbers in nested arrays; the innermost may be typed. */
export type Nested = readonly number[] | NumericArray | readonly Nested[];

/** Numbers in several dimensions: nested arrays, a tensor, or a flat array (row by row) with its shape. */
export type GridLike =
  | Nested
  | tf.Tensor
  | { readonly data: NumericArray | readonly number[]; readonly shape: readonly number[] };

/** Checked numbers in several dimensions, row by row. */
export interface Grid {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/**
 * Checks numbers of the given rank at the door. No data at all give a grid of the shape [0, ..., 0].
 *
 * @param axes the axes in words, "N images x height x width"
 * @throws InvalidArgumentError for another rank, ragged arrays, NaN or infinity
 */
export function toGrid(values: GridLike, rank: number, axes: string, argument: string, owner: string): Grid {
  const { data, shape } = readGrid(values, rank, argument, owner);
  if (shape.length !== rank) {
    const got = new Got(`${shape.length} dimensions`);
    throw new InvalidArgumentError(argument, owner, `have ${rank} dimensions (${axes})`, got);
  }
  for (let i = 0; i < data.length; i++) {
    if (data[i] - data[i] !== 0) {
      throw new InvalidArgumentError(
        argument,
        owner,
        'hold finite numbers',
        new Got(`${data[i]} at [${placeOf(i, shape)}]`),
      );
    }
  }
  return { data, shape };
}

function readGrid(values: GridLike, rank: number, argument: string, owner: string): Grid {
  if (isTensor(values)) return { data: new Float64Array(values.dataSync()), shape: values.shape };
  if (isFlat(values)) {
    const size = values.shape.reduce((a, b) => a * b, 1);
    if (values.data.length !== size) {
      const got = new Got(`${values.data.length}`);
      throw new InvalidArgumentError(argument, owner, `hold ${values.shape.join(' x ')} = ${size} numbers`, got);
    }
    return { data: new Float64Array(values.data), shape: values.shape };
  }
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
    throw new InvalidArgumentError(argument, owner, 'be nested arrays or a tensor', values);
  }
  const shape: number[] = [];
  for (let level: unknown = values; isList(level); level = level[0]) shape.push(level.length);
  const size = shape.reduce((a, b) => a * b, 1);
  if (size === 0) return { data: new Float64Array(0), shape: new Array(rank).fill(0) };
  const data = new Float64Array(size);
  let offset = 0;
  const fill = (level: unknown, depth: number): void => {
    if (!isList(level) || level.length !== shape[depth]) {
      const got = new Got(isList(level) ? `${level.length} beside ${shape[depth]}` : String(level));
      throw new InvalidArgumentError(argument, owner, 'be rectangular nested arrays of numbers', got);
    }
    if (depth < shape.length - 1) {
      for (let i = 0; i < level.length; i++) fill(level[i], depth + 1);
      return;
    }
    for (let i = 0; i < level.length; i++) {
      const value = level[i];
      if (typeof value !== 'number') {
        throw new InvalidArgumentError(argument, owner, 'be rectangular nested arrays of numbers', value);
      }
      data[offset++] = value;
    }
  };
  fill(values, 0);
  return { data, shape };
}

const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || ArrayBuffer.isView(value);

function isFlat(values: unknown): values is { data: ArrayLike<number>; shape: readonly number[] } {
  return typeof values === 'object' && values !== null && 'shape' in values && 'data' in values;
}

function placeOf(index: number, shape: readonly number[]): string {
  const place: number[] = [];
  let rest = index;
  for (const size of [...shape].reverse()) {
    place.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return place.join(', ');
}

/** Checks that two grids have the same shape. */
export function checkSameGrid(first: Grid, second: Grid, names: readonly [string, string], owner: string): void {
  if (first.shape.join() === second.shape.join()) return;
  const got = new Got(second.shape.join(' x '));
  throw new InvalidArgumentError(names[1], owner, `have the shape of '${names[0]}' (${first.shape.join(' x ')})`, got);
}
