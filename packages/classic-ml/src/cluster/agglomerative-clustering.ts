import {
  checkInteger,
  checkNumber,
  checkOneOf,
  type DenseMatrix,
  InvalidArgumentError,
  type Rows,
  toMatrix,
} from '@ai/core';
import { squaredDistances } from '@ai/core/linalg';
import type { Clusterer, ClustererModel, FitOptions, SavedModel } from '../estimator.js';
import { refuseWeights } from '../input/samples.js';
import { countField, defineFormat, integersField, matrixField, vectorField } from '../saving/format.js';
import { checkClusterCount } from './cluster-count.js';

const OWNER = 'AgglomerativeClustering';
const LINKAGES = ['ward', 'complete', 'average', 'single'] as const;

/** Options of {@link AgglomerativeClustering}. */
export interface AgglomerativeClusteringOptions {
  /** Clusters to stop at. @default 2, unless `distanceThreshold` is given */
  readonly numClusters?: number;
  /** Merge no clusters farther apart than this, >= 0; instead of `numClusters`. */
  readonly distanceThreshold?: number;
  /**
   * Distance between clusters: growth of the sum of squares (`ward`), or the largest (`complete`), mean (`average`) or smallest
   * (`single`) distance between their samples. @default 'ward'
   */
  readonly linkage?: (typeof LINKAGES)[number];
}

/** A merge of two clusters: numbers below N are samples, N + m is the result of merge m. */
interface Merge {
  readonly first: number;
  readonly second: number;
  readonly distance: number;
}

/**
 * Hierarchical clustering from single samples upwards, by Euclidean distances; the merges follow the nearest-neighbour chain
 * algorithm (Murtagh, 1983) with the update formula of Lance and Williams (1967). Needs memory for N^2 / 2 distances.
 *
 * @example
 * ```ts
 * import { AgglomerativeClustering } from '@ai/classic-ml';
 *
 * const model = new AgglomerativeClustering({ numClusters: 2 }).fit([[1], [2], [10], [11]]);
 * model.labels; // [0, 0, 1, 1]
 * ```
 */
export class AgglomerativeClustering implements Clusterer<AgglomerativeClusteringModel> {
  constructor(readonly options: AgglomerativeClusteringOptions = {}) {}

  /**
   * @param x N x D, N >= 2
   * @throws InvalidArgumentError for invalid options or data, more clusters than samples, both or neither limits, or sample weights
   */
  fit(x: Rows, options: FitOptions = {}): AgglomerativeClusteringModel {
    const { linkage = 'ward', distanceThreshold, numClusters = 2 } = this.options;
    checkOneOf(linkage, 'linkage', OWNER, LINKAGES);
    checkInteger(numClusters, 'numClusters', OWNER, { min: 1 });
    if (distanceThreshold !== undefined) {
      checkNumber(distanceThreshold, 'distanceThreshold', OWNER, { min: 0 });
      if (this.options.numClusters !== undefined) {
        throw new InvalidArgumentError('distanceThreshold', OWNER, 'be left out with numClusters', distanceThreshold);
      }
    }
    refuseWeights(options, OWNER);
    const matrix = toMatrix(x, 'X', OWNER, { minRows: 2 });
    checkClusterCount(numClusters, matrix.rows, OWNER);
    const merges = sortMerges(chainMerges(matrix, linkage), matrix.rows);
    const count =
      distanceThreshold === undefined
        ? numClusters
        : matrix.rows - merges.filter(({ distance }) => distance < distanceThreshold).length;
    return new AgglomerativeClusteringModel({
      labels: cut(merges, matrix.rows, count),
      children: {
        data: Float64Array.from(merges.flatMap(({ first, second }) => [first, second])),
        rows: merges.length,
        columns: 2,
      },
      distances: Float64Array.from(merges, ({ distance }) => distance),
      numClusters: count,
      numFeatures: matrix.columns,
    });
  }
}

