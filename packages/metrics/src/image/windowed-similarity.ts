import type { Plane } from './images.js';

/** A symmetric window of odd length, applied along both axes; it sums to 1. */
export type Window = Float64Array;

/** The Gaussian window, cut off at 3.5 standard deviations as Wang's (11 taps for 1.5). */
export function gaussianWindow(sigma: number): Window {
  const radius = Math.floor(3.5 * sigma + 0.5);
  const window = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-0.5 * ((i - radius) / sigma) ** 2));
  const total = window.reduce((a, b) => a + b, 0);
  return window.map((weight) => weight / total);
}

/** The window of equal weights. */
export function uniformWindow(size: number): Window {
  return new Float64Array(size).fill(1 / size);
}

/** Constants of the similarity. */
export interface SimilarityConstants {
  /** Stabiliser of the luminance term, (K1 L)^2. */
  readonly c1: number;
  /** Stabiliser of the contrast and structure term, (K2 L)^2. */
  readonly c2: number;
  /** Factor of variances and covariance: 1, or n / (n - 1) for those of a sample. */
  readonly spread: number;
}

/** Means over all windows that lie inside of the image. */
export interface Similarity {
  /** Of luminance times contrast and structure. */
  readonly ssim: number;
  /** Of contrast and structure alone. */
  readonly contrast: number;
}

/**
 * The structural similarity of two planes, from four windowed means: of the sum s and the difference d of the images and of their
 * squares, from which means, E[xy] = (E[s^2] - E[d^2]) / 4 and E[x^2] + E[y^2] = (E[s^2] + E[d^2]) / 2 follow. Rows are blurred along x
 * into a ring of as many rows as the window is long, then along y.
 */
export function windowedSimilarity(a: Plane, b: Plane, window: Window, constants: SimilarityConstants): Similarity {
  const { height, width } = a;
  const size = window.length;
  const radius = size >> 1;
  const columns = width - size + 1;
  const ring = Array.from({ length: size }, () => new Float64Array(4 * columns));
  const maps = Array.from({ length: 4 }, () => new Float64Array(width));
  const shifted = maps.map((map) => Array.from({ length: size }, (_, x) => map.subarray(x, x + columns)));
  const blurred = new Float64Array(4 * columns);
  const totals = { ssim: 0, contrast: 0 };
  for (let y = 0; y < height; y++) {
    fillMaps(a, b, y, maps);
    shifted.forEach((taps, map) => {
      combine(taps, radius, window, ring[y % size].subarray(map * columns, (map + 1) * columns));
    });
    if (y < size - 1) continue;
    const rows = Array.from({ length: size }, (_, k) => ring[(y + 1 + k) % size]); // from the highest to the lowest
    combine(rows, radius, window, blurred);
    addRow(blurred, columns, constants, totals);
  }
  const windows = (height - size + 1) * columns;
  return { ssim: totals.ssim / windows, contrast: totals.contrast / windows };
}

/** One row of the sum, the difference and their squares. */
function fillMaps(
  a: Plane,
  b: Plane,
  y: number,
  [sums, differences, sumSquares, differenceSquares]: Float64Array[],
): void {
  const start = y * a.width;
  for (let x = 0; x < a.width; x++) {
    const s = a.pixels[start + x] + b.pixels[start + x];
    const d = a.pixels[start + x] - b.pixels[start + x];
    sums[x] = s;
    differences[x] = d;
    sumSquares[x] = s * s;
    differenceSquares[x] = d * d;
  }
}

/** The sum of the taps by the weights of a symmetric window; three pairs in one pass, as every pass costs memory. */
function combine(taps: readonly Float64Array[], radius: number, window: Window, out: Float64Array): void {
  const weight = (k: number): number => (k > 0 ? window[radius + k] : 0);
  const rest = radius % 3;
  const tap = (k: number): Float64Array => taps[radius + k];
  const [near, far] = [Math.max(0, rest - 1), rest]; // pairs beside the centre; one that is not there has no weight
  weightedSum(out, tap(0), window[radius], tap(-near), tap(near), weight(near), tap(-far), tap(far), weight(far));
  for (let k = rest + 1; k <= radius; k += 3) {
    const [w0, w1, w2] = [weight(k), weight(k + 1), weight(k + 2)];
    const [a0, a1, a2, b0, b1, b2] = [tap(-k), tap(-k - 1), tap(-k - 2), tap(k), tap(k + 1), tap(k + 2)];
    for (let i = 0; i < out.length; i++) {
      out[i] += w0 * (a0[i] + b0[i]) + w1 * (a1[i] + b1[i]) + w2 * (a2[i] + b2[i]);
    }
  }
}

function weightedSum(
  out: Float64Array,
  centre: Float64Array,
  weight: number,
  a0: Float64Array,
  b0: Float64Array,
  w0: number,
  a1: Float64Array,
  b1: Float64Array,
  w1: number,
): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = weight * centre[i] + w0 * (a0[i] + b0[i]) + w1 * (a1[i] + b1[i]);
  }
}

/** Adds the similarity of every window of a row. */
function addRow(
  blurred: Float64Array,
  columns: number,
  { c1, c2, spread }: SimilarityConstants,
  totals: { ssim: number; contrast: number },
): void {
  let [ssimSum, contrastSum] = [0, 0];
  for (let x = 0; x < columns; x++) {
    const s = blurred[x];
    const d = blurred[columns + x];
    const ss = blurred[2 * columns + x];
    const dd = blurred[3 * columns + x];
    const meanProduct = (s * s - d * d) / 4; // of the two means
    const meanSquares = (s * s + d * d) / 2; // of the two means, summed
    const covariance = spread * ((ss - dd) / 4 - meanProduct);
    const variances = spread * ((ss + dd) / 2 - meanSquares);
    const contrast = (2 * covariance + c2) / (variances + c2);
    contrastSum += contrast;
    ssimSum += ((2 * meanProduct + c1) / (meanSquares + c1)) * contrast;
  }
  totals.ssim += ssimSum;
  totals.contrast += contrastSum;
}
