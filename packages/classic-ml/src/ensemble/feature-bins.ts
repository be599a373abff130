import { type DenseMatrix, Got, InvalidArgumentError } from '@ai/core';
import { columnsOf } from '../tree/columns.js';
import { sortNumbers } from '../tree/sort-order.js';
import { BINS, createHistogramMemory, type HistogramMemory, type HistogramSizes } from './histogram-memory.js';

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

/** How many histograms are to be kept, and of what. */
export type HistogramNeeds = Pick<HistogramSizes, 'numHistograms' | 'hasHessians'>;

/**
 * Puts the samples into bins: between distinct values, or between quantiles where there are more values than bins.
 * @param categorical features whose values are categories
 * @throws InvalidArgumentError for categories that are not integers from 0 to maxBins - 1
 */
export function binFeatures(
  x: DenseMatrix,
  maxBins: number,
  categorical: ReadonlySet<number>,
  needs: HistogramNeeds,
  owner: string,
): FeatureBins {
  const { rows, columns } = x;
  const memory = createHistogramMemory({ numSamples: rows, numFeatures: columns, ...needs });
  const present = new Float64Array(rows);
  const features = columnsOf(x).map((column, j): FeatureBinning => {
    let count = 0;
    for (let i = 0; i < rows; i++) if (!Number.isNaN(column[i])) present[count++] = column[i];
    const sorted = sortNumbers(present.subarray(0, count));
    const hasMissing = count < rows;
    if (categorical.has(j)) {
      const known = knownCategories(sorted, j, maxBins, owner);
      memory.columns[j].set(column.map((value) => (Number.isNaN(value) ? MISSING : value)));
      return { edges: undefined, known, numBins: known.lastIndexOf(1) + 1, hasMissing };
    }
    const edges = findEdges(sorted, maxBins);
    writeBins(column, edges, memory.columns[j]);
    return { edges, known: undefined, numBins: edges.length + 1, hasMissing };
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

/** Cells of equal width that the values are sent to first. */
const CELLS = 1024;

/** The bin of each value: few edges are in the cell of a value, and those of other cells lie to one side of it. */
function writeBins(values: Float64Array, edges: Float64Array, bins: Uint8Array): void {
  const [lowest] = edges;
  const scale = CELLS / (edges[edges.length - 1] - lowest);
  const canScale = scale > 0 && scale < Number.POSITIVE_INFINITY;
  const cellOf = (value: number): number => {
    const cell = canScale ? (value - lowest) * scale : 0;
    return cell <= 0 ? 0 : cell >= CELLS ? CELLS : Math.floor(cell);
  };
  // edges before each cell
  const before = new Int32Array(CELLS + 2);
  for (const edge of edges) before[cellOf(edge) + 1]++;
  for (let cell = 0; cell <= CELLS; cell++) before[cell + 1] += before[cell];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) {
      bins[i] = MISSING;
      continue;
    }
    const cell = cellOf(value);
    let low = before[cell];
    let high = before[cell + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= edges[middle]) high = middle;
      else low = middle + 1;
    }
    bins[i] = low;
  }
}
