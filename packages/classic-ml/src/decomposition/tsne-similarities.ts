import type { DenseMatrix } from '@ai/core';
import { nearest, squaredDistances } from '@ai/core/linalg';

/** Similarities of pairs, the rest 0: row i has the entries from starts[i] to starts[i + 1]. */
export interface SparseSimilarities {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
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
  for (let i = 0; i < n; i++) {
    data[i * n + i] = Number.POSITIVE_INFINITY; // no similarity to itself
    conditionalRow(data.subarray(i * n, (i + 1) * n), perplexity);
  }
  let total = 0;
  for (let i = 0; i < n; i++) {
    data[i * n + i] = 0;
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

/** {@link jointSimilarities} over the nearest neighbours only, three times the perplexity and one: what is farther counts for nothing. */
export function neighborSimilarities(x: DenseMatrix, perplexity: number): SparseSimilarities {
  const n = x.rows;
  const count = Math.min(n - 1, Math.floor(3 * perplexity + 1));
  const { indices, distances } = nearest(x, x, count + 1);
  const neighbors = new Int32Array(n * count);
  const conditional = new Float64Array(n * count);
  for (let i = 0; i < n; i++) {
    const start = i * (count + 1);
    // itself comes first, but for equal samples
    const own = indices.subarray(start, start + count + 1).indexOf(i);
    const left = own < 0 ? count : own;
    for (let k = 0; k < count; k++) {
      const from = start + k + Number(k >= left);
      neighbors[i * count + k] = indices[from];
      conditional[i * count + k] = distances[from];
    }
    conditionalRow(conditional.subarray(i * count, (i + 1) * count), perplexity);
  }
  return symmetrized(neighbors, conditional, n, count);
}

/** (P + P^T) / (2 N) from the rows of P. */
function symmetrized(neighbors: Int32Array, conditional: Float64Array, n: number, count: number): SparseSimilarities {
  const bounds = new Int32Array(n + 1);
  for (let i = 0, o = 0; i < n; i++) {
    for (let k = 0; k < count; k++, o++) {
      bounds[i + 1]++;
      bounds[neighbors[o] + 1]++;
    }
  }
  for (let i = 0; i < n; i++) bounds[i + 1] += bounds[i];
  const next = bounds.slice(0, n);
  const allColumns = new Int32Array(bounds[n]);
  const allValues = new Float64Array(bounds[n]);
  // the second ends come in ascending order of the first, so that an entry and its mirror have a fixed order
  for (let i = 0, o = 0; i < n; i++) {
    for (let k = 0; k < count; k++, o++) {
      const j = neighbors[o];
      allColumns[next[i]] = j;
      allValues[next[i]++] = conditional[o];
      allColumns[next[j]] = i;
      allValues[next[j]++] = conditional[o];
    }
  }
  // one entry for each pair
  const place = new Int32Array(n).fill(-1);
  const starts = new Int32Array(n + 1);
  let size = 0;
  for (let i = 0; i < n; i++) {
    for (let o = bounds[i]; o < bounds[i + 1]; o++) {
      const j = allColumns[o];
      if (place[j] >= starts[i]) {
        allValues[place[j]] += allValues[o];
      } else {
        place[j] = size;
        allColumns[size] = j;
        allValues[size++] = allValues[o];
      }
    }
    starts[i + 1] = size;
  }
  const columns = allColumns.slice(0, size);
  const values = allValues.slice(0, size);
  const total = values.reduce((a, b) => a + b, 0);
  for (let o = 0; o < size; o++) values[o] /= total;
  return { starts, columns, values };
}

/** Squared distances to probabilities of the given perplexity, in place, by bisection on the precision. */
function conditionalRow(row: Float64Array, perplexity: number): void {
  const target = Math.log(perplexity);
  const distances = row.slice();
  const least = distances.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let precision = 1;
  for (let step = 0; step < 200; step++) {
    let sum = 0;
    let weighted = 0;
    for (let j = 0; j < row.length; j++) {
      // relative to the nearest, so that not all vanish
      const shifted = distances[j] - least;
      row[j] = Math.exp(-precision * shifted);
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
