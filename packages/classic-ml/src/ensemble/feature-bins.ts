import type { DenseMatrix } from '@ai/core';

/** Features as bin numbers. */
export interface FeatureBins {
  /** D columns of N bin numbers. */
  readonly columns: readonly Uint8Array[];
  /** D lists of upper bin edges: a value <= edges[b] (and > edges[b - 1]) is in bin b, larger ones in the last. */
  readonly edges: readonly Float64Array[];
}

/** Edges between distinct values, or between quantiles where there are more values than bins (at most 256). */
export function findEdges(x: DenseMatrix, maxBins: number): Float64Array[] {
  return Array.from({ length: x.columns }, (_, j) => {
    const sorted = Float64Array.from({ length: x.rows }, (_, i) => x.data[i * x.columns + j]).sort();
    const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
    if (distinct.length <= maxBins) return distinct.slice(1).map((value, i) => distinct[i] / 2 + value / 2);
    const edges = new Set<number>();
    for (let b = 1; b < maxBins; b++) {
      const position = (b / maxBins) * (sorted.length - 1);
      edges.add(sorted[Math.floor(position)] / 2 + sorted[Math.ceil(position)] / 2);
    }
    return Float64Array.from(edges);
  });
}

/** The bin of each value. */
export function binFeatures(x: DenseMatrix, edges: readonly Float64Array[]): FeatureBins {
  const columns = edges.map((list, j) => {
    const bins = new Uint8Array(x.rows);
    for (let i = 0; i < x.rows; i++) bins[i] = binOf(x.data[i * x.columns + j], list);
    return bins;
  });
  return { columns, edges };
}

function binOf(value: number, edges: Float64Array): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}
