import type { BinaryScores } from '../input/binary-scores.js';
import { joinColumns } from '../input/table.js';

/** How many samples score at least each threshold. T different scores, descending. */
export interface ThresholdCounts {
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/** Scores of both classes, each ascending. */
function sorted(parts: readonly BinaryScores[]): BinaryScores {
  return {
    positives: joinColumns(parts.map((part) => part.positives))
      .slice()
      .sort(),
    negatives: joinColumns(parts.map((part) => part.negatives))
      .slice()
      .sort(),
  };
}

/** Walks the different scores from the highest to the lowest; `visit` gets each with the samples of both classes at or above it. */
function walk(
  { positives, negatives }: BinaryScores,
  visit: (threshold: number, truePositives: number, falsePositives: number) => void,
): void {
  let p = positives.length;
  let n = negatives.length;
  while (p > 0 || n > 0) {
    const threshold = n === 0 || (p > 0 && positives[p - 1] > negatives[n - 1]) ? positives[p - 1] : negatives[n - 1];
    while (p > 0 && positives[p - 1] === threshold) p--;
    while (n > 0 && negatives[n - 1] === threshold) n--;
    visit(threshold, positives.length - p, negatives.length - n);
  }
}

/** The counts at every different score. */
export function thresholdCounts(parts: readonly BinaryScores[]): ThresholdCounts {
  const scores = sorted(parts);
  let size = 0;
  walk(scores, () => size++);
  const thresholds = new Float64Array(size);
  const truePositives = new Float64Array(size);
  const falsePositives = new Float64Array(size);
  let t = 0;
  walk(scores, (threshold, hits, alarms) => {
    thresholds[t] = threshold;
    truePositives[t] = hits;
    falsePositives[t++] = alarms;
  });
  const { positives, negatives } = scores;
  return { thresholds, truePositives, falsePositives, positives: positives.length, negatives: negatives.length };
}

/** The area under the ROC curve: the chance that a positive outranks a negative, ties counting half. NaN if a class is missing. */
export function areaUnderRoc(parts: readonly BinaryScores[]): number {
  const scores = sorted(parts);
  let twice = 0; // twice the area, in pairs; exact below 2^53
  let [lastHits, lastAlarms] = [0, 0];
  walk(scores, (_, hits, alarms) => {
    twice += (alarms - lastAlarms) * (hits + lastHits);
    lastHits = hits;
    lastAlarms = alarms;
  });
  return twice / 2 / lastHits / lastAlarms;
}

/** Average precision: the sum over thresholds of precision times the step of recall. 0 without positives. */
export function areaOfSteps(parts: readonly BinaryScores[]): number {
  const scores = sorted(parts);
  if (scores.positives.length === 0) return scores.negatives.length === 0 ? Number.NaN : 0;
  let sum = 0;
  let lastHits = 0;
  walk(scores, (_, hits, alarms) => {
    sum += (hits - lastHits) * (hits / (hits + alarms));
    lastHits = hits;
  });
  return sum / scores.positives.length;
}
