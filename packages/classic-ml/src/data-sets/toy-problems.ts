import { checkInteger, checkNumber, type DenseMatrix, Got, InvalidArgumentError, Random } from '@ai/core';
import type { LabelledData } from './toy-data.js';

/** Options of {@link makeRegression}. */
export interface RegressionDataOptions {
  /** N. @default 100 */
  readonly numSamples?: number;
  /** D. @default 10 */
  readonly numFeatures?: number;
  /** Features with a coefficient other than 0, at most D. @default D */
  readonly numInformative?: number;
  /** Constant term. @default 0 */
  readonly bias?: number;
  /** Standard deviation of the noise of y. @default 0 */
  readonly noise?: number;
  /** @default 0 */
  readonly seed?: number;
}

/** Samples of a linear model, with its coefficients. */
export interface RegressionData {
  /** N x D standard normal features. */
  readonly x: DenseMatrix;
  /** N values X b + bias + noise. */
  readonly y: Float64Array;
  /** D true coefficients. */
  readonly coefficients: Float64Array;
}

/**
 * Samples of a linear model: coefficients uniform in [0, 100] for the informative features, which stand at random places.
 *
 * @throws InvalidArgumentError for options out of range
 *
 * @example
 * ```ts
 * import { LinearRegression, makeRegression } from '@ai/classic-ml';
 *
 * const { x, y, coefficients } = makeRegression({ numFeatures: 5, numInformative: 2, seed: 1 });
 * new LinearRegression().fit(x, y).coefficients; // equals `coefficients`: there is no noise
 * ```
 */
export function makeRegression(options: RegressionDataOptions = {}): RegressionData {
  const owner = 'makeRegression';
  const { numSamples = 100, numFeatures = 10, bias = 0, noise = 0, seed = 0 } = options;
  const { numInformative = numFeatures } = options;
  checkInteger(numSamples, 'numSamples', owner, { min: 1 });
  checkInteger(numFeatures, 'numFeatures', owner, { min: 1 });
  checkInteger(numInformative, 'numInformative', owner, { min: 0, max: numFeatures });
  checkNumber(bias, 'bias', owner);
  checkNumber(noise, 'noise', owner, { min: 0 });
  const random = new Random(seed);
  const coefficients = new Float64Array(numFeatures);
  for (const j of random.permutation(numFeatures).subarray(0, numInformative)) coefficients[j] = random.uniform(0, 100);
  const data = Float64Array.from({ length: numSamples * numFeatures }, () => random.normal());
  const y = Float64Array.from({ length: numSamples }, (_, i) =>
    coefficients.reduce((sum, value, j) => sum + value * data[i * numFeatures + j], random.normal(bias, noise)),
  );
  return { x: { data, rows: numSamples, columns: numFeatures }, y, coefficients };
}

/** Options of {@link makeClassification}. */
export interface ClassificationDataOptions {
  /** N. @default 100 */
  readonly numSamples?: number;
  /** D, at least informative and redundant features together. @default 20 */
  readonly numFeatures?: number;
  /** Features that tell the classes apart. @default 2 */
  readonly numInformative?: number;
  /** Features that are random linear combinations of the informative ones. @default 2 */
  readonly numRedundant?: number;
  /** C, at most 2^numInformative. @default 2 */
  readonly numClasses?: number;
  /** Half the side of the hypercube at whose corners the classes lie. @default 1 */
  readonly separation?: number;
  /** Share of labels that are drawn anew. @default 0.01 */
  readonly labelNoise?: number;
  /** @default 0 */
  readonly seed?: number;
}

/**
 * Normal classes at corners of a hypercube, with redundant and noise features mixed in (in the manner of Guyon, 2003).
 *
 * @throws InvalidArgumentError for options out of range
 *
 * @example
 * ```ts
 * import { makeClassification } from '@ai/classic-ml';
 *
 * const { x, y } = makeClassification({ numSamples: 200, numFeatures: 8, numClasses: 3, seed: 1 }); // 200 x 8
 * ```
 */
export function makeClassification(options: ClassificationDataOptions = {}): LabelledData {
  const owner = 'makeClassification';
  const { numSamples = 100, numFeatures = 20, numInformative = 2, numRedundant = 2, numClasses = 2 } = options;
  const { separation = 1, labelNoise = 0.01, seed = 0 } = options;
  checkInteger(numSamples, 'numSamples', owner, { min: 1 });
  checkInteger(numInformative, 'numInformative', owner, { min: 1 });
  checkInteger(numRedundant, 'numRedundant', owner, { min: 0 });
  checkInteger(numFeatures, 'numFeatures', owner, { min: numInformative + numRedundant });
  checkInteger(numClasses, 'numClasses', owner, { min: 2 });
  checkNumber(separation, 'separation', owner, { min: 0 });
  checkNumber(labelNoise, 'labelNoise', owner, { min: 0, max: 1 });
  if (numClasses > 2 ** numInformative) {
    const expected = `be at most 2^numInformative (${2 ** numInformative})`;
    throw new InvalidArgumentError('numClasses', owner, expected, new Got(`${numClasses}`));
  }
  const random = new Random(seed);
  const corners = differentCorners(numClasses, numInformative, random);
  const mixing = Float64Array.from({ length: numInformative * numRedundant }, () => random.uniform(-1, 1));
  const places = random.permutation(numFeatures);
  const data = new Float64Array(numSamples * numFeatures);
  const y = new Int32Array(numSamples);
  for (let i = 0; i < numSamples; i++) {
    const label = i % numClasses;
    const row = corners[label].map((sign) => random.normal(sign * separation));
    for (let r = 0; r < numRedundant; r++) {
      let sum = 0;
      for (let p = 0; p < numInformative; p++) sum += row[p] * mixing[p * numRedundant + r];
      row.push(sum);
    }
    while (row.length < numFeatures) row.push(random.normal());
    row.forEach((value, j) => {
      data[i * numFeatures + places[j]] = value;
    });
    y[i] = random.uniform() < labelNoise ? random.integer(0, numClasses) : label;
  }
  return { x: { data, rows: numSamples, columns: numFeatures }, y };
}

function differentCorners(count: number, dimensions: number, random: Random): number[][] {
  const corners = new Map<string, number[]>();
  while (corners.size < count) {
    const corner = Array.from({ length: dimensions }, () => (random.bernoulli() ? 1 : -1));
    corners.set(corner.join(), corner);
  }
  return [...corners.values()];
}
