import { Got, InvalidArgumentError } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';
import type { Batch, Sample } from './dataset.js';

/**
 * Stacks samples place by place: arrays of one kind and shape to an array with one axis more, numbers to a row of int32 if all of them
 * are whole, else of float32. Where numbers may be whole by chance, `ndArray([value], [])` stays float32.
 *
 * @throws InvalidArgumentError if the samples differ in length, kind or shape
 * @example
 * ```ts
 * import { ndArray, stackSamples } from '@ai/nn';
 *
 * const [x, y] = stackSamples([
 *   [ndArray([0.5, 1.5]), 3],
 *   [ndArray([2.5, 3.5]), 1],
 * ]);
 * console.log(x.shape, y.data); // [2, 2], Int32Array [3, 1]
 * ```
 */
export function stackSamples(samples: readonly Sample[]): Batch {
  return samples[0].map((first, place) => {
    const values = samples.map((sample) => sample[place]);
    if (typeof first === 'number') return stackNumbers(values);
    return stackArrays(values, first);
  });
}

function stackNumbers(values: readonly (NdArray | number | undefined)[]): NdArray {
  if (!values.every((value) => typeof value === 'number')) throw unlike('a number in every sample');
  const data = values.every(Number.isInteger) ? Int32Array.from(values) : Float32Array.from(values);
  return { data, shape: [values.length] };
}

function stackArrays(values: readonly (NdArray | number | undefined)[], first: NdArray): NdArray {
  const size = first.data.length;
  const data = new (first.data.constructor as Float32ArrayConstructor)(size * values.length) as NdArray['data'];
  values.forEach((value, i) => {
    const isAlike =
      typeof value === 'object' &&
      value.data.constructor === first.data.constructor &&
      value.data.length === size &&
      String(value.shape) === String(first.shape);
    if (!isAlike) throw unlike(`arrays of kind ${first.data.constructor.name} and shape [${first.shape}]`);
    data.set(value.data, i * size);
  });
  return { data, shape: [values.length, ...first.shape] };
}

function unlike(expected: string): InvalidArgumentError {
  return new InvalidArgumentError('samples', 'stackSamples', `hold ${expected}`, new Got('samples that differ'));
}
