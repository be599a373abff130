import { checkInteger, checkOneOf } from '@ai/core';
import { averageRate, checkZeroDivision, classCounts, type Rate } from '../classification/class-counts.js';
import {
  type ClassesOption,
  type Confusion,
  classList,
  countConfusion,
  emptyConfusion,
  mergeConfusion,
} from '../classification/confusion.js';
import { fRate, jaccardRate } from '../classification/precision-recall.js';
import { defineMetric, definePerClass, type MetricDefinition, type PerClassMetric } from '../define-metric.js';
import { type LabelMaps, toMapPair } from './label-maps.js';

/** The option that leaves out unlabelled pixels. */
export interface IgnoreOption {
  /** Pixels with this label in the targets do not count (often 255). @default none */
  readonly ignore?: number;
}

/** Options of {@link meanIou} and {@link dice}. */
export interface RegionOptions extends ClassesOption, IgnoreOption {
  /** 'macro': the mean over classes; 'micro': from the pixels of all classes together; 'none': one value per class. @default 'macro' */
  readonly average?: 'macro' | 'micro' | 'none';
  /** The value of a class that neither occurs nor is predicted; NaN leaves it out of the mean. @default NaN */
  readonly zeroDivision?: 0 | 1 | typeof Number.NaN;
}

type Data = [targets: LabelMaps, predictions: LabelMaps];

/** A definition over the confusion counts of all pixels. */
function fromPixels<Result>(
  owner: string,
  { classes, ignore }: ClassesOption & IgnoreOption,
  compute: (confusion: Confusion) => Result,
): MetricDefinition<Confusion, Data, Result> {
  const list = classList(classes, owner);
  if (ignore !== undefined) checkInteger(ignore, 'ignore', owner);
  return {
    empty: () => emptyConfusion(list),
    summarize: (targets: LabelMaps, predictions: LabelMaps) => {
      const [first, second] = toMapPair(targets, predictions, owner);
      if (ignore === undefined) return countConfusion(first.data, second.data, owner, list);
      const kept = first.data.map((label) => Number(label !== ignore));
      const only = (data: Float64Array): Float64Array => data.filter((_, i) => kept[i] === 1);
      return countConfusion(only(first.data), only(second.data), owner, list);
    },
    merge: mergeConfusion,
    compute,
  };
}

/**
 * Pixel accuracy: the fraction of pixels with the right label.
 *
 * Data: `targets` and `predictions` (N x H x W labels). NaN without pixels.
 *
 * @throws InvalidArgumentError for different shapes, or labels that are no whole numbers
 * @example
 * ```ts
 * import { pixelAccuracy } from '@ai/metrics';
 *
 * pixelAccuracy([[[0, 1], [1, 255]]], [[[0, 1], [0, 0]]], { ignore: 255 }); // 2/3
 * ```
 */
export const pixelAccuracy = /* @__PURE__ */ defineMetric(
  { name: 'pixelAccuracy', higherIsBetter: true, inputs: ['targets', 'predictions'] },
  (options: IgnoreOption = {}) =>
    fromPixels('pixelAccuracy', options, (confusion) => {
      const { hits, samples } = classCounts(confusion);
      return hits.reduce((a, b) => a + b, 0) / samples;
    }),
);

function defineRegionRate(name: string, rate: Rate): PerClassMetric<Confusion, Data, RegionOptions> {
  return definePerClass(
    { name, higherIsBetter: true, inputs: ['targets', 'predictions'] },
    (options: RegionOptions) => {
      const { average = 'macro', zeroDivision = Number.NaN } = options;
      checkOneOf(average, 'average', name, ['macro', 'micro', 'none']);
      checkZeroDivision(zeroDivision, name);
      return fromPixels(name, options, (confusion) => averageRate(classCounts(confusion), rate, average, zeroDivision));
    },
  );
}

/**
 * Mean intersection over union: for each class the pixels that are both labelled and predicted as it over those that are either,
 * counted over all images; averaged over classes.
 *
 * Data: `targets` and `predictions` (N x H x W labels). Classes that neither occur nor are predicted are left out. NaN without pixels.
 *
 * Reference: Everingham et al., "The Pascal visual object classes (VOC) challenge" (2010).
 *
 * @throws InvalidArgumentError for different shapes, or labels that are no whole numbers or outside of `classes`
 * @example
 * ```ts
 * import { meanIou } from '@ai/metrics';
 *
 * meanIou([[[0, 1], [1, 1]]], [[[0, 1], [0, 1]]]); // (1/2 + 2/3) / 2
 * ```
 */
export const meanIou = /* @__PURE__ */ defineRegionRate('meanIou', jaccardRate);

/**
 * The Dice score: for each class twice the pixels that are both labelled and predicted as it over the sum of those labelled and those
 * predicted, counted over all images; averaged over classes.
 *
 * Data: `targets` and `predictions` (N x H x W labels). Classes that neither occur nor are predicted are left out. NaN without pixels.
 *
 * Reference: Dice, "Measures of the amount of ecologic association between species" (1945).
 *
 * @throws InvalidArgumentError for different shapes, or labels that are no whole numbers or outside of `classes`
 * @example
 * ```ts
 * import { dice } from '@ai/metrics';
 *
 * dice([[[0, 1], [1, 1]]], [[[0, 1], [0, 1]]], { average: 'none' }); // Float64Array [2/3, 0.8]
 * ```
 */
export const dice = /* @__PURE__ */ defineRegionRate('dice', fRate(1));
