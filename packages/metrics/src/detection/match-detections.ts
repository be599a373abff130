import type { DenseMatrix, NumericArray } from '@ai/core';
import { checkNumber, checkSameLength } from '@ai/core';

/** A matched pair cannot need more overlap than this, so that a threshold of 1 accepts rounding. */
const ALMOST_ONE = 1 - 1e-10;

/** What {@link greedyMatch} works on; D detections from the highest score to the lowest, G targets with the ignored ones last. */
export interface MatchInput {
  /** D x G overlaps, row by row with `stride` numbers per row. */
  readonly overlaps: ArrayLike<number>;
  readonly stride: number;
  readonly detections: number;
  /** The order in which targets are tried: columns of the overlaps. */
  readonly order: ArrayLike<number>;
  /** 1 for targets that count neither as hit nor as miss, in the numbering of the overlaps' columns. */
  readonly ignored: Uint8Array;
  /** 1 for crowd regions, which any number of detections may match. */
  readonly crowd: Uint8Array;
}

/**
 * COCO's matching at one threshold: each detection takes the free target that it overlaps most (the later one on a tie), and an
 * ignored one only if no other reaches the threshold.
 *
 * @param matched receives the column matched by each detection, or -1
 * @param taken scratch, at least G
 */
export function greedyMatch(input: MatchInput, threshold: number, matched: Int32Array, taken: Uint8Array): void {
  const { overlaps, stride, detections, order, ignored, crowd } = input;
  taken.fill(0);
  for (let d = 0; d < detections; d++) {
    let best = Math.min(threshold, ALMOST_ONE);
    let match = -1;
    for (let k = 0; k < order.length; k++) {
      const g = order[k];
      if (taken[g] && !crowd[g]) continue;
      if (match >= 0 && !ignored[match] && ignored[g]) break;
      const overlap = overlaps[d * stride + g];
      if (overlap < best) continue;
      best = overlap;
      match = g;
    }
    matched[d] = match;
    if (match >= 0) taken[match] = 1;
  }
}

/** Options of {@link matchDetections}. */
export interface MatchDetectionsOptions {
  /** Least overlap of a match. @default 0.5 */
  readonly threshold?: number;
}

/**
 * Assigns detections to targets greedily, from the highest score to the lowest, each target at most once.
 *
 * @param overlaps D detections x G targets, from {@link boxIou} or any other measure
 * @param scores D
 * @returns for each of D detections the number of its target, or -1
 * @throws InvalidArgumentError unless there is a score for each row of the overlaps
 * @example
 * ```ts
 * import { boxIou, matchDetections } from '@ai/metrics';
 *
 * const overlaps = boxIou([[0, 0, 2, 2], [0, 0, 2, 3]], [[0, 0, 2, 3]]);
 * matchDetections(overlaps, [0.9, 0.8]); // Int32Array [0, -1]: the first takes the only target
 * ```
 */
export function matchDetections(
  overlaps: DenseMatrix,
  scores: readonly number[] | NumericArray,
  { threshold = 0.5 }: MatchDetectionsOptions = {},
): Int32Array {
  checkNumber(threshold, 'threshold', 'matchDetections', { min: 0, max: 1 });
  checkSameLength(overlaps.rows, scores.length, ['overlaps', 'scores'], 'matchDetections');
  const { rows, columns } = overlaps;
  const byScore = Array.from(scores, (_, d) => d).sort((a, b) => scores[b] - scores[a]);
  const sorted = new Float64Array(rows * columns);
  byScore.forEach((d, place) => {
    sorted.set(overlaps.data.subarray(d * columns, (d + 1) * columns), place * columns);
  });
  const none = new Uint8Array(columns);
  const order = Array.from({ length: columns }, (_, g) => g);
  const matched = new Int32Array(rows);
  const input = { overlaps: sorted, stride: columns, detections: rows, order, ignored: none, crowd: none };
  greedyMatch(input, threshold, matched, new Uint8Array(columns));
  const result = new Int32Array(rows);
  byScore.forEach((d, place) => {
    result[d] = matched[place];
  });
  return result;
}
