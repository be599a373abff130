import { checkOneOf, InvalidArgumentError } from '@ai/core';
import { definePerClass, type PerClassMetric } from '../define-metric.js';
import type { Label, Labels } from '../input/labels.js';
import type { Predictions } from '../input/predicted.js';
import { type ClassesOption, type Confusion, classList, fromConfusion } from './confusion.js';

/** For each of K classes against the rest: true positives, predicted positives, actual positives; N samples in all. */
export interface ClassCounts {
  readonly classes: readonly Label[];
  readonly hits: Float64Array;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
  readonly samples: number;
}

/** A rate of one class as a fraction: numerator and denominator from true, predicted and actual positives and all samples. */
export type Rate = (hits: number, predicted: number, actual: number, samples: number) => readonly [number, number];

/** How the values of the classes become one. */
export type Average = 'binary' | 'micro' | 'macro' | 'weighted' | 'none';

/** Options of precision and its relatives. */
export interface AverageOptions extends ClassesOption {
  /**
   * 'binary': the positive class only; 'macro': the mean over classes; 'weighted': their mean weighted by true samples; 'micro':
   * from the counts of all classes together; 'none': one value per class.
   * @default 'binary'
   */
  readonly average?: Average;
  /** The positive class of 'binary'. @default 1 */
  readonly positive?: Label;
  /** The value of 0/0; NaN leaves the class out of means. @default 0 */
  readonly zeroDivision?: 0 | 1 | typeof Number.NaN;
}

/** A metric with {@link AverageOptions}: one number, or one per class for the average 'none'. */
export type AveragedMetric<Options extends AverageOptions = AverageOptions> = PerClassMetric<
  Confusion,
  [labels: Labels, predictions: Predictions],
  Options
>;

/** The counts of each class against the rest. */
export function classCounts({ classes, counts }: Confusion): ClassCounts {
  const size = classes.length;
  const hits = new Float64Array(size);
  const predicted = new Float64Array(size);
  const actual = new Float64Array(size);
  let samples = 0;
  for (let i = 0; i < size; i++) {
    hits[i] = counts[i * size + i];
    for (let j = 0; j < size; j++) {
      const count = counts[i * size + j];
      actual[i] += count;
      predicted[j] += count;
      samples += count;
    }
  }
  return { classes, hits, predicted, actual, samples };
}

/** A rate of every class. */
export function ratePerClass(counts: ClassCounts, rate: Rate, zeroDivision: number): Float64Array {
  return counts.hits.map((hits, k) => {
    const [numerator, denominator] = rate(hits, counts.predicted[k], counts.actual[k], counts.samples);
    return denominator === 0 ? zeroDivision : numerator / denominator;
  });
}

/** The mean of the values that are not NaN; NaN if there are none or the weights sum to 0. */
export function meanOf(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  for (let k = 0; k < values.length; k++) {
    if (Number.isNaN(values[k])) continue;
    const weight = weights ? weights[k] : 1;
    sum += weight * values[k];
    total += weight;
  }
  return sum / total;
}

/** A rate over all classes, for every average but 'binary'. */
export function averageRate(
  counts: ClassCounts,
  rate: Rate,
  average: Exclude<Average, 'binary'>,
  zeroDivision: number,
): number | Float64Array {
  if (average === 'micro') {
    const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
    const samples = counts.samples * counts.classes.length;
    const [numerator, denominator] = rate(total(counts.hits), total(counts.predicted), total(counts.actual), samples);
    return denominator === 0 ? zeroDivision : numerator / denominator;
  }
  const values = ratePerClass(counts, rate, zeroDivision);
  if (average === 'none') return values;
  return meanOf(values, average === 'weighted' ? counts.actual : undefined);
}

function binaryRate(counts: ClassCounts, rate: Rate, options: AverageOptions, owner: string): number {
  const { positive = 1, zeroDivision = 0 } = options;
  const { classes, samples } = counts;
  if (classes.length > 2) {
    const expected = `be 'micro', 'macro', 'weighted' or 'none' for ${classes.length} classes`;
    throw new InvalidArgumentError('average', owner, expected, 'binary');
  }
  const k = classes.indexOf(positive);
  if (k < 0 && classes.length === 2) {
    throw new InvalidArgumentError('positive', owner, `be one of the classes ${classes.join(', ')}`, positive);
  }
  const at = (values: Float64Array): number => values[k] ?? 0;
  const [numerator, denominator] = rate(at(counts.hits), at(counts.predicted), at(counts.actual), samples);
  return denominator === 0 ? zeroDivision : numerator / denominator;
}

/** Checks the value of 0/0. */
export function checkZeroDivision(value: number, owner: string): number {
  if (value === 0 || value === 1 || Number.isNaN(value)) return value;
  throw new InvalidArgumentError('zeroDivision', owner, 'be 0, 1 or NaN', value);
}

/** A metric that is a rate of each class, averaged as the options say; the rate may read its own options. */
export function defineRate<Options extends AverageOptions = AverageOptions>(
  name: string,
  rateOf: (options: Options) => Rate,
): AveragedMetric<Options> {
  return definePerClass({ name, higherIsBetter: true, inputs: ['labels', 'predictions'] }, (options: Options) => {
    const { average = 'binary', zeroDivision = 0, classes } = options;
    checkOneOf(average, 'average', name, ['binary', 'micro', 'macro', 'weighted', 'none']);
    checkZeroDivision(zeroDivision, name);
    const rate = rateOf(options);
    return fromConfusion(name, classList(classes, name), (confusion): number | Float64Array => {
      const counts = classCounts(confusion);
      if (counts.samples === 0 && average !== 'none') return Number.NaN;
      return average === 'binary'
        ? binaryRate(counts, rate, options, name)
        : averageRate(counts, rate, average, zeroDivision);
    });
  });
}
