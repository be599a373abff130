import type { Random } from '@ai/core';
import { type FeatureOrder, RankSorter } from './feature-order.js';
import { PriorityQueue } from './priority-queue.js';
import { pruneTree } from './prune-tree.js';
import { isBetter, type SplitCriterion } from './split-criterion.js';
import type { Tree } from './tree.js';
import { TreeBuilder } from './tree-builder.js';
import type { GrowthSettings } from './tree-options.js';

interface Split {
  /** That of the criterion; once the node is open, the decrease of impurity. */
  readonly score: number;
  readonly feature: number;
  readonly threshold: number;
  /** Ranks from here on go right. */
  readonly rank: number;
  /** Samples without a value, whose ranks are the last, go left. */
  readonly missingLeft: boolean;
}

/** A node that can be split, over `samples[start .. end]`. */
interface OpenNode {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly split: Split;
}

/**
 * Grows a tree: depth first, or with `maxLeaves` the node of largest decrease first. The samples of a node are sorted by those features
 * that it looks at, from ranks that are known beforehand. Ties go to the feature drawn first (without drawing, the one of smaller index)
 * and the smaller threshold.
 *
 * @param weights N weights; samples of weight 0 take no part
 */
export function growTree(
  features: readonly FeatureOrder[],
  weights: Float64Array,
  criterion: SplitCriterion,
  settings: GrowthSettings,
  random: Random,
): Tree {
  return new TreeGrower(features, weights, criterion, settings, random).grow();
}

class TreeGrower {
  private readonly samples: Int32Array;
  private readonly toTheRight: Int32Array;
  private readonly candidates: Int32Array;
  private readonly sorter: RankSorter;
  private readonly missingFirst: Int32Array;
  private readonly hasMissing: boolean;
  private readonly builder: TreeBuilder;
  private readonly totalWeight: number;

