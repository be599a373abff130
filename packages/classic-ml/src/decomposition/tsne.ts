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
import { Pca } from './pca.js';
import { BarnesHutObjective } from './tsne-barnes-hut.js';
import { ExactObjective, type TsneObjective } from './tsne-objective.js';
import { jointSimilarities, neighborSimilarities } from './tsne-similarities.js';

const OWNER = 'Tsne';
/** Iterations in which the similarities are exaggerated and momentum is low. */
const EARLY_ITERATIONS = 250;
/** From here on trees are faster than all pairs. */
const MANY_SAMPLES = 500;
/** A tree divides each cell into 2 to this many. */
const MAX_TREE_DIMENSIONS = 3;

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
  /**
   * `exact` compares all pairs; `barnesHut` attracts neighbours and lets groups far away repel as one, for up to 3 dimensions.
   * `auto` is `barnesHut` from 500 samples on.
   * @default 'auto'
   */
  readonly method?: 'auto' | 'exact' | 'barnesHut';
  /** `barnesHut`: how wide a group may be as a share of its distance, 0 to 1; smaller is more exact. @default 0.5 */
  readonly angle?: number;
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
 * t-distributed stochastic neighbour embedding (van der Maaten and Hinton, 2008): a map in which neighbours stay neighbours. Distances
 * between groups and their sizes mean little. Many samples are embedded by trees of cells in N log N time (van der Maaten, 2014).
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
   * @throws InvalidArgumentError for invalid options or data, a perplexity that is not below N, or `barnesHut` in more than 3 dimensions
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
    const { method = 'auto', angle = 0.5 } = this.options;
    checkOneOf(method, 'method', OWNER, ['auto', 'exact', 'barnesHut']);
    checkNumber(angle, 'angle', OWNER, { min: 0, max: 1 });
    if (method === 'barnesHut' && numComponents > MAX_TREE_DIMENSIONS) {
      throw new InvalidArgumentError('numComponents', OWNER, 'be at most 3 with barnesHut', numComponents);
    }
    const matrix = toMatrix(x, 'X', OWNER, { minRows: 2 });
    const n = matrix.rows;
    if (perplexity >= n) {
      const expected = `be less than the number of samples (${n})`;
      throw new InvalidArgumentError('perplexity', OWNER, expected, new Got(`${perplexity}`));
    }
    const learningRate = this.options.learningRate ?? Math.max(n / earlyExaggeration / 4, 50);
    checkNumber(learningRate, 'learningRate', OWNER, { above: 0 });
    const map = firstMap(matrix, numComponents, init, seed);
    const byTree =
      method === 'barnesHut' || (method === 'auto' && n >= MANY_SAMPLES && numComponents <= MAX_TREE_DIMENSIONS);
    const objective = byTree
      ? new BarnesHutObjective(neighborSimilarities(matrix, perplexity), angle)
      : new ExactObjective(jointSimilarities(matrix, perplexity));
    const state = new Descent(map, objective);
    let iterations = 0;
    while (iterations < maxIterations) {
      const isEarly = iterations < EARLY_ITERATIONS;
      if (iterations === EARLY_ITERATIONS) state.rest(); // speed gained under exaggeration would tear the map apart
      const largest = state.step(learningRate, isEarly ? 0.5 : 0.8, isEarly ? earlyExaggeration : 1);
      iterations++;
      if (onProgress && iterations % 50 === 0) onProgress(iterations, map);
      if (!isEarly && largest <= tolerance) break;
    }
    return { map, divergence: objective.divergence(map), iterations };
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

/** Gradient descent with momentum and a gain for each coordinate (Jacobs, 1988). */
class Descent {
  private readonly velocity: Float64Array;
  private readonly gains: Float64Array;
  private readonly gradient: Float64Array;

  constructor(
    private readonly map: DenseMatrix,
    private readonly objective: TsneObjective,
  ) {
    this.velocity = new Float64Array(map.data.length);
    this.gains = new Float64Array(map.data.length).fill(1);
    this.gradient = new Float64Array(map.data.length);
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
    this.objective.computeGradient(this.map, exaggeration, gradient);
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
}
