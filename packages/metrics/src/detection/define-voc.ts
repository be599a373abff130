import { checkBoolean, checkNumber, checkOneOf, Got, InvalidArgumentError } from '@ai/core';
import { collected, type MetricDefinition } from '../define-metric.js';

/** An annotated object. */
export interface VocTarget {
  readonly image: number | string;
  readonly category: number | string;
  /** [left, top, right, bottom] in pixels. */
  readonly box: readonly number[];
  /** Detections of it count neither as right nor as wrong. @default false */
  readonly difficult?: boolean | number;
}

/** A detected object. */
export interface VocDetection {
  readonly image: number | string;
  readonly category: number | string;
  /** [left, top, right, bottom] in pixels. */
  readonly box: readonly number[];
  readonly score: number;
}

/** Options of {@link vocEvaluation}. */
export interface VocEvaluationOptions {
  /** 2007: the mean of the best precision at 11 recalls; 2010: the area under the curve of the best precision. @default 2010 */
  readonly year?: 2007 | 2010;
  /** Least overlap of a right detection. @default 0.5 */
  readonly iouThreshold?: number;
  /** The right and bottom pixels belong to the box, as in VOC's files: a box from 1 to 3 is 3 wide. @default true */
  readonly inclusive?: boolean;
}

/** The result of one category; D detections of it. */
export interface VocCategory {
  readonly category: number | string;
  /** Average precision; NaN if all its targets are difficult. */
  readonly ap: number;
  /** D recalls, from the highest score to the lowest. */
  readonly recall: Float64Array;
  /** D precisions. */
  readonly precision: Float64Array;
}

/** What {@link vocEvaluation} gives. */
export interface VocEvaluation {
  /** The mean average precision over categories; NaN without targets. */
  readonly map: number;
  /** Categories that have targets, ascending. */
  readonly categories: readonly VocCategory[];
}

type Batch = [targets: readonly VocTarget[], detections: readonly VocDetection[]];

/** The checked records of one batch. */
export interface VocBatch {
  readonly targets: readonly VocTarget[];
  readonly detections: readonly VocDetection[];
}

function checkRecords<T extends VocTarget | VocDetection>(
  records: readonly T[],
  argument: string,
  owner: string,
): readonly T[] {
  if (!Array.isArray(records)) throw new InvalidArgumentError(argument, owner, 'be an array of records', records);
  records.forEach((record, i) => {
    const fail = (expected: string, value: unknown): never => {
      throw new InvalidArgumentError(argument, owner, expected, new Got(`${value} in record ${i}`));
    };
    for (const name of ['image', 'category'] as const) {
      const value = record[name];
      if (typeof value !== 'string' && !Number.isInteger(value))
        fail(`have a whole number or a string as '${name}'`, value);
    }
    const { box } = record;
    const finite = box?.length === 4 && Array.prototype.every.call(box, Number.isFinite);
    if (!finite || box[2] < box[0] || box[3] < box[1]) fail('have a box of 4 finite numbers, the size >= 0', box);
    if (argument === 'detections' && !Number.isFinite((record as VocDetection).score)) {
      fail('have a finite score', (record as VocDetection).score);
    }
  });
  return records.map((record) => ({ ...record, box: [...record.box] }));
}

function iou(a: readonly number[], b: readonly number[], pixel: number): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]) + pixel;
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]) + pixel;
  if (width <= 0 || height <= 0) return 0;
  const area = (box: readonly number[]): number => (box[2] - box[0] + pixel) * (box[3] - box[1] + pixel);
  return (width * height) / (area(a) + area(b) - width * height);
}

/** Area under the precision-recall curve in the way of a year. */
function averagePrecision(recall: Float64Array, precision: Float64Array, year: number): number {
  const best = precision.slice(); // the best precision at this recall or a larger one
  for (let i = best.length - 2; i >= 0; i--) best[i] = Math.max(best[i], best[i + 1]);
  if (year === 2007) {
    let sum = 0;
    for (let level = 0; level <= 10; level++) {
      const first = recall.findIndex((value) => value >= level / 10);
      if (first >= 0) sum += best[first];
    }
    return sum / 11;
  }
  return best.reduce((sum, value, i) => sum + (recall[i] - (i === 0 ? 0 : recall[i - 1])) * value, 0);
}

export function defineVoc<Result>(
  owner: string,
  { year = 2010, iouThreshold = 0.5, inclusive = true }: VocEvaluationOptions,
  choose: (evaluation: VocEvaluation) => Result,
): MetricDefinition<readonly VocBatch[], Batch, Result> {
  checkOneOf(year, 'year', owner, [2007, 2010]);
  checkNumber(iouThreshold, 'iouThreshold', owner, { above: 0, max: 1 });
  checkBoolean(inclusive, 'inclusive', owner);
  const evaluateCategory = (
    category: VocTarget['category'],
    targets: readonly VocTarget[],
    detections: readonly VocDetection[],
  ): VocCategory => {
    const ofImage = new Map<VocTarget['image'], VocTarget[]>();
    for (const target of targets) {
      const others = ofImage.get(target.image);
      if (others) others.push(target);
      else ofImage.set(target.image, [target]);
    }
    const positives = targets.filter(({ difficult }) => !difficult).length;
    const taken = new Set<VocTarget>();
    let [hits, misses] = [0, 0];
    const recall = new Float64Array(detections.length);
    const precision = new Float64Array(detections.length);
    const ranked = [...detections].sort((a, b) => b.score - a.score);
    ranked.forEach((detection, i) => {
      let best = 0;
      let match: VocTarget | undefined;
      for (const target of ofImage.get(detection.image) ?? []) {
        const overlap = iou(detection.box, target.box, inclusive ? 1 : 0);
        if (overlap <= best) continue;
        best = overlap;
        match = target;
      }
      if (match === undefined || best < iouThreshold || (!match.difficult && taken.has(match))) misses++;
      else if (!match.difficult) {
        hits++;
        taken.add(match);
      }
      recall[i] = hits / positives;
      precision[i] = hits / (hits + misses);
    });
    const ap = positives === 0 ? Number.NaN : averagePrecision(recall, precision, year);
    return { category, ap, recall, precision };
  };
  return collected(
    (targets: readonly VocTarget[], detections: readonly VocDetection[]): VocBatch => ({
      targets: checkRecords(targets, 'targets', owner),
      detections: checkRecords(detections, 'detections', owner),
    }),
    (parts) => {
      const targets = parts.flatMap((part) => part.targets);
      const detections = parts.flatMap((part) => part.detections);
      const names = [...new Set(targets.map(({ category }) => category))].sort((a, b) => (a < b ? -1 : 1));
      const categories = names.map((name) =>
        evaluateCategory(
          name,
          targets.filter(({ category }) => category === name),
          detections.filter(({ category }) => category === name),
        ),
      );
      const defined = categories.filter(({ ap }) => !Number.isNaN(ap));
      return choose({ map: defined.reduce((sum, { ap }) => sum + ap, 0) / defined.length, categories });
    },
  );
}
