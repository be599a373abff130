import { Got, InvalidArgumentError, isTensor, type NumericArray, type tf } from '@ai/core';

/** A class label: a whole number or a string. */
export type Label = number | string;

/** One label per sample: whole numbers (array, typed array, 1-D tensor) or strings. */
export type Labels = readonly Label[] | readonly boolean[] | NumericArray | tf.Tensor;

/** Labels after the check: all whole numbers, or all strings. */
export type LabelColumn = ArrayLike<number> | readonly string[];

/** True if the column holds strings; an empty column counts as numbers. */
export function holdsStrings(column: LabelColumn): column is readonly string[] {
  return typeof column[0] === 'string';
}

/**
 * Checks labels at the door; typed arrays of integers are not copied.
 *
 * @throws InvalidArgumentError unless they are all whole numbers (booleans count as 0 and 1) or all strings, in one dimension
 */
export function toLabels(values: Labels, argument: string, owner: string): LabelColumn {
  if (isTensor(values)) {
    if (values.shape.length !== 1) {
      const got = new Got(`a ${values.shape.length}-D tensor`);
      throw new InvalidArgumentError(argument, owner, 'be one-dimensional', got);
    }
    const data: unknown = values.dataSync();
    return checkWhole(data as NumericArray, argument, owner);
  }
  if (ArrayBuffer.isView(values) && 'length' in values) return checkWhole(values, argument, owner);
  if (!Array.isArray(values)) {
    throw new InvalidArgumentError(argument, owner, 'be an array of labels', values);
  }
  if (typeof values[0] === 'string') {
    for (let i = 0; i < values.length; i++) {
      if (typeof values[i] !== 'string') throw mixed(argument, owner, values[i], i);
    }
    return values as readonly string[];
  }
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const value: unknown = values[i];
    if (typeof value !== 'number' && typeof value !== 'boolean') throw mixed(argument, owner, value, i);
    numbers[i] = Number(value);
  }
  return checkWhole(numbers, argument, owner);
}

function checkWhole(values: NumericArray, argument: string, owner: string): NumericArray {
  if (!(values instanceof Float64Array || values instanceof Float32Array)) return values;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isInteger(values[i])) throw mixed(argument, owner, values[i], i);
  }
  return values;
}

function mixed(argument: string, owner: string, value: unknown, index: number): InvalidArgumentError {
  const shown =
    Array.isArray(value) || ArrayBuffer.isView(value) ? 'an array' : (JSON.stringify(value) ?? String(value));
  const got = new Got(`${typeof value === 'number' ? value : shown} at index ${index}`);
  return new InvalidArgumentError(argument, owner, 'hold whole numbers only or strings only', got);
}

/** Ascending order of labels: numbers by value, strings by code units. */
export function compareLabels(a: Label, b: Label): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
