import {
  type Column,
  checkInteger,
  checkSameLength,
  Got,
  InvalidArgumentError,
  type Rows,
  toMatrix,
  toVector,
} from '@ai/core';
import { digamma } from '../special/digamma.js';
import { readJoint } from './entropy.js';
import { type InformationOptions, klNats, natsPerUnit } from './measure.js';

/**
 * The mutual information of X (rows) and Y (columns): the divergence of their joint distribution from independence.
 *
 * @param joint R x C probabilities of sum 1
 * @throws InvalidArgumentError for anything else, or base <= 1
 * @example
 * ```ts
 * import { mutualInformation } from '@ai/prob-info';
 *
 * mutualInformation([[0.5, 0], [0, 0.5]], { base: 2 }); // 1 bit
 * ```
 */
export function mutualInformation(joint: Rows, options: InformationOptions = {}): number {
  const { data, rows, columns } = readJoint(joint, 'mutualInformation');
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  data.forEach((p, k) => {
    rowSums[Math.floor(k / columns)] += p;
    columnSums[k % columns] += p;
  });
  const independent = data.map((_, k) => rowSums[Math.floor(k / columns)] * columnSums[k % columns]);
  return klNats(data, independent) / natsPerUnit(options, 'mutualInformation');
}

/** Options of {@link mutualInformationKsg}. */
export interface KsgOptions extends InformationOptions {
  /** An integer >= 1 and below the number of samples: few lower the bias, many the variance. @default 3 */
  readonly neighbors?: number;
}

/**
 * The mutual information of two continuous variables from samples, by their nearest neighbours: the first estimator of Kraskov,
 * Stoegbauer and Grassberger, Physical Review E 69, 2004. It may come out slightly below 0 for independent variables. Values that
 * repeat (counts, rounded numbers) bias it: add a little noise first. O(N^2) distances.
 *
 * @param x N numbers, or N x D rows (then distances are the largest over coordinates)
 * @param y N numbers or rows
 * @throws InvalidArgumentError for different lengths, fewer samples than neighbors + 1, NaN or infinities
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { mutualInformationKsg } from '@ai/prob-info';
 *
 * const random = new Random(1);
 * const x = Array.from({ length: 200 }, () => random.normal());
 * mutualInformationKsg(x, x.map((value) => value + random.normal())); // near log(2) / 2 nats
 * ```
 */
export function mutualInformationKsg(x: Column | Rows, y: Column | Rows, options: KsgOptions = {}): number {
  const owner = 'mutualInformationKsg';
  const first = readSamples(x, 'x');
  const second = readSamples(y, 'y');
  const n = first.rows;
  checkSameLength(n, second.rows, ['x', 'y'], owner);
  const neighbors = checkInteger(options.neighbors ?? 3, 'neighbors', owner, { min: 1 });
  if (neighbors >= n)
    throw new InvalidArgumentError(
      'neighbors',
      owner,
      'be below the number of samples',
      new Got(`${neighbors} of ${n}`),
    );
  const inX = new Float64Array(n);
  const inY = new Float64Array(n);
  const nearest = new Float64Array(neighbors);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    nearest.fill(Number.POSITIVE_INFINITY);
    for (let j = 0; j < n; j++) {
      inX[j] = largestDifference(first.data, first.columns, i, j);
      inY[j] = largestDifference(second.data, second.columns, i, j);
      const distance = Math.max(inX[j], inY[j]);
      if (j === i || distance >= nearest[neighbors - 1]) continue;
      let place = neighbors - 1;
      for (; place > 0 && nearest[place - 1] > distance; place--) nearest[place] = nearest[place - 1];
      nearest[place] = distance;
    }
    const radius = nearest[neighbors - 1];
    let closerX = 0;
    let closerY = 0;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      if (inX[j] < radius) closerX++;
      if (inY[j] < radius) closerY++;
    }
    sum += digamma(closerX + 1) + digamma(closerY + 1);
  }
  return (digamma(neighbors) + digamma(n) - sum / n) / natsPerUnit(options, owner);
}

function readSamples(values: Column | Rows, argument: string): { data: Float64Array; rows: number; columns: number } {
  const isFlat =
    ArrayBuffer.isView(values) ||
    (Array.isArray(values) && typeof values[0] === 'number') ||
    ('shape' in values && values.shape.length === 1);
  if (!isFlat) return toMatrix(values as Rows, argument, 'mutualInformationKsg');
  const data = toVector(values as Column, argument, 'mutualInformationKsg');
  return { data, rows: data.length, columns: 1 };
}

function largestDifference(data: Float64Array, columns: number, i: number, j: number): number {
  let largest = 0;
  for (let c = 0; c < columns; c++)
    largest = Math.max(largest, Math.abs(data[i * columns + c] - data[j * columns + c]));
  return largest;
}
