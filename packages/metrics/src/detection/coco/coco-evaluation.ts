import { checkInteger, checkNumber, checkOneOf, InvalidArgumentError } from '@ai/core';
import { collected, defineMetric, type MetricDefinition } from '../../define-metric.js';
import { type CocoSettings, forEachCurve, type ImageGroup, matchCategory } from './evaluate-category.js';
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

/** What {@link cocoEvaluation} gives. Every mean is -1 if there is nothing to average. */
export interface CocoEvaluation {
  /** Average precision over all thresholds and categories, at the largest limit of detections: COCO's main number. */
  readonly ap: number;
  /** At the threshold 0.5. */
  readonly ap50: number;
  /** At the threshold 0.75. */
  readonly ap75: number;
  /** Of objects below 32 x 32 pixels (not for keypoints). */
  readonly apSmall: number;
  /** Of objects between 32 x 32 and 96 x 96 pixels. */
  readonly apMedium: number;
  /** Of objects above 96 x 96 pixels. */
  readonly apLarge: number;
  /** M average recalls, one per limit of detections. */
  readonly ar: readonly number[];
  readonly ar50: number;
  readonly ar75: number;
  readonly arSmall: number;
  readonly arMedium: number;
  readonly arLarge: number;
  /** The numbers of each of the K categories that have targets, ascending by id. */
  readonly categories: readonly {
    readonly category: number;
    readonly ap: number;
    readonly ap50: number;
    readonly ar: number;
  }[];
  /** The curves, to draw. */
  readonly curves: CocoCurves;
}

/** All curves of an evaluation; -1 for a category without targets in a size range. */
export interface CocoCurves {
  /** T x R x K x A x M: thresholds, recalls, categories, areas, limits. */
  readonly shape: readonly [number, number, number, number, number];
  /** T x R x K x A x M. */
  readonly precision: Float64Array;
  /** T x R x K x A x M: the score at which the recall is reached. */
  readonly scores: Float64Array;
  /** T x K x A x M: the largest recall. */
  readonly recall: Float64Array;
  readonly iouThresholds: readonly number[];
  /** R recalls, 0 to 1. */
  readonly recallThresholds: readonly number[];
  readonly categories: readonly number[];
  /** A names of size ranges. */
  readonly areas: readonly string[];
  readonly maxDetections: readonly number[];
}

type Batch = [targets: readonly CocoTarget[], detections: readonly CocoDetection[]];
interface Part {
  readonly targets: CocoItems;
  readonly detections: CocoItems;
}

