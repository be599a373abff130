import type { FeatureOrder } from './feature-order.js';
import { type FeatureSplit, isBetter, type SplitCriterion, type SplitLimits } from './split-criterion.js';
import { WeightedMedian } from './weighted-median.js';

/** Mean absolute error of the weighted median of the targets. */
export class MedianCriterion implements SplitCriterion {
  readonly numOutputs = 1;
  nodeWeight = 0;
  impurity = 0;
  parentScore = 0;
  readonly value = new Float64Array(1);
  private readonly median: WeightedMedian;
  private node: Int32Array = new Int32Array(0);
  /** Absolute errors of the samples to the right of each position. */
  private readonly rightErrors: Float64Array;

  /** @param targets N values */
  constructor(
    private readonly targets: Float64Array,
    private readonly weights: Float64Array,
  ) {
    this.median = new WeightedMedian(targets, weights);
    this.rightErrors = new Float64Array(targets.length + 1);
  }

  enter(samples: Int32Array, start: number, end: number): void {
    const { median, targets } = this;
    this.node = samples.subarray(start, end);
    median.reset(samples, start, end);
    let smallest = Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (let o = start; o < end; o++) {
      median.add(samples[o]);
      smallest = Math.min(smallest, targets[samples[o]]);
      largest = Math.max(largest, targets[samples[o]]);
    }
    this.nodeWeight = median.weight;
    this.value[0] = median.value();
    this.parentScore = -median.absoluteErrors();
    this.impurity = smallest === largest ? 0 : -this.parentScore / median.weight;
  }

  bestSplit(
    sorted: Int32Array,
    { values, order }: FeatureOrder,
    { count, first, last, minWeight }: SplitLimits,
  ): FeatureSplit | undefined {
    const { median, weights, rightErrors, nodeWeight } = this;
    median.empty();
    for (let o = count - 1; o >= first; o--) {
      median.add(order[sorted[o]]);
      rightErrors[o] = median.absoluteErrors();
    }
    median.empty();
    let leftWeight = 0;
    let best = Number.NEGATIVE_INFINITY;
    let position = -1;
    for (let o = 0; o < last; o++) {
      const sample = order[sorted[o]];
      median.add(sample);
      leftWeight += weights[sample];
      if (o + 1 < first || !(values[sorted[o + 1]] > values[sorted[o]])) continue;
      if (leftWeight < minWeight || nodeWeight - leftWeight < minWeight) continue;
      const score = -(median.absoluteErrors() + rightErrors[o + 1]);
      if (position < 0 || isBetter(score, best)) {
        best = score;
        position = o + 1;
      }
    }
    return position < 0 ? undefined : { score: best, position };
  }

  scoreOf(sides: Uint8Array, minWeight: number): number | undefined {
    let errors = 0;
    for (const side of [0, 1]) {
      this.median.empty();
      this.node.forEach((sample, o) => {
        if (sides[o] === side) this.median.add(sample);
      });
      if (this.median.weight < minWeight) return undefined;
      errors += this.median.absoluteErrors();
    }
    return -errors;
  }
}
