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
import { definePerClass, type MetricDefinition, type PerClassMetric } from '../define-metric.js';
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
export function fromPixels<Result>(
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

export function defineRegionRate(name: string, rate: Rate): PerClassMetric<Confusion, Data, RegionOptions> {
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
