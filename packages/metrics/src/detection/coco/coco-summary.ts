import type { CocoSettings } from './evaluate-category.js';

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

export function emptyCurves(categories: number[], areas: readonly string[], settings: CocoSettings): CocoCurves {
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
  const [firstRow, endRow] = t === undefined ? [0, T * per] : [t * per, (t + 1) * per];
  const [firstCategory, endCategory] = k === undefined ? [0, K] : [k, k + 1];
  let [sum, count] = [0, 0];
  if (a < 0) return -1;
  for (let row = firstRow; row < endRow; row++) {
    for (let category = firstCategory; category < endCategory; category++) {
      const value = values[((row * K + category) * A + a) * M + m];
      if (value === -1) continue;
      sum += value;
      count++;
    }
  }
  return count === 0 ? -1 : sum / count;
}

export function summarize(curves: CocoCurves): CocoEvaluation {
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
