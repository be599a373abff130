import { Random } from '../../random/random.js';

/** Samples that {@link checkEstimator} fits: multiples of 1/64, so that float32 holds them exactly. */
export interface EstimatorData {
  /** N x D. */
  readonly x: readonly (readonly number[])[];
  /** N targets: class labels 0, 1, 2 or real values. */
  readonly y: readonly number[];
}

/** Three overlapping groups of 12 samples with 3 features; real targets are linear in the features with noise. */
export function estimatorData(targets: 'labels' | 'values', nonNegative = false): EstimatorData {
  const random = new Random(7);
  const grid = (value: number): number => Math.round(value * 64) / 64;
  const labels = Array.from({ length: 36 }, (_, i) => i % 3);
  const x = labels.map((label) => {
    const row = [2.5 * label + random.normal(), random.normal() - (label === 1 ? 2 : 0), 3 * random.normal()];
    return row.map((value) => grid(nonNegative ? Math.abs(value) : value));
  });
  const y = targets === 'labels' ? labels : x.map(([a, b, c]) => grid(2 * a - b + 0.25 * c + random.normal(3, 0.5)));
  return { x, y };
}
