import {
  checkInteger,
  checkNumber,
  checkOneOf,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  Random,
  type Rows,
  toMatrix,
} from '@ai/core';
import { squaredDistances } from '@ai/core/linalg';
import { Pca } from './pca.js';

const OWNER = 'Tsne';
/** Iterations in which the similarities are exaggerated and momentum is low. */
const EARLY_ITERATIONS = 250;

/** Options of {@link Tsne}. */
export interface TsneOptions {
  /** Dimensions of the map. @default 2 */
  readonly numComponents?: number;
  /** Effective number of neighbours, >= 1 and < N. @default 30 */
  readonly perplexity?: number;
  /** Factor on the similarities in the first 250 iterations, >= 1. @default 12 */
  readonly earlyExaggeration?: number;
  /** Step length, > 0. @default max(N / earlyExaggeration / 4, 50) */
  readonly learningRate?: number;
  /** At least 250. @default 1000 */
  readonly maxIterations?: number;
  /** Stop when no entry of the gradient is larger. @default 1e-7 */
  readonly tolerance?: number;
  /** First map: scaled principal components, or normal noise. @default 'pca' */
  readonly init?: 'pca' | 'random';
  /** Of the random map. @default 0 */
  readonly seed?: number;
  /** Told every 50 iterations: the iteration and the map, N x E, not to be kept. */
  readonly onProgress?: (iteration: number, map: DenseMatrix) => void;
}

/** A map of the samples. */
export interface TsneEmbedding {
  /** N x E. */
  readonly map: DenseMatrix;
  /** Kullback-Leibler divergence of the similarities in the map from those of the samples. */
  readonly divergence: number;
  readonly iterations: number;
}

/**
 * t-distributed stochastic neighbour embedding (van der Maaten and Hinton, 2008), exact: a map in which neighbours stay neighbours.
 * Distances between groups and their sizes mean little. Each iteration compares all pairs: for up to some thousand samples.
 *
 * @example
 * ```ts
 * import { makeBlobs, Tsne } from '@ai/classic-ml';
 *
 * const { x } = makeBlobs({ numSamples: 30, numFeatures: 5, seed: 1 });
 * const { map } = new Tsne({ perplexity: 5, maxIterations: 250 }).embed(x); // 30 x 2
 * ```
 */
export class Tsne {
  constructor(readonly options: TsneOptions = {}) {}

  /**
   * @param x N x D, N >= 2
   * @throws InvalidArgumentError for invalid options or data, or a perplexity that is not below N
   */
  embed(x: Rows): TsneEmbedding {
    const { numComponents = 2, perplexity = 30, earlyExaggeration = 12, maxIterations = 1000 } = this.options;
    const { tolerance = 1e-7, init = 'pca', seed = 0, onProgress } = this.options;
    checkInteger(numComponents, 'numComponents', OWNER, { min: 1 });
    checkNumber(perplexity, 'perplexity', OWNER, { min: 1 });
    checkNumber(earlyExaggeration, 'earlyExaggeration', OWNER, { min: 1 });
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: EARLY_ITERATIONS });
    checkNumber(tolerance, 'tolerance', OWNER, { min: 0 });
    checkOneOf(init, 'init', OWNER, ['pca', 'random']);
    checkInteger(seed, 'seed', OWNER);
    const matrix = toMatrix(x, 'X', OWNER, { minRows: 2 });
    const n = matrix.rows;
    if (perplexity >= n) {
      const expected = `be less than the number of samples (${n})`;
      throw new InvalidArgumentError('perplexity', OWNER, expected, new Got(`${perplexity}`));
    }
    const learningRate = this.options.learningRate ?? Math.max(n / earlyExaggeration / 4, 50);
    checkNumber(learningRate, 'learningRate', OWNER, { above: 0 });
    const similarities = jointSimilarities(matrix, perplexity);
    const map = firstMap(matrix, numComponents, init, seed);
    const state = new Descent(map, similarities);
    let iterations = 0;
    while (iterations < maxIterations) {
      const isEarly = iterations < EARLY_ITERATIONS;
      if (iterations === EARLY_ITERATIONS) state.rest(); // speed gained under exaggeration would tear the map apart
      const largest = state.step(learningRate, isEarly ? 0.5 : 0.8, isEarly ? earlyExaggeration : 1);
      iterations++;
      if (onProgress && iterations % 50 === 0) onProgress(iterations, map);
      if (!isEarly && largest <= tolerance) break;
    }
    return { map, divergence: state.divergence(), iterations };
  }
}

function firstMap(x: DenseMatrix, numComponents: number, init: 'pca' | 'random', seed: number): DenseMatrix {
  const random = new Random(seed);
  const data = Float64Array.from({ length: x.rows * numComponents }, () => random.normal(0, 1e-4));
  const map = { data, rows: x.rows, columns: numComponents };
  if (init === 'random' || numComponents > Math.min(x.rows, x.columns)) return map;
  const components = new Pca({ numComponents }).fit(x).transform(x);
  let variance = 0;
  for (let i = 0; i < x.rows; i++) variance += components.data[i * numComponents] ** 2 / x.rows;
  const scale = variance > 0 ? 1e-4 / Math.sqrt(variance) : 0;
  // samples that are equal, or a table without spread, still need somewhere to go: a trace of the noise stays
  for (let o = 0; o < data.length; o++) data[o] = components.data[o] * scale + 1e-6 * data[o];
  return map;
}

