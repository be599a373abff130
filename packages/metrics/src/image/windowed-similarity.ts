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
export function windowedSimilarity(
  a: Plane,
  b: Plane,
  window: Window,
  { c1, c2, spread }: SimilarityConstants,
): Similarity {
  const { height, width } = a;
  const size = window.length;
  const radius = size >> 1;
  const columns = width - size + 1;
  const rows = height - size + 1;
  const ring = Array.from({ length: size }, () => new Float64Array(4 * columns));
  const row = new Float64Array(4 * width);
  const blurred = new Float64Array(4 * columns);
  let [ssimSum, contrastSum] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const s = a.pixels[y * width + x] + b.pixels[y * width + x];
      const d = a.pixels[y * width + x] - b.pixels[y * width + x];
      row[x] = s;
      row[width + x] = d;
      row[2 * width + x] = s * s;
      row[3 * width + x] = d * d;
    }
    const target = ring[y % size];
    for (let map = 0; map < 4; map++)
      blurRow(
        row.subarray(map * width, (map + 1) * width),
        window,
        target.subarray(map * columns, (map + 1) * columns),
      );
    if (y < size - 1) continue;

    const middle = ring[(y - radius) % size];
    const centre = window[radius];
    for (let i = 0; i < blurred.length; i++) blurred[i] = centre * middle[i];
    for (let k = 1; k <= radius; k++) {
      const above = ring[(y - radius - k) % size];
      const below = ring[(y - radius + k) % size];
      const weight = window[radius + k];
      for (let i = 0; i < blurred.length; i++) blurred[i] += weight * (above[i] + below[i]);
    }
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
  }
  const windows = rows * columns;
  return { ssim: ssimSum / windows, contrast: contrastSum / windows };
}

function blurRow(row: Float64Array, window: Window, out: Float64Array): void {
  const radius = window.length >> 1;
  const centre = window[radius];
  for (let x = 0; x < out.length; x++) out[x] = centre * row[x + radius];
  for (let k = 1; k <= radius; k++) {
    const weight = window[radius + k];
    for (let x = 0; x < out.length; x++) out[x] += weight * (row[x + radius - k] + row[x + radius + k]);
  }
}
