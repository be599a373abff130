import { greedyMatch } from '../match-detections.js';
import type { Overlap } from './overlap.js';
import type { CocoItems } from './records.js';

/** What an evaluation is made for: T thresholds, A size ranges, M limits of detections per image (ascending), R recalls. */
export interface CocoSettings {
  readonly iouThresholds: readonly number[];
  readonly recallThresholds: readonly number[];
  readonly areaRanges: readonly (readonly [number, number])[];
  readonly maxDetections: readonly number[];
}

/** The objects of one category and image: where they lie in an order by category and image. */
export interface ImageGroup {
  readonly targets: Int32Array;
  readonly detections: Int32Array;
}

const MISS = 0;
const HIT = 1;
const IGNORED = 2;

/** The detections of one category after matching; D of them, image by image. */
export interface CategoryMatches {
  readonly scores: Float64Array;
  /** Place of each among those of its image, by score. */
  readonly ranks: Int32Array;
  /** A x T x D outcomes: miss, hit or ignored. */
  readonly outcomes: Uint8Array;
  /** A numbers of targets that count. */
  readonly positives: Float64Array;
}

/** Matches the detections of one category in every image, for every size range and threshold. */
export function matchCategory(
  groups: readonly ImageGroup[],
  detections: CocoItems,
  targets: CocoItems,
  overlap: Overlap,
  { iouThresholds, areaRanges, maxDetections }: CocoSettings,
): CategoryMatches {
  const limit = maxDetections[maxDetections.length - 1];
  const total = groups.reduce((sum, group) => sum + Math.min(group.detections.length, limit), 0);
  const scores = new Float64Array(total);
  const ranks = new Int32Array(total);
  const outcomes = new Uint8Array(areaRanges.length * iouThresholds.length * total);
  const positives = new Float64Array(areaRanges.length);
  const most = groups.reduce((largest, group) => Math.max(largest, group.detections.length), 0);
  const matched = new Int32Array(Math.min(most, limit));

  let offset = 0;
  for (const group of groups) {
    const ranked = byScore(group.detections, detections.score).subarray(0, limit);
    const size = group.targets.length;
    const overlaps = new Float64Array(ranked.length * size);
    ranked.forEach((d, i) => {
      scores[offset + i] = detections.score[d];
      ranks[offset + i] = i;
      for (let g = 0; g < size; g++) overlaps[i * size + g] = overlap(d, group.targets[g]);
    });
    const crowd = Uint8Array.from(group.targets, (g) => targets.crowd[g]);
    const taken = new Uint8Array(size);
    areaRanges.forEach(([low, high], a) => {
      const outside = (area: number): boolean => area < low || area > high;
      const ignored = Uint8Array.from(group.targets, (g) =>
        Number(targets.ignored[g] === 1 || outside(targets.area[g])),
      );
      const order = countedFirst(ignored);
      for (let g = 0; g < size; g++) positives[a] += 1 - ignored[g];
      const input = { overlaps, stride: size, detections: ranked.length, order, ignored, crowd };
      iouThresholds.forEach((threshold, t) => {
        greedyMatch(input, threshold, matched, taken);
        const start = (a * iouThresholds.length + t) * total + offset;
        for (let i = 0; i < ranked.length; i++) {
          const g = matched[i];
          if (g >= 0) outcomes[start + i] = ignored[g] ? IGNORED : HIT;
          else outcomes[start + i] = outside(detections.area[ranked[i]]) ? IGNORED : MISS;
        }
      });
    });
    offset += ranked.length;
  }
  return { scores, ranks, outcomes, positives };
}

/** Numbers of detections by descending score, in their own order where scores are equal. */
function byScore(numbers: Int32Array, score: Float64Array): Int32Array {
  return numbers.length < 2 ? numbers : numbers.slice().sort((a, b) => score[b] - score[a] || a - b);
}

/** The targets that count before those that are ignored, else in their order. */
function countedFirst(ignored: Uint8Array): Int32Array {
  const order = new Int32Array(ignored.length);
  let k = 0;
  for (const flag of [0, 1]) for (let g = 0; g < ignored.length; g++) if (ignored[g] === flag) order[k++] = g;
  return order;
}

/** The curve of one category, size range, threshold and limit; R recalls. */
export interface CocoCurve {
  /** The best precision at each recall or beyond; 0 where it is not reached. */
  readonly precision: Float64Array;
  /** The score at which each recall is reached; 0 where it is not. */
  readonly score: Float64Array;
  /** The largest recall. */
  readonly recall: number;
}

/** Calls `visit` with every curve of a category that has targets in the size range. */
export function forEachCurve(
  { scores, ranks, outcomes, positives }: CategoryMatches,
  { iouThresholds, areaRanges, maxDetections, recallThresholds }: CocoSettings,
  visit: (curve: CocoCurve, threshold: number, area: number, limit: number) => void,
): void {
  const total = scores.length;
  const sorted = byScore(
    Int32Array.from({ length: total }, (_, i) => i),
    scores,
  );
  maxDetections.forEach((limit, m) => {
    const kept = sorted.filter((i) => ranks[i] < limit);
    const keptScores = Float64Array.from(kept, (i) => scores[i]);
    const precision = new Float64Array(kept.length);
    const recall = new Float64Array(kept.length);
    areaRanges.forEach((_range, a) => {
      if (positives[a] === 0) return;
      iouThresholds.forEach((_threshold, t) => {
        const start = (a * iouThresholds.length + t) * total;
        let hits = 0;
        let misses = 0;
        for (let n = 0; n < kept.length; n++) {
          const outcome = outcomes[start + kept[n]];
          if (outcome === HIT) hits++;
          else if (outcome === MISS) misses++;
          recall[n] = hits / positives[a];
          precision[n] = hits / (misses + hits + 2 ** -52);
        }
        for (let n = kept.length - 1; n > 0; n--) if (precision[n] > precision[n - 1]) precision[n - 1] = precision[n];
        visit(readAt(recallThresholds, recall, precision, keptScores), t, a, m);
      });
    });
  });
}

function readAt(
  thresholds: readonly number[],
  recall: Float64Array,
  precision: Float64Array,
  scores: Float64Array,
): CocoCurve {
  const at = new Float64Array(thresholds.length);
  const score = new Float64Array(thresholds.length);
  let n = 0;
  for (let r = 0; r < thresholds.length; r++) {
    while (n < recall.length && recall[n] < thresholds[r]) n++;
    if (n === recall.length) break;
    at[r] = precision[n];
    score[r] = scores[n];
  }
  return { precision: at, score, recall: recall.length === 0 ? 0 : recall[recall.length - 1] };
}