/** All N - 1 merges in the order in which the chain finds them; `first` and `second` are samples of the two clusters. */
function chainMerges(x: DenseMatrix, linkage: (typeof LINKAGES)[number]): Merge[] {
  const n = x.rows;
  const { data: between } = squaredDistances(x, x);
  // Ward's formula works on squares, the others on distances
  if (linkage !== 'ward') for (let o = 0; o < between.length; o++) between[o] = Math.sqrt(between[o]);
  const sizes = new Int32Array(n).fill(1); // 0 once a cluster is part of another
  const merges: Merge[] = [];
  const chain: number[] = [];
  while (merges.length < n - 1) {
    if (chain.length === 0) chain.push(sizes.findIndex((size) => size > 0));
    const a = chain[chain.length - 1];
    const previous = chain.length > 1 ? chain[chain.length - 2] : -1;
    // the previous link wins ties, so that the chain ends
    let b = previous;
    let nearest = previous >= 0 ? between[a * n + previous] : Number.POSITIVE_INFINITY;
    for (let c = 0; c < n; c++) {
      if (c !== a && sizes[c] > 0 && between[a * n + c] < nearest) {
        nearest = between[a * n + c];
        b = c;
      }
    }
    if (b !== previous) {
      chain.push(b);
      continue;
    }
    chain.length -= 2;
    merges.push({ first: a, second: b, distance: linkage === 'ward' ? Math.sqrt(nearest) : nearest });
    join(between, sizes, n, Math.min(a, b), Math.max(a, b), nearest, linkage);
  }
  return merges;
}

/** Cluster b becomes part of a: the Lance-Williams update of the distances to all others. */
function join(
  between: Float64Array,
  sizes: Int32Array,
  n: number,
  a: number,
  b: number,
  distance: number,
  linkage: (typeof LINKAGES)[number],
): void {
  const [sizeA, sizeB] = [sizes[a], sizes[b]];
  for (let c = 0; c < n; c++) {
    if (sizes[c] === 0 || c === a || c === b) continue;
    const toA = between[a * n + c];
    const toB = between[b * n + c];
    let updated: number;
    if (linkage === 'single') updated = Math.min(toA, toB);
    else if (linkage === 'complete') updated = Math.max(toA, toB);
    else if (linkage === 'average') updated = (sizeA * toA + sizeB * toB) / (sizeA + sizeB);
    else {
      const all = sizeA + sizeB + sizes[c];
      updated = ((sizeA + sizes[c]) * toA + (sizeB + sizes[c]) * toB - sizes[c] * distance) / all;
    }
    between[a * n + c] = updated;
    between[c * n + a] = updated;
  }
  sizes[a] += sizeB;
  sizes[b] = 0;
}

/** Merges by distance, with samples replaced by the numbers of the clusters they are in by then. */
function sortMerges(merges: readonly Merge[], n: number): Merge[] {
  const sorted = [...merges].sort((a, b) => a.distance - b.distance);
  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, i) => i);
  return sorted.map(({ first, second, distance }, m) => {
    const [a, b] = [rootOf(parent, first), rootOf(parent, second)];
    parent[a] = n + m;
    parent[b] = n + m;
    return { first: Math.min(a, b), second: Math.max(a, b), distance };
  });
}

function rootOf(parent: Int32Array, start: number): number {
  let root = start;
  while (parent[root] !== root) root = parent[root];
  for (let node = start; parent[node] !== root; ) {
    const next = parent[node];
    parent[node] = root;
    node = next;
  }
  return root;
}

/** The clusters before the last merges, numbered by their first sample. */
function cut(merges: readonly Merge[], n: number, numClusters: number): Int32Array {
  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, i) => i);
  merges.slice(0, n - numClusters).forEach(({ first, second }, m) => {
    parent[first] = n + m;
    parent[second] = n + m;
  });
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, i) => {
    const root = rootOf(parent, i);
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    return numbers.get(root) as number;
  });
}

interface State {
  readonly labels: Int32Array;
  readonly children: DenseMatrix;
  readonly distances: Float64Array;
  readonly numClusters: number;
  readonly numFeatures: number;
}

const FORMAT = defineFormat<State>('AgglomerativeClusteringModel', {
  labels: integersField,
  children: matrixField,
  distances: vectorField,
  numClusters: countField,
  numFeatures: countField,
});

/** The fitted model of {@link AgglomerativeClustering}. */
export class AgglomerativeClusteringModel implements ClustererModel {
  /** The cluster of each of the N samples, numbered by their first sample. */
  readonly labels: Int32Array;
  /** (N - 1) x 2, the clusters of each merge: numbers below N are samples, N + m is the result of merge m. */
  readonly children: DenseMatrix;
  /** N - 1 distances at which clusters merge, ascending. */
  readonly distances: Float64Array;
  readonly numClusters: number;
  readonly numFeatures: number;

  constructor(state: State) {
    this.labels = state.labels;
    this.children = state.children;
    this.distances = state.distances;
    this.numClusters = state.numClusters;
    this.numFeatures = state.numFeatures;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): AgglomerativeClusteringModel {
    return new AgglomerativeClusteringModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