/** The definition of COCO's evaluation, ended by a choice of its numbers. */
function defineCoco<Result>(
  owner: string,
  options: CocoEvaluationOptions,
  choose: (evaluation: CocoEvaluation) => Result,
): MetricDefinition<readonly Part[], Batch, Result> {
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
    (targets: readonly CocoTarget[], detections: readonly CocoDetection[]): Part => ({
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

function emptyCurves(categories: number[], areas: readonly string[], settings: CocoSettings): CocoCurves {
  const { iouThresholds, recallThresholds, maxDetections } = settings;
  const [T, R, K, A, M] = [iouThresholds, recallThresholds, categories, areas, maxDetections].map(
    (list) => list.length,
  );
  return {
    shape: [T, R, K, A, M],
    precision: new Float64Array(T * R * K * A * M).fill(-1),
    scores: new Float64Array(T * R * K * A * M).fill(-1),
    recall: new Float64Array(T * K * A * M).fill(-1),
    iouThresholds,
    recallThresholds,
    categories,
    areas,
    maxDetections,
  };
}

/** Numbers of the objects of every category that has targets (ascending), image by image (ascending), in their own order. */
function groupByCategory(targets: CocoItems, detections: CocoItems): Map<number, ImageGroup[]> {
  const none = new Int32Array(0);
  const groups = new Map<number, Map<number, { targets: Int32Array; detections: Int32Array }>>();
  for (const [side, items] of [
    ['targets', targets],
    ['detections', detections],
  ] as const) {
    const { image, category } = items;
    const order = Int32Array.from(image, (_, i) => i).sort(
      (a, b) => category[a] - category[b] || image[a] - image[b] || a - b,
    );
    for (let start = 0, end = 0; start < order.length; start = end) {
      const first = order[start];
      while (end < order.length && category[order[end]] === category[first] && image[order[end]] === image[first])
        end++;
      if (side === 'detections' && !groups.has(category[first])) continue; // nothing to find: no precision, no recall
      const images = groups.get(category[first]) ?? new Map();
      groups.set(category[first], images);
      const group = images.get(image[first]) ?? { targets: none, detections: none };
      images.set(image[first], group);
      group[side] = order.subarray(start, end);
    }
  }
  const ascending = <T>(map: Map<number, T>): [number, T][] => [...map].sort(([a], [b]) => a - b);
  return new Map(
    ascending(groups).map(([category, images]) => [category, ascending(images).map(([, group]) => group)]),
  );
}

/** Selects by place along thresholds, categories, areas and limits; undefined takes all. */
interface Selection {
  readonly t?: number;
  readonly k?: number;
  readonly a: number;
  readonly m: number;
}

/** The mean of the values that are not -1, of precision (R per place) or recall (one per place). */
function meanAt(curves: CocoCurves, values: Float64Array, { t, k, a, m }: Selection): number {
  const [T, , K, A, M] = curves.shape;
  const per = values.length / (T * K * A * M);
  let sum = 0;
  let count = 0;
  if (a < 0) return -1;
  for (let i = t ?? 0; i < (t === undefined ? T : t + 1) * per; i++) {
    if (t !== undefined && i < t * per) i = t * per;
    for (let j = k ?? 0; j < (k === undefined ? K : k + 1); j++) {
      const value = values[((i * K + j) * A + a) * M + m];
      if (value <= -1) continue;
      sum += value;
      count++;
    }
  }
  return count === 0 ? -1 : sum / count;
}

function summarize(curves: CocoCurves): CocoEvaluation {
  const { iouThresholds, areas, maxDetections, categories } = curves;
  const m = maxDetections.length - 1;
  const [all, small, medium, large] = ['all', 'small', 'medium', 'large'].map((name) => areas.indexOf(name));
  const precision = (selection: Partial<Selection>): number =>
    meanAt(curves, curves.precision, { a: all, m, ...selection });
  const recall = (selection: Partial<Selection>): number => meanAt(curves, curves.recall, { a: all, m, ...selection });
  /** A mean at one threshold, -1 if that was not evaluated. */
  const at = (threshold: number, mean: typeof precision, selection: Partial<Selection> = {}): number => {
    const t = iouThresholds.indexOf(threshold);
    return t < 0 ? -1 : mean({ t, ...selection });
  };
  return {
    ap: precision({}),
    ap50: at(0.5, precision),
    ap75: at(0.75, precision),
    apSmall: precision({ a: small }),
    apMedium: precision({ a: medium }),
    apLarge: precision({ a: large }),
    ar: maxDetections.map((_, limit) => recall({ m: limit })),
    ar50: at(0.5, recall),
    ar75: at(0.75, recall),
    arSmall: recall({ a: small }),
    arMedium: recall({ a: medium }),
    arLarge: recall({ a: large }),
    categories: categories.map((category, k) => ({
      category,
      ap: precision({ k }),
      ap50: at(0.5, precision, { k }),
      ar: recall({ k }),
    })),
    curves,
  };
}

/**
 * COCO's evaluation of detections: average precision at 101 recalls and average recall, over ten overlap thresholds, size ranges and
 * limits of detections per image; for boxes, masks or keypoints.
 *
 * Data: `targets` and `detections`, flat lists over any number of images, in the form of COCO's files. Objects of one image may come
 * in different batches. Detections of crowd regions and of objects outside of a size range are ignored. A mean over nothing is -1.
 *
 * Reference: Lin et al., "Microsoft COCO" (2014); equal to pycocotools.
 *
 * @throws InvalidArgumentError for records without what is compared, numbers that are not finite, or bad options
 * @throws InvalidDataError for run lengths that do not fill their mask
 * @example
 * ```ts
 * import { cocoEvaluation } from '@ai/metrics';
 *
 * const targets = [{ image_id: 1, category_id: 3, bbox: [10, 10, 40, 40] }];
 * const detections = [{ image_id: 1, category_id: 3, bbox: [12, 11, 40, 40], score: 0.9 }];
 * const { ap, ap50 } = cocoEvaluation(targets, detections); // ap50 = 1, ap = 0.8: right up to an overlap of 0.85
 * ```
 */
export const cocoEvaluation = /* @__PURE__ */ defineMetric(
  { name: 'cocoEvaluation', higherIsBetter: undefined, inputs: ['targets', 'detections'] },
  (options: CocoEvaluationOptions = {}) => defineCoco('cocoEvaluation', options, (evaluation) => evaluation),
);

/**
 * COCO's mean average precision: the number `ap` of {@link cocoEvaluation}, in [0, 1].
 *
 * Data: `targets` and `detections`, flat lists over any number of images, in the form of COCO's files. -1 without targets.
 *
 * Reference: Lin et al., "Microsoft COCO" (2014); equal to pycocotools.
 *
 * @throws InvalidArgumentError for records without what is compared, numbers that are not finite, or bad options
 * @throws InvalidDataError for run lengths that do not fill their mask
 * @example
 * ```ts
 * import { cocoMeanAveragePrecision } from '@ai/metrics';
 *
 * const targets = [{ image_id: 1, category_id: 3, bbox: [10, 10, 40, 40] }];
 * const detections = [{ image_id: 1, category_id: 3, bbox: [10, 10, 40, 40], score: 0.9 }];
 * cocoMeanAveragePrecision(targets, detections); // 1
 * ```
 */
export const cocoMeanAveragePrecision = /* @__PURE__ */ defineMetric(
  { name: 'cocoMeanAveragePrecision', higherIsBetter: true, inputs: ['targets', 'detections'] },
  (options: CocoEvaluationOptions = {}) => defineCoco('cocoMeanAveragePrecision', options, ({ ap }) => ap),
);
