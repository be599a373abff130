import { checkNumber, checkOneOf, type DenseMatrix, InvalidArgumentError } from '@ai/core';
import { squaredDistance } from '@ai/core/linalg';

/** Names of the distances that neighbour methods know. */
export const DISTANCE_METRICS = ['euclidean', 'manhattan', 'chebyshev', 'minkowski', 'cosine', 'hamming'] as const;

/**
 * A distance between rows of D features:
 * `euclidean` sqrt(sum d^2), `manhattan` sum |d|, `chebyshev` max |d|, `minkowski` (sum |d|^p)^(1/p),
 * `cosine` 1 - cos of the angle (1 if either row is zero), `hamming` the share of features that differ.
 */
export type DistanceMetricName = (typeof DISTANCE_METRICS)[number];

/** Options that choose a distance. */
export interface DistanceMetricOptions {
  /** The distance. @default 'euclidean' */
  readonly metric?: DistanceMetricName;
  /** The power p >= 1 of `minkowski`. @default 2 */
  readonly p?: number;
}

/**
 * A distance in the form that searches use: `reduced` grows with the distance and is cheaper (the square for Euclidean), and
 * `toDistance` and `toReduced` convert.
 */
export interface DistanceMetric {
  readonly name: DistanceMetricName;
  readonly p: number;
  /** Reduced distance of row i of x to row j of y. */
  reduced(x: Float64Array, i: number, y: Float64Array, j: number, length: number): number;
  toDistance(reduced: number): number;
  toReduced(distance: number): number;
  /** Applied once to points and queries before any distance (rows to unit length, for cosine). */
  prepare(x: DenseMatrix): DenseMatrix;
}

const same = <T>(value: T): T => value;

/**
 * The distance that the options name.
 * @throws InvalidArgumentError for an unknown name, p < 1, or p given with a metric that has none
 */
export function distanceMetric(options: DistanceMetricOptions, owner: string): DistanceMetric {
  const { metric = 'euclidean', p = 2 } = options;
  checkOneOf(metric, 'metric', owner, DISTANCE_METRICS);
  checkNumber(p, 'p', owner, { min: 1 });
  if (options.p !== undefined && metric !== 'minkowski') {
    throw new InvalidArgumentError('p', owner, `be left out with metric '${metric}'`, p);
  }
  const plain = { name: metric, p, toDistance: same, toReduced: same, prepare: same };
  switch (metric) {
    case 'euclidean':
      return { ...plain, reduced: squaredDistance, toDistance: Math.sqrt, toReduced: (d) => d * d };
    case 'manhattan':
      return { ...plain, reduced: manhattan };
    case 'chebyshev':
      return { ...plain, reduced: chebyshev };
    case 'hamming':
      return { ...plain, reduced: hamming };
    case 'cosine':
      return { ...plain, reduced: oneMinusDot, prepare: toUnitRows };
    case 'minkowski':
      return {
        ...plain,
        reduced: (x, i, y, j, length) => {
          let sum = 0;
          for (let a = i * length, b = j * length, end = a + length; a < end; a++, b++)
            sum += Math.abs(x[a] - y[b]) ** p;
          return sum;
        },
        toDistance: (reduced) => reduced ** (1 / p),
        toReduced: (distance) => distance ** p,
      };
  }
}

function manhattan(x: Float64Array, i: number, y: Float64Array, j: number, length: number): number {
  let sum = 0;
  for (let a = i * length, b = j * length, end = a + length; a < end; a++, b++) sum += Math.abs(x[a] - y[b]);
  return sum;
}

function chebyshev(x: Float64Array, i: number, y: Float64Array, j: number, length: number): number {
  let largest = 0;
  for (let a = i * length, b = j * length, end = a + length; a < end; a++, b++) {
    const difference = Math.abs(x[a] - y[b]);
    if (difference > largest) largest = difference;
  }
  return largest;
}

function hamming(x: Float64Array, i: number, y: Float64Array, j: number, length: number): number {
  let count = 0;
  for (let a = i * length, b = j * length, end = a + length; a < end; a++, b++) if (x[a] !== y[b]) count++;
  return count / length;
}

function oneMinusDot(x: Float64Array, i: number, y: Float64Array, j: number, length: number): number {
  let sum = 0;
  for (let a = i * length, b = j * length, end = a + length; a < end; a++, b++) sum += x[a] * y[b];
  return Math.min(2, Math.max(0, 1 - sum));
}

function toUnitRows(x: DenseMatrix): DenseMatrix {
  const { rows, columns } = x;
  const data = Float64Array.from(x.data);
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    const largest = row.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    if (largest === 0) continue;
    const norm = largest * Math.sqrt(row.reduce((sum, value) => sum + (value / largest) ** 2, 0));
    for (let j = 0; j < columns; j++) row[j] /= norm;
  }
  return { data, rows, columns };
}
