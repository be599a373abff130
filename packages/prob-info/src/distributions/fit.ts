import { type Column, checkSameLength, Got, InvalidArgumentError, toVector } from '@ai/core';
import type { Distribution, Support } from './distribution.js';

/** Options every `fit` takes. */
export interface FitOptions {
  /** One weight >= 0 per value: weight k counts as the value k times. @default every value once */
  readonly weights?: Column;
}

/** A distribution fitted by maximum likelihood. */
export interface Fit<D> {
  readonly distribution: D;
  /** Asymptotic standard error of each parameter, from the Fisher information at the estimate; NaN where it does not exist. */
  readonly standardErrors: Readonly<Record<string, number>>;
  /** The (weighted) log-likelihood at the estimate. */
  readonly logLikelihood: number;
  /** How many values, or the sum of the weights. */
  readonly count: number;
}

/** Values checked at the door, with their weights. */
export class Sample {
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
  /** Number of values, or sum of weights. */
  readonly count: number;

  constructor(values: Column, options: FitOptions, owner: string, support: Support) {
    this.values = toVector(values, 'values', owner);
    for (let i = 0; i < this.values.length; i++) {
      const value = this.values[i];
      if (value < support.lower || value > support.upper || (support.integer && !Number.isInteger(value))) {
        const kind = support.integer ? 'integers' : 'numbers';
        const range = `[${support.lower}, ${support.upper}]`;
        throw new InvalidArgumentError('values', owner, `hold ${kind} in ${range}`, new Got(`${value} at index ${i}`));
      }
    }
    this.weights = options.weights === undefined ? undefined : readWeights(options.weights, this.values.length, owner);
    this.count = this.weights ? this.weights.reduce((sum, w) => sum + w, 0) : this.values.length;
  }

  /** The weighted mean of f over the values. */
  mean(f: (value: number) => number): number {
    let sum = 0;
    for (let i = 0; i < this.values.length; i++) {
      const weight = this.weights ? this.weights[i] : 1;
      if (weight > 0) sum += weight * f(this.values[i]);
    }
    return sum / this.count;
  }

  /** The smallest and largest value of positive weight. */
  range(): [min: number, max: number] {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.values.length; i++) {
      if (this.weights && this.weights[i] === 0) continue;
      min = Math.min(min, this.values[i]);
      max = Math.max(max, this.values[i]);
    }
    return [min, max];
  }

  /** @throws InvalidArgumentError if all values are equal, for families whose likelihood then has no maximum */
  checkSpread(owner: string): void {
    const [min, max] = this.range();
    if (min === max) {
      throw new InvalidArgumentError(
        'values',
        owner,
        'not all be equal (the likelihood has no maximum)',
        new Got(`${min} only`),
      );
    }
  }
}

/** Checked weights: as many as values, >= 0, not all 0. */
export function readWeights(weights: Column, length: number, owner: string): Float64Array {
  const checked = toVector(weights, 'weights', owner);
  checkSameLength(length, checked.length, ['values', 'weights'], owner);
  let total = 0;
  for (let i = 0; i < length; i++) {
    if (checked[i] < 0) {
      throw new InvalidArgumentError('weights', owner, 'be >= 0', new Got(`${checked[i]} at index ${i}`));
    }
    total += checked[i];
  }
  if (total === 0) throw new InvalidArgumentError('weights', owner, 'not all be 0', new Got('a sum of 0'));
  return checked;
}

/** Completes a fit with its log-likelihood. */
export function fitted<D extends Distribution>(
  distribution: D,
  sample: Sample,
  standardErrors: Record<string, number>,
): Fit<D> {
  return {
    distribution,
    standardErrors,
    logLikelihood: sample.count * sample.mean((x) => distribution.logDensity(x)),
    count: sample.count,
  };
}

/** Square roots of the diagonal of the inverse of a 2 x 2 information matrix [[a, b], [b, d]]. */
export function standardErrors2(a: number, b: number, d: number): [first: number, second: number] {
  const determinant = a * d - b * b;
  return [Math.sqrt(d / determinant), Math.sqrt(a / determinant)];
}
