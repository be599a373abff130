import { checkOneOf, type Rows } from '@ai/core';
import { definePerClass, type MetricDefinition, type PerClassMetric, sums } from '../../define-metric.js';
import { toIndicators } from '../../input/class-scores.js';
import { checkSameShape } from '../../input/table.js';
import { averageRate, type ClassCounts, checkZeroDivision, type Rate } from '../class-counts.js';

/** How the values of the labels become one: as `Average`, or 'samples' for the mean over samples of each one's own value. */
export type MultilabelAverage = 'micro' | 'macro' | 'weighted' | 'samples' | 'none';

/** Options of multilabel precision and its relatives. */
export interface MultilabelOptions {
  /**
   * 'macro': the mean over labels; 'weighted': their mean weighted by positives; 'micro': from the counts of all labels together;
   * 'samples': the mean over samples; 'none': one value per label.
   * @default 'macro'
   */
  readonly average?: MultilabelAverage;
  /** The value of 0/0; NaN leaves the label or sample out of means. @default 0 */
  readonly zeroDivision?: 0 | 1 | typeof Number.NaN;
}

type Data = [labels: Rows, predictions: Rows];

/** A multilabel metric: one number, or one per label for the average 'none'. */
export type MultilabelMetric<Options extends MultilabelOptions = MultilabelOptions> = PerClassMetric<
  Float64Array,
  Data,
  Options
>;

// The sums: samples, sum and number of the samples' own rates, then hits, predicted and actual positives of each of L labels.
const HEAD = 3;

/**
 * A definition over the counts of each label.
 *
 * @param ownRate the rate of one sample, summed for the average 'samples'; NaN is left out
 */
export function fromLabelCounts<Result>(
  owner: string,
  compute: (counts: ClassCounts, sampleMean: number) => Result,
  ownRate?: (hits: number, predicted: number, actual: number, labels: number) => number,
): MetricDefinition<Float64Array, Data, Result> {
  return sums(
    0,
    (labels: Rows, predictions: Rows) => {
      const actual = toIndicators(labels, 'labels', owner);
      const predicted = toIndicators(predictions, 'predictions', owner);
      checkSameShape(actual, predicted, ['labels', 'predictions'], owner);
      const { rows, columns } = actual;
      if (rows === 0) return [];
      const totals = new Float64Array(HEAD + 3 * columns);
      totals[0] = rows;
      for (let i = 0; i < rows; i++) {
        let [hits, positives, truths] = [0, 0, 0];
        for (let l = 0; l < columns; l++) {
          const truth = actual.data[i * columns + l];
          const positive = predicted.data[i * columns + l];
          const hit = truth * positive;
          totals[HEAD + l] += hit;
          totals[HEAD + columns + l] += positive;
          totals[HEAD + 2 * columns + l] += truth;
          hits += hit;
          positives += positive;
          truths += truth;
        }
        const rate = ownRate?.(hits, positives, truths, columns) ?? Number.NaN;
        if (Number.isNaN(rate)) continue;
        totals[1] += rate;
        totals[2]++;
      }
      return totals;
    },
    (totals) => {
      const size = totals.length === 0 ? 0 : (totals.length - HEAD) / 3;
      const part = (kind: number): Float64Array => totals.slice(HEAD + kind * size, HEAD + (kind + 1) * size);
      const classes = Array.from({ length: size }, (_, l) => l);
      const counts = { classes, hits: part(0), predicted: part(1), actual: part(2), samples: totals[0] ?? 0 };
      return compute(counts, totals[1] / totals[2]);
    },
  );
}

/** A multilabel metric that is a rate of each label or sample, averaged as the options say. */
export function defineMultilabelRate<Options extends MultilabelOptions = MultilabelOptions>(
  name: string,
  rateOf: (options: Options) => Rate,
): MultilabelMetric<Options> {
  return definePerClass({ name, higherIsBetter: true, inputs: ['labels', 'predictions'] }, (options: Options) => {
    const { average = 'macro', zeroDivision = 0 } = options;
    checkOneOf(average, 'average', name, ['micro', 'macro', 'weighted', 'samples', 'none']);
    checkZeroDivision(zeroDivision, name);
    const rate = rateOf(options);
    return fromLabelCounts(
      name,
      (counts, sampleMean): number | Float64Array => {
        if (average === 'samples') return sampleMean;
        if (counts.samples === 0 && average !== 'none') return Number.NaN;
        return averageRate(counts, rate, average, zeroDivision);
      },
      (...own) => {
        const [numerator, denominator] = rate(...own);
        return denominator === 0 ? zeroDivision : numerator / denominator;
      },
    );
  });
}
