import type { DenseMatrix } from '@ai/core';
import type { Label } from '../estimator.js';

/** A copy in memory that worker threads see without a copy of their own. */
export function shareNumbers(values: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** {@link shareNumbers} for integers. */
export function shareIntegers(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

export function shareMatrix({ data, rows, columns }: DenseMatrix): DenseMatrix {
  return { data: shareNumbers(data), rows, columns };
}

/** Labels or targets in shared memory: numbers as they are, strings as places in a list. */
export type SharedLabels =
  | { readonly numbers: Float64Array }
  | { readonly words: readonly Label[]; readonly places: Int32Array };

export function shareLabels(labels: readonly Label[]): SharedLabels {
  if (labels.every((label) => typeof label === 'number')) return { numbers: shareNumbers(Float64Array.from(labels)) };
  const places = new Map<Label, number>();
  for (const label of labels) if (!places.has(label)) places.set(label, places.size);
  return {
    words: [...places.keys()],
    places: shareIntegers(Int32Array.from(labels, (label) => places.get(label) as number)),
  };
}

export function readSharedLabels(labels: SharedLabels): Label[] {
  return 'numbers' in labels ? Array.from(labels.numbers) : Array.from(labels.places, (place) => labels.words[place]);
}
