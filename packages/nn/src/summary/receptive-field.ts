import type { AxisField, Field } from './field.js';

/**
 * How far a place of the output sees into the input, per spatial axis, in places of the input (Araujo, Norris and Sim, "Computing
 * Receptive Fields of Convolutional Neural Networks", 2019). Edges of the input do not cut it.
 */
export interface ReceptiveField {
  /** Places that one place of the output depends on; the most of any, where they differ (after upsampling). */
  readonly size: readonly number[];
  /** Distance in the input of neighbours in the output: the stride of the whole. */
  readonly jump: readonly number[];
  /** Centre of the first place's field: 0 is the first place of the input. */
  readonly start: readonly number[];
}

/** The field in the form of a report. */
export function receptiveField(field: Field | undefined): ReceptiveField | 'all' | undefined {
  if (field === undefined || field === 'unknown') return undefined;
  if (field === 'all') return 'all';
  return {
    size: field.map(({ first, last }) => Math.max(...last.map((end, i) => end - first[i] + 1))),
    jump: field.map(({ advance, first }) => advance / first.length),
    start: field.map(startOf),
  };
}

/** A transposed convolution may leave places without a field: then as far before the first that has one. */
function startOf({ advance, first, last }: AxisField): number {
  const i = first.findIndex((begin, k) => begin <= last[k]);
  return (first[i] + last[i]) / 2 - (i * advance) / first.length;
}
