import type { Random } from '@ai/core';
import { PriorityQueue } from './priority-queue.js';
import { pruneTree } from './prune-tree.js';
import { isBetter, type SplitCriterion } from './split-criterion.js';
import type { Split, Splitter } from './splitter.js';
import type { Tree } from './tree.js';
import { TreeBuilder } from './tree-builder.js';
import type { GrowthSettings } from './tree-options.js';

/** A node that can be split, over `samples[start .. end]`. */
interface OpenNode {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly split: Split;
  /** Of the impurity, by the split. */
  readonly decrease: number;
}

/**
 * Grows a tree: depth first, or with `maxLeaves` the node of largest decrease first. Ties go to the feature drawn first (without drawing,
 * the one of smaller index).
 *
 * @param columns D columns of N values, NaN where one is missing
 * @param weights N weights; samples of weight 0 take no part
 */
export function growTree(
  columns: readonly Float64Array[],
  splitter: Splitter,
  weights: Float64Array,
  criterion: SplitCriterion,
  settings: GrowthSettings,
  random: Random,
): Tree {
  return new TreeGrower(columns, splitter, weights, criterion, settings, random).grow();
}

class TreeGrower {
  private readonly samples: Int32Array;
  private readonly toTheRight: Int32Array;
  private readonly candidates: Int32Array;
  private readonly builder: TreeBuilder;
  private readonly totalWeight: number;

  constructor(
    private readonly columns: readonly Float64Array[],
    private readonly splitter: Splitter,
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
    this.candidates = Int32Array.from(columns.keys());
    this.builder = new TreeBuilder(columns.length, criterion.numOutputs, settings.hasMissing);
  }

  grow(): Tree {
    const { maxLeaves } = this.settings;
    const bestFirst = maxLeaves < Number.POSITIVE_INFINITY;
    const open = new PriorityQueue<OpenNode>();
    let leaves = 1;
    let turn = 0; // the last one in is the first one out
    const push = (item: OpenNode | undefined): void => {
      if (item) open.push(item, bestFirst ? item.decrease : turn++);
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
      if (this.settings.hasMissing) this.builder.setException(node, split.missingLeft);
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
    return { node, item: { node, start, end, depth, split, decrease } };
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
      const split = this.splitter.split(candidates[drawn], this.samples, start, end);
      if (split && (!best || isBetter(split.score, best.score))) best = split;
    }
    return best;
  }

  /** Samples that go left first, both in the order they had. @returns where those that go right begin */
  private partition(start: number, end: number, { feature, threshold, missingLeft }: Split): number {
    const { samples, toTheRight } = this;
    const column = this.columns[feature];
    const missing = Number(!missingLeft);
    let left = start;
    let right = 0;
    for (let o = start; o < end; o++) {
      // writes to both sides: cheaper than guessing wrong
      const sample = samples[o];
      const value = column[sample];
      const goesRight = Number(value > threshold) | (Number(Number.isNaN(value)) & missing);
      samples[left] = sample;
      toTheRight[right] = sample;
      left += 1 - goesRight;
      right += goesRight;
    }
    samples.set(toTheRight.subarray(0, right), left);
    return left;
  }
}
