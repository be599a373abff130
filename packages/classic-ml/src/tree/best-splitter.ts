import { type FeatureOrder, RankSorter } from './feature-order.js';
import { isBetter, type SplitCriterion } from './split-criterion.js';
import type { Split, SplitSizes, Splitter } from './splitter.js';

/**
 * Looks at every threshold of a feature: the samples of a node are sorted by it, from ranks that are known beforehand. Ties go to the
 * smaller threshold.
 */
export class BestSplitter implements Splitter {
  private readonly sorter: RankSorter;
  private readonly missingFirst: Int32Array;

  constructor(
    private readonly features: readonly FeatureOrder[],
    private readonly criterion: SplitCriterion,
    private readonly sizes: SplitSizes,
  ) {
    const { length } = features[0].ranks;
    this.sorter = new RankSorter(length);
    this.missingFirst = new Int32Array(features.some(({ numPresent }) => numPresent < length) ? length : 0);
  }

  split(feature: number, samples: Int32Array, start: number, end: number): Split | undefined {
    const { minSamplesLeaf, minWeightLeaf } = this.sizes;
    const { sorted } = this.sorter;
    const count = end - start;
    const by = this.features[feature];
    this.sorter.sort(samples, start, end, by.ranks);
    let present = count;
    while (present > 0 && sorted[present - 1] >= by.numPresent) present--;
    if (by.values[sorted[0]] === by.values[sorted[count - 1]]) return undefined;
    const limits = { count, first: minSamplesLeaf, last: count - minSamplesLeaf, minWeight: minWeightLeaf };
    const found = this.criterion.bestSplit(sorted, by, limits);
    const best = found && this.splitAt(feature, count, found.score, found.position, false);
    return present < count ? this.splitWithMissingLeft(feature, present, count, best) : best;
  }

  /** The better of a split and that with the samples first that have no value. */
  private splitWithMissingLeft(
    feature: number,
    present: number,
    count: number,
    best: Split | undefined,
  ): Split | undefined {
    const { minSamplesLeaf, minWeightLeaf } = this.sizes;
    const { sorted } = this.sorter;
    const { missingFirst } = this;
    const missing = count - present;
    missingFirst.set(sorted.subarray(present, count));
    missingFirst.set(sorted.subarray(0, present), missing);
    // to send nothing but them left is to send nothing but them right, which has been looked at
    const first = Math.max(minSamplesLeaf, missing + 1);
    const limits = { count, first, last: count - minSamplesLeaf, minWeight: minWeightLeaf };
    const found = this.criterion.bestSplit(missingFirst, this.features[feature], limits);
    if (!found || (best && !isBetter(found.score, best.score))) return best;
    return this.splitAt(feature, count, found.score, found.position - missing, true);
  }

  /** @param position how many of those that have a value go left */
  private splitAt(feature: number, count: number, score: number, position: number, missingLeft: boolean): Split {
    const { values, numPresent } = this.features[feature];
    const { sorted } = this.sorter;
    const rank = sorted[position];
    const above = values[rank];
    return {
      score,
      feature,
      threshold: rank < numPresent ? middleOf(values[sorted[position - 1]], above) : Number.POSITIVE_INFINITY,
      // of a feature that all samples of the node have, what is missing later goes where most of them are
      missingLeft: missingLeft || (sorted[count - 1] < numPresent && 2 * position > count),
    };
  }
}

/** The middle between two neighbouring values; the lower one if rounding would move it up. */
function middleOf(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle < above ? middle : below;
}
