import { type DenseMatrix, Got, InvalidArgumentError } from '@ai/core';
import { BINS, createHistogramMemory, type HistogramMemory } from './histogram-memory.js';

/** The bin of missing values, and of categories that the training samples do not have. */
export const MISSING = BINS - 1;

/** How the values of a feature are put into bins. */
export interface FeatureBinning {
  /**
   * Upper bin edges, ascending: a value <= edges[b] (and > edges[b - 1]) is in bin b, larger ones in the last. Undefined for categories,
   * which are their own bins.
   */
  readonly edges: Float64Array | undefined;
  /** 1 for each of 256 categories that the samples have; undefined for numbers. */
  readonly known: Uint8Array | undefined;
  /** Bins but for that of missing values. */
  readonly numBins: number;
  readonly hasMissing: boolean;
}

/** The samples in bins. */
export interface FeatureBins {
  readonly features: readonly FeatureBinning[];
  readonly memory: HistogramMemory;
}

/**
 * Puts the samples into bins: between distinct values, or between quantiles where there are more values than bins.
 * @param categorical features whose values are categories
 * @throws InvalidArgumentError for categories that are not integers from 0 to maxBins - 1
 */
export function binFeatures(
  x: DenseMatrix,
  maxBins: number,
  categorical: ReadonlySet<number>,
  owner: string,
): FeatureBins {
  const { data, rows, columns } = x;
  const memory = createHistogramMemory(rows, columns);
  const values = new Float64Array(rows);
  const features = Array.from({ length: columns }, (_, j): FeatureBinning => {
    let present = 0;
    for (let i = 0; i < rows; i++) {
      const value = data[i * columns + j];
      if (!Number.isNaN(value)) values[present++] = value;
    }
    const sorted = values.subarray(0, present).sort();
    const known = categorical.has(j) ? knownCategories(sorted, j, maxBins, owner) : undefined;
    const edges = known ? undefined : findEdges(sorted, maxBins);
    const numBins = edges ? edges.length + 1 : present > 0 ? sorted[present - 1] + 1 : 0;
    const bins = memory.columns[j];
    for (let i = 0; i < rows; i++) {
      const value = data[i * columns + j];
      bins[i] = Number.isNaN(value) ? MISSING : edges ? binOf(value, edges) : value;
    }
    return { edges, known, numBins, hasMissing: present < rows };
  });
  return { features, memory };
}

function knownCategories(sorted: Float64Array, feature: number, maxBins: number, owner: string): Uint8Array {
  const known = new Uint8Array(BINS);
  for (const value of sorted) {
    if (!Number.isInteger(value) || value < 0 || value >= maxBins) {
      const expected = `have integers from 0 to ${maxBins - 1} in categorical feature ${feature}`;
      throw new InvalidArgumentError('X', owner, expected, new Got(`${value}`));
    }
    known[value] = 1;
  }
  return known;
}

function findEdges(sorted: Float64Array, maxBins: number): Float64Array {
  const middles: number[] = [];
  for (let i = 1; i < sorted.length && middles.length < maxBins; i++) {
    if (sorted[i] > sorted[i - 1]) middles.push(sorted[i - 1] / 2 + sorted[i] / 2);
  }
  if (middles.length < maxBins) return Float64Array.from(middles);
  const edges = new Set<number>();
  for (let b = 1; b < maxBins; b++) {
    const position = (b / maxBins) * (sorted.length - 1);
    edges.add(sorted[Math.floor(position)] / 2 + sorted[Math.ceil(position)] / 2);
  }
  return Float64Array.from(edges);
}

function binOf(value: number, edges: Float64Array): number {
  let low = 0;
  let length = edges.length;
  // each comparison chooses a number instead of a way to go on: nothing to guess wrong
  for (; length > 1; length -= length >> 1) {
    const half = length >> 1;
    low += value > edges[low + half - 1] ? half : 0;
  }
  return low + Number(length === 1 && value > edges[low]);
}
