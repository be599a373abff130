import type { DenseMatrix } from '@ai/core';
import { multiply, squaredDistance } from '@ai/core/linalg';

/** The nearest center of each sample and the squared distance to it; ties go to the smaller center. */
export interface Assignment {
  readonly labels: Int32Array;
  /** N squared distances. */
  readonly distances: Float64Array;
}

/** Assigns samples to centers, iteration after iteration. */
export interface Assigner {
  assign(centers: DenseMatrix): Assignment;
}

/** Samples compared at a time: their products with 64 centers are 8 MB. */
const BLOCK_ROWS = 16_384;

/**
 * Compares every sample with every center (Lloyd, 1982) by |c|^2 - 2 x c, whose products are one matrix product per block of samples;
 * where two centers are nearer together than rounding can tell, by summed differences.
 */
export class LloydAssigner implements Assigner {
  private readonly norms: Float64Array;

  constructor(private readonly x: DenseMatrix) {
    this.norms = squaredNorms(x);
  }

  assign(centers: DenseMatrix): Assignment {
    const { x, norms } = this;
    const { columns } = x;
    const k = centers.rows;
    const labels = new Int32Array(x.rows);
    const distances = new Float64Array(x.rows);
    const centerNorms = squaredNorms(centers);
    const largestNorm = centerNorms.reduce((a, b) => Math.max(a, b), 0);
    for (let start = 0; start < x.rows; start += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, x.rows - start);
      const block = { data: x.data.subarray(start * columns, (start + rows) * columns), rows, columns };
      const { data } = multiply(block, centers, { transposeB: true });
      for (let i = 0, o = 0; i < rows; i++, o += k) {
        let best = centerNorms[0] - 2 * data[o];
        let second = Number.POSITIVE_INFINITY;
        let label = 0;
        for (let c = 1; c < k; c++) {
          const value = centerNorms[c] - 2 * data[o + c];
          if (value < best) {
            second = best;
            best = value;
            label = c;
          } else if (value < second) second = value;
        }
        const sample = start + i;
        // twice the bound on the rounding error of both values
        const doubt = (columns + 4) * Number.EPSILON * 2 * (norms[sample] + largestNorm);
        labels[sample] = second - best > doubt ? label : nearestByDifferences(x.data, sample, centers);
        distances[sample] = squaredDistance(x.data, sample, centers.data, labels[sample], columns);
      }
    }
    return { labels, distances };
  }
}

function nearestByDifferences(
  data: Float64Array,
  sample: number,
  { data: centers, rows, columns }: DenseMatrix,
): number {
  let label = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let c = 0; c < rows; c++) {
    const distance = squaredDistance(data, sample, centers, c, columns);
    if (distance < best) {
      best = distance;
      label = c;
    }
  }
  return label;
}

function squaredNorms({ data, rows, columns }: DenseMatrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let i = 0, o = 0; i < rows; i++) for (let j = 0; j < columns; j++, o++) norms[i] += data[o] * data[o];
  return norms;
}

/**
 * Bounds on the distance to the own and to the second nearest center skip most comparisons once centers move little (Hamerly,
 * "Making k-means even faster", 2010). The same labels as {@link LloydAssigner}.
 */
export class HamerlyAssigner implements Assigner {
  private readonly labels: Int32Array;
  private readonly upper: Float64Array;
  private readonly lower: Float64Array;
  private previous: DenseMatrix | undefined;

  constructor(private readonly x: DenseMatrix) {
    this.labels = new Int32Array(x.rows);
    this.upper = new Float64Array(x.rows).fill(Number.POSITIVE_INFINITY);
    this.lower = new Float64Array(x.rows);
  }

  assign(centers: DenseMatrix): Assignment {
    const { labels, upper, lower } = this;
    const { data, rows, columns } = this.x;
    if (this.previous) this.moveBounds(this.previous, centers);
    const halfGaps = halfDistanceToNextCenter(centers);
    const distances = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const own = labels[i];
      const bound = Math.max(halfGaps[own], lower[i]);
      const square = squaredDistance(data, i, centers.data, own, columns);
      distances[i] = square;
      upper[i] = Math.sqrt(square);
      // strictly below, with room for rounding: a tie has to be looked at
      if (upper[i] < bound * (1 - 1e-12)) continue;
      this.search(i, centers, distances);
    }
    this.previous = { ...centers, data: centers.data.slice() };
    return { labels: labels.slice(), distances };
  }

  private search(i: number, centers: DenseMatrix, distances: Float64Array): void {
    let best = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let c = 0; c < centers.rows; c++) {
      const square = squaredDistance(this.x.data, i, centers.data, c, centers.columns);
      if (square < best) {
        second = best;
        best = square;
        this.labels[i] = c;
      } else if (square < second) {
        second = square;
      }
    }
    distances[i] = best;
    this.upper[i] = Math.sqrt(best);
    this.lower[i] = Math.sqrt(second);
  }

  private moveBounds(before: DenseMatrix, after: DenseMatrix): void {
    const moves = Float64Array.from({ length: after.rows }, (_, c) =>
      Math.sqrt(squaredDistance(before.data, c, after.data, c, after.columns)),
    );
    let largest = 0;
    let next = 0;
    let farthest = -1;
    moves.forEach((move, c) => {
      if (move > largest) {
        next = largest;
        largest = move;
        farthest = c;
      } else if (move > next) next = move;
    });
    for (let i = 0; i < this.lower.length; i++) this.lower[i] -= this.labels[i] === farthest ? next : largest;
  }
}

function halfDistanceToNextCenter(centers: DenseMatrix): Float64Array {
  const { rows, columns, data } = centers;
  const halves = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < rows; b++) {
      if (a !== b) halves[a] = Math.min(halves[a], Math.sqrt(squaredDistance(data, a, data, b, columns)) / 2);
    }
  }
  return halves;
}