  constructor(
    private readonly features: readonly FeatureOrder[],
    weights: Float64Array,
    private readonly criterion: SplitCriterion,
    private readonly settings: GrowthSettings,
    private readonly random: Random,
  ) {
    const all = new Int32Array(weights.length);
    let size = 0;
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      total += weights[i];
      if (weights[i] > 0) all[size++] = i;
    }
    this.samples = all.subarray(0, size);
    this.totalWeight = total;
    this.toTheRight = new Int32Array(size);
    this.missingFirst = new Int32Array(size);
    this.candidates = Int32Array.from(features.keys());
    this.sorter = new RankSorter(weights.length);
    this.hasMissing = features.some(({ numPresent }) => numPresent < weights.length);
    this.builder = new TreeBuilder(features.length, criterion.numOutputs, this.hasMissing);
  }

  grow(): Tree {
    const { maxLeaves } = this.settings;
    const bestFirst = maxLeaves < Number.POSITIVE_INFINITY;
    const open = new PriorityQueue<OpenNode>();
    let leaves = 1;
    let turn = 0; // the last one in is the first one out
    const push = (item: OpenNode | undefined): void => {
      if (item) open.push(item, bestFirst ? item.split.score : turn++);
    };
    push(this.open(0, this.samples.length, 0).item);
    while (leaves < maxLeaves) {
      const next = open.pop();
      if (!next) break;
      const { node, start, end, depth, split } = next;
      const middle = this.partition(start, end, split);
      const left = this.open(start, middle, depth + 1);
      const right = this.open(middle, end, depth + 1);
      this.builder.split(node, split.feature, split.threshold, left.node, right.node);
      if (this.hasMissing) this.builder.setException(node, split.missingLeft);
      leaves++;
      push(right.item);
      push(left.item);
    }
    return pruneTree(this.builder.finish(), this.settings.ccpAlpha);
  }

  /** Adds a node; `item` is undefined if it stays a leaf. */
  private open(start: number, end: number, depth: number): { node: number; item: OpenNode | undefined } {
    const { criterion, settings, totalWeight } = this;
    criterion.enter(this.samples, start, end);
    const node = this.builder.add(criterion.value, (criterion.impurity * criterion.nodeWeight) / totalWeight);
    const isLeaf =
      criterion.impurity <= 1e-15 ||
      depth >= settings.maxDepth ||
      end - start < settings.minSamplesSplit ||
      end - start < 2 * settings.minSamplesLeaf ||
      criterion.nodeWeight < 2 * settings.minWeightLeaf;
    const split = isLeaf ? undefined : this.findSplit(start, end);
    if (!split) return { node, item: undefined };
    const decrease = (split.score - criterion.parentScore) / totalWeight;
    if (decrease + Number.EPSILON < settings.minImpurityDecrease) return { node, item: undefined };
    return { node, item: { node, start, end, depth, split: { ...split, score: decrease } } };
  }

  private findSplit(start: number, end: number): Split | undefined {
    const { candidates, random } = this;
    const { maxFeatures, drawFeatures } = this.settings;
    let best: Split | undefined;
    for (let drawn = 0; drawn < candidates.length; drawn++) {
      // enough features, and one of them divides the node
      if (drawn >= maxFeatures && best) break;
      if (drawFeatures) {
        const other = random.integer(drawn, candidates.length);
        const feature = candidates[other];
        candidates[other] = candidates[drawn];
        candidates[drawn] = feature;
      }
      const split = this.splitBy(candidates[drawn], start, end);
      if (split && (!best || isBetter(split.score, best.score))) best = split;
    }
    return best;
  }

  private splitBy(feature: number, start: number, end: number): Split | undefined {
    if (this.settings.randomThresholds) return this.splitAtRandom(feature, start, end);
    const { minSamplesLeaf, minWeightLeaf } = this.settings;
    const { sorted } = this.sorter;
    const count = end - start;
    const by = this.features[feature];
    this.sorter.sort(this.samples, start, end, by.ranks);
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
    const { minSamplesLeaf, minWeightLeaf } = this.settings;
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
      rank,
      // of a feature that all samples of the node have, what is missing later goes where most of them are
      missingLeft: missingLeft || (sorted[count - 1] < numPresent && 2 * position > count),
    };
  }

  private splitAtRandom(feature: number, start: number, end: number): Split | undefined {
    const { samples, sorter, random } = this;
    const { minSamplesLeaf, minWeightLeaf } = this.settings;
    const count = end - start;
    const by = this.features[feature];
    let lowest = by.numPresent;
    let highest = -1;
    let missing = 0;
    for (let o = start; o < end; o++) {
      const rank = by.ranks[samples[o]];
      if (rank >= by.numPresent) missing++;
      else if (rank > highest) highest = rank;
      if (rank < lowest) lowest = rank;
    }
    if (highest < 0 || by.values[lowest] === by.values[highest]) return undefined;
    const threshold = random.uniform(by.values[lowest], by.values[highest]);
    let rank = lowest + 1;
    for (let above = highest; rank < above; ) {
      const middle = (rank + above) >> 1;
      if (by.values[middle] > threshold) above = middle;
      else rank = middle + 1;
    }
    const missingLeft = missing > 0 && random.bernoulli();
    const position = sorter.divide(samples, start, end, by, rank, missingLeft);
    if (Math.min(position, count - position) < minSamplesLeaf) return undefined;
    const limits = { count, first: position, last: position, minWeight: minWeightLeaf, isDivided: true };
    const found = this.criterion.bestSplit(sorter.sorted, by, limits);
    if (!found) return undefined;
    return {
      score: found.score,
      feature,
      threshold,
      rank,
      missingLeft: missing > 0 ? missingLeft : 2 * position > count,
    };
  }

  /** Samples that go left first, both in the order they had. @returns where those that go right begin */
  private partition(start: number, end: number, { feature, rank, missingLeft }: Split): number {
    const { samples, toTheRight } = this;
    const { ranks, numPresent } = this.features[feature];
    const last = missingLeft ? numPresent : ranks.length; // ranks that go right end here
    let left = start;
    let right = 0;
    for (let o = start; o < end; o++) {
      // writes to both sides: cheaper than guessing wrong
      const sample = samples[o];
      const own = ranks[sample];
      const goesRight = Number(own >= rank) & Number(own < last);
      samples[left] = sample;
      toTheRight[right] = sample;
      left += 1 - goesRight;
      right += goesRight;
    }
    samples.set(toTheRight.subarray(0, right), left);
    return left;
  }
}

/** The middle between two neighbouring values; the lower one if rounding would move it up. */
function middleOf(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle < above ? middle : below;
}
