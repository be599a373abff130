import { checkInteger, checkNumber, checkOneOf, InvalidArgumentError } from '@ai/core';
import { collected, type MetricDefinition } from '../../define-metric.js';
import { type CocoEvaluation, emptyCurves, summarize } from './coco-summary.js';
import { forEachCurve, matchCategory } from './evaluate-category.js';
import { groupByCategory } from './group-by-category.js';
import { overlapOf } from './overlap.js';
import {
  type CocoDetection,
  type CocoItems,
  type CocoKind,
  type CocoTarget,
  joinItems,
  readRecords,
} from './records.js';

/** Options of {@link cocoEvaluation}. */
export interface CocoEvaluationOptions {
  /** What is compared. @default 'boxes' */
  readonly kind?: CocoKind;
  /** T overlaps from which a detection is right. @default 0.5, 0.55, ..., 0.95 */
  readonly iouThresholds?: readonly number[];
  /** M limits of detections per image and category, ascending. @default [1, 10, 100]; [20] for keypoints */
  readonly maxDetections?: readonly number[];
  /** The sigma of each of P keypoints: how far annotators differ, relative to the object's size. @default those of COCO's 17 */
  readonly sigmas?: readonly number[];
}

/** Size ranges in square pixels. */
const AREAS = {
  all: [0, 1e10],
  small: [0, 32 ** 2],
  medium: [32 ** 2, 96 ** 2],
  large: [96 ** 2, 1e10],
} as const;

/** Sigmas of COCO's keypoints: nose, eyes, ears, shoulders, elbows, wrists, hips, knees, ankles. */
export const COCO_SIGMAS: readonly number[] = [
  0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062, 0.107, 0.107, 0.087, 0.087, 0.089, 0.089,
];

/** Equal steps from first to last, both included and exact. */
function steps(first: number, last: number, count: number): number[] {
  const step = (last - first) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? last : first + i * step));
}

type Batch = [targets: readonly CocoTarget[], detections: readonly CocoDetection[]];

/** The checked records of one batch. */
export interface CocoBatch {
  readonly targets: CocoItems;
  readonly detections: CocoItems;
}

/** The definition of COCO's evaluation, ended by a choice of its numbers. */
export function defineCoco<Result>(
  owner: string,
  options: CocoEvaluationOptions,
  choose: (evaluation: CocoEvaluation) => Result,
): MetricDefinition<readonly CocoBatch[], Batch, Result> {
  const { kind = 'boxes', iouThresholds = steps(0.5, 0.95, 10), sigmas = COCO_SIGMAS } = options;
  const maxDetections = options.maxDetections ?? (kind === 'keypoints' ? [20] : [1, 10, 100]);
  checkOneOf(kind, 'kind', owner, ['boxes', 'masks', 'keypoints']);
  for (const [name, list] of Object.entries({ iouThresholds, maxDetections, sigmas })) {
    if (!Array.isArray(list) || list.length === 0) throw new InvalidArgumentError(name, owner, 'be a list', list);
  }
  for (const threshold of iouThresholds) checkNumber(threshold, 'iouThresholds', owner, { above: 0, max: 1 });
  for (const sigma of sigmas) checkNumber(sigma, 'sigmas', owner, { above: 0 });
  maxDetections.forEach((limit, m) => {
    checkInteger(limit, 'maxDetections', owner, { min: 1, above: maxDetections[m - 1] });
  });
  const areas =
    kind === 'keypoints' ? (['all', 'medium', 'large'] as const) : (['all', 'small', 'medium', 'large'] as const);
  const settings = {
    iouThresholds,
    recallThresholds: steps(0, 1, 101),
    areaRanges: areas.map((name) => AREAS[name]),
    maxDetections,
  };
  return collected(
    (targets: readonly CocoTarget[], detections: readonly CocoDetection[]): CocoBatch => ({
      targets: readRecords(targets, kind, sigmas.length, 'targets', owner),
      detections: readRecords(detections, kind, sigmas.length, 'detections', owner),
    }),
    (parts) => {
      const targets = joinItems(parts.map((part) => part.targets));
      const detections = joinItems(parts.map((part) => part.detections));
      const overlap = overlapOf(kind, detections, targets, sigmas, owner);
      const groups = groupByCategory(targets, detections);
      const curves = emptyCurves([...groups.keys()], areas, settings);
      let k = 0;
      for (const images of groups.values()) {
        const [, R, K, A, M] = curves.shape;
        const category = k++;
        forEachCurve(matchCategory(images, detections, targets, overlap, settings), settings, (curve, t, a, m) => {
          curves.recall[((t * K + category) * A + a) * M + m] = curve.recall;
          for (let r = 0; r < R; r++) {
            const place = (((t * R + r) * K + category) * A + a) * M + m;
            curves.precision[place] = curve.precision[r];
            curves.scores[place] = curve.score[r];
          }
        });
      }
      return choose(summarize(curves));
    },
  );
}
