import type { DenseMatrix } from '@ai/core';
import type { Label } from './estimator.js';

/** The class of the largest entry in each row; ties go to the smaller label. */
export function largestClass(scores: DenseMatrix, classes: readonly Label[]): Label[] {
  const { data, rows, columns } = scores;
  const labels = new Array<Label>(rows);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let c = 1; c < columns; c++) if (data[i * columns + c] > data[i * columns + best]) best = c;
    labels[i] = classes[best];
  }
  return labels;
}

/** Divides each row by its sum, in place. */
export function normalizeRows({ data, rows, columns }: DenseMatrix): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let o = i * columns; o < (i + 1) * columns; o++) sum += data[o];
    for (let o = i * columns; o < (i + 1) * columns; o++) data[o] /= sum;
  }
}

/** Softmax of each row, in place, shifted by its largest entry. */
export function softmaxRows({ data, rows, columns }: DenseMatrix): void {
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    let largest = data[start];
    for (let o = start + 1; o < start + columns; o++) if (data[o] > largest) largest = data[o];
    let sum = 0;
    for (let o = start; o < start + columns; o++) {
      data[o] = Math.exp(data[o] - largest);
      sum += data[o];
    }
    for (let o = start; o < start + columns; o++) data[o] /= sum;
  }
}

/** log(sum(exp(values[start .. start + length]))) without overflow. */
export function logSumExp(values: Float64Array, start = 0, length = values.length): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let o = start; o < start + length; o++) if (values[o] > largest) largest = values[o];
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (let o = start; o < start + length; o++) sum += Math.exp(values[o] - largest);
  return largest + Math.log(sum);
}
