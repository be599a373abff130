import { type DenseMatrix, Got, InvalidArgumentError } from '@ai/core';
import type { ClassificationData } from '../input/class-weights.js';

/** Weighted sums per class. */
export interface ClassCounts {
  /** C x D: the sum of each feature over the samples of each class. */
  readonly counts: DenseMatrix;
  /** C: the weight of each class. */
  readonly totals: Float64Array;
}

export function classCounts({ x, codes, classes, weights }: ClassificationData): ClassCounts {
  const { columns } = x;
  const data = new Float64Array(classes.length * columns);
  const totals = new Float64Array(classes.length);
  codes.forEach((code, i) => {
    const weight = weights ? weights[i] : 1;
    totals[code] += weight;
    for (let j = 0; j < columns; j++) data[code * columns + j] += weight * x.data[i * columns + j];
  });
  return { counts: { data, rows: classes.length, columns }, totals };
}

/** @throws InvalidArgumentError for a count below 0 */
export function checkCounts({ data, columns }: DenseMatrix, owner: string): void {
  const negative = data.findIndex((value) => value < 0);
  if (negative < 0) return;
  const place = `row ${Math.floor(negative / columns)}, column ${negative % columns}`;
  throw new InvalidArgumentError('X', owner, 'hold counts >= 0', new Got(`${data[negative]} at ${place}`));
}