/**
 * Symmetric similarities p_ij that sum to 1: normal in the distance, each sample's width such that its neighbours have the given
 * perplexity (2 to the entropy in bits).
 *
 * @returns N x N
 */
export function jointSimilarities(x: DenseMatrix, perplexity: number): DenseMatrix {
  const n = x.rows;
  const { data } = squaredDistances(x, x);
  const target = Math.log(perplexity);
  for (let i = 0; i < n; i++) conditionalRow(data.subarray(i * n, (i + 1) * n), i, target);
  let total = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const sum = data[i * n + j] + data[j * n + i];
      data[i * n + j] = sum;
      data[j * n + i] = sum;
      total += 2 * sum;
    }
  }
  for (let o = 0; o < data.length; o++) data[o] /= total;
  return { data, rows: n, columns: n };
}

/** Squared distances to probabilities of entropy `target`, in place, by bisection on the precision. */
function conditionalRow(row: Float64Array, self: number, target: number): void {
  const distances = row.slice();
  let nearest = Number.POSITIVE_INFINITY;
  for (let j = 0; j < row.length; j++) if (j !== self) nearest = Math.min(nearest, distances[j]);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let precision = 1;
  for (let step = 0; step < 200; step++) {
    let sum = 0;
    let weighted = 0;
    for (let j = 0; j < row.length; j++) {
      // relative to the nearest, so that not all vanish
      const shifted = distances[j] - nearest;
      row[j] = j === self ? 0 : Math.exp(-precision * shifted);
      sum += row[j];
      if (row[j] > 0) weighted += row[j] * shifted;
    }
    for (let j = 0; j < row.length; j++) row[j] /= sum;
    const entropy = Math.log(sum) + (precision * weighted) / sum;
    if (Math.abs(entropy - target) < 1e-10) return;
    if (entropy > target) low = precision;
    else high = precision;
    precision = Number.isFinite(high) ? (low + high) / 2 : precision * 2;
    if (!Number.isFinite(precision)) return; // as many samples as neighbours at one distance
  }
}

/** Gradient descent with momentum and a gain for each coordinate (Jacobs, 1988). */
class Descent {
  private readonly velocity: Float64Array;
  private readonly gains: Float64Array;
  private readonly gradient: Float64Array;
  private readonly kernel: Float64Array;

  constructor(
    private readonly map: DenseMatrix,
    private readonly similarities: DenseMatrix,
  ) {
    this.velocity = new Float64Array(map.data.length);
    this.gains = new Float64Array(map.data.length).fill(1);
    this.gradient = new Float64Array(map.data.length);
    this.kernel = new Float64Array(similarities.data.length);
  }

  /** Forgets velocities and gains. */
  rest(): void {
    this.velocity.fill(0);
    this.gains.fill(1);
  }

  /** Moves the map; returns the largest entry of the gradient. */
  step(learningRate: number, momentum: number, exaggeration: number): number {
    const { velocity, gains, gradient } = this;
    const { data } = this.map;
    this.computeGradient(exaggeration);
    let largest = 0;
    for (let o = 0; o < data.length; o++) {
      const against = velocity[o] * gradient[o] < 0;
      gains[o] = Math.max(0.01, against ? gains[o] + 0.2 : gains[o] * 0.8);
      velocity[o] = momentum * velocity[o] - learningRate * gains[o] * gradient[o];
      data[o] += velocity[o];
      largest = Math.max(largest, Math.abs(gradient[o]));
    }
    return largest;
  }

  /** 1 / (1 + squared distance in the map) of all pairs into `kernel`; returns their sum. */
  private computeKernel(): number {
    const { data, rows, columns } = this.map;
    let total = 0;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < i; j++) {
        let square = 1;
        for (let c = 0; c < columns; c++) square += (data[i * columns + c] - data[j * columns + c]) ** 2;
        const value = 1 / square;
        this.kernel[i * rows + j] = value;
        this.kernel[j * rows + i] = value;
        total += 2 * value;
      }
    }
    return total;
  }

  private computeGradient(exaggeration: number): void {
    const { gradient, kernel } = this;
    const { data, rows, columns } = this.map;
    const p = this.similarities.data;
    const total = this.computeKernel();
    gradient.fill(0);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        const o = i * rows + j;
        const pull = 4 * (exaggeration * p[o] - kernel[o] / total) * kernel[o];
        for (let c = 0; c < columns; c++) {
          gradient[i * columns + c] += pull * (data[i * columns + c] - data[j * columns + c]);
        }
      }
    }
  }

  /** sum p log(p / q). */
  divergence(): number {
    const total = this.computeKernel();
    const p = this.similarities.data;
    let sum = 0;
    for (let o = 0; o < p.length; o++) if (p[o] > 0) sum += p[o] * Math.log((p[o] * total) / this.kernel[o]);
    return sum;
  }
}
