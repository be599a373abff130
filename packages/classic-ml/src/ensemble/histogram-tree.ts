import type { Random } from '@ai/core';
import { PriorityQueue } from '../tree/priority-queue.js';
import type { Tree } from '../tree/tree.js';
import { TreeBuilder } from '../tree/tree-builder.js';
import { type FeatureBins, MISSING } from './feature-bins.js';
import { BINS, type Histogram } from './histogram-memory.js';
import {
  type HistogramSplit,
  type NodeSums,
  nodeValue,
  SplitFinder,
  type SplitSettings,
  type ValueBounds,
} from './histogram-split.js';

/** How the trees of gradient boosting are grown. */
export interface HistogramTreeSettings extends SplitSettings {
  readonly maxLeaves: number;
  readonly maxDepth: number;
  /** Features looked at in each node. */
  readonly maxFeatures: number;
}

/** Histograms that a grower keeps at most: those of leaves that can still be split, and one more. */
export function numHistogramsOf({ maxLeaves, minSamplesLeaf }: HistogramTreeSettings, numSamples: number): number {
  return Math.min(maxLeaves, Math.floor(numSamples / minSamplesLeaf)) + 1;
}

/** A leaf over `samples[start .. end]`. */
export interface HistogramLeaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  /** The Newton step. */
  readonly value: number;
}

interface OpenLeaf extends HistogramLeaf, NodeSums {
  readonly depth: number;
  readonly histogram: Histogram;
  readonly split: HistogramSplit;
}

const NO_VALUE = new Float64Array(1); // until the values of the leaves are known

/** A tree whose leaves still lack their values: `setLeafValues` makes it whole. */
export interface GrownTree {
  readonly leaves: readonly HistogramLeaf[];
  readonly builder: TreeBuilder;
}

/**
 * Grows trees leaf by leaf, the one of largest gain first, from histograms of gradients (LightGBM; Ke et al., 2017): the histogram of
 * the larger child is its parent's less its sibling's. One grower serves all rounds; its arrays are used again.
 */
export class HistogramTreeGrower {
  private readonly numFeatures: number;
  private readonly goesLeft = new Uint8Array(BINS);
  private readonly candidates: Int32Array;
  private readonly finder: SplitFinder;
  private readonly free: Histogram[];

  constructor(
    private readonly bins: FeatureBins,
    private readonly settings: HistogramTreeSettings,
    private readonly random: Random,
  ) {
    const { features, memory } = bins;
    this.numFeatures = features.length;
    this.candidates = Int32Array.from(features.keys());
    this.finder = new SplitFinder(bins, settings);
    this.free = [...memory.histograms];
  }

  /**
   * @param gradients N first derivatives of the loss
   * @param hessians N second derivatives
   */
  grow(gradients: Float64Array, hessians: Float64Array): GrownTree {
    const { memory } = this.bins;
    const numSamples = memory.samples.length;
    const { maxLeaves } = this.settings;
    const builder = new TreeBuilder(this.numFeatures, 1, true);
    const leaves: HistogramLeaf[] = [];
    const open = new PriorityQueue<OpenLeaf>();
    const add = (
      start: number,
      end: number,
      sums: NodeSums,
      depth: number,
      histogram: Histogram | undefined,
    ): number => {
      // what a node takes off the loss, as an impurity: a split lowers it by its gain
      const node = builder.add(NO_VALUE, sums.gradient * sums.value);
      const leaf = { node, start, end, depth, ...sums };
      const split = histogram && this.findSplit(histogram, leaf, depth);
      if (histogram && split) {
        open.push({ ...leaf, histogram, split }, split.gain);
      } else {
        leaves.push(leaf);
        if (histogram) this.free.push(histogram);
      }
      return node;
    };
    memory.load(gradients, hessians);
    const whole = this.sum(0, numSamples);
    add(0, numSamples, this.rootSums(whole, numSamples), 0, whole);
    for (let next = open.pop(); next; next = open.pop()) {
      const { node, start, end, depth, split, histogram } = next;
      if (leaves.length + open.size + 1 >= maxLeaves) {
        leaves.push(next);
        this.free.push(histogram);
        continue;
      }
      const middle = this.partition(start, end, split);
      const [left, right] = this.childSums(next, split);
      // the last split that is allowed, too deep or too small: its children will not be split
      const isLast =
        leaves.length + open.size + 2 >= maxLeaves ||
        depth + 1 >= this.settings.maxDepth ||
        Math.max(left.count, right.count) < 2 * this.settings.minSamplesLeaf;
      let [leftHistogram, rightHistogram]: (Histogram | undefined)[] = [];
      if (isLast) {
        this.free.push(histogram);
      } else {
        const leftIsSmall = middle - start <= end - middle;
        const small = leftIsSmall ? this.sum(start, middle) : this.sum(middle, end);
        memory.subtract(histogram, small);
        [leftHistogram, rightHistogram] = leftIsSmall ? [small, histogram] : [histogram, small];
      }
      const leftNode = add(start, middle, left, depth + 1, leftHistogram);
      const rightNode = add(middle, end, right, depth + 1, rightHistogram);
      builder.split(node, split.feature, this.thresholdOf(split), leftNode, rightNode);
      this.writeException(builder, node, split, left.count > right.count);
    }
    return { leaves, builder };
  }

  private findSplit(histogram: Histogram, node: NodeSums, depth: number): HistogramSplit | undefined {
    const { maxDepth, minSamplesLeaf, maxFeatures } = this.settings;
    if (depth >= maxDepth || node.count < 2 * minSamplesLeaf) return undefined;
    const { candidates, random, numFeatures } = this;
    if (maxFeatures < numFeatures) {
      for (let drawn = 0; drawn < maxFeatures; drawn++) {
        const other = random.integer(drawn, numFeatures);
        const feature = candidates[other];
        candidates[other] = candidates[drawn];
        candidates[drawn] = feature;
      }
    }
    return this.finder.find(histogram, node, candidates, maxFeatures);
  }

  /** Sums of all samples, which are in the bins of any feature. */
  private rootSums({ sums }: Histogram, count: number): NodeSums {
    let gradient = 0;
    let hessian = 0;
    for (let b = 0; b < BINS; b++) {
      gradient += sums[2 * b];
      hessian += sums[2 * b + 1];
    }
    const bounds = { lowest: Number.NEGATIVE_INFINITY, highest: Number.POSITIVE_INFINITY };
    return this.sumsOf(count, gradient, hessian, bounds);
  }

  private sumsOf(count: number, gradient: number, hessian: number, { lowest, highest }: ValueBounds): NodeSums {
    return {
      count,
      gradient,
      hessian,
      value: nodeValue(gradient, hessian, this.settings.l2, lowest, highest),
      lowest,
      highest,
    };
  }

  private childSums(parent: NodeSums, split: HistogramSplit): [NodeSums, NodeSums] {
    const { leftCount, leftGradient, leftHessian, feature } = split;
    const left = this.sumsOf(leftCount, leftGradient, leftHessian, parent);
    const rightGradient = parent.gradient - leftGradient;
    const right = this.sumsOf(parent.count - leftCount, rightGradient, parent.hessian - leftHessian, parent);
    const direction = this.settings.monotonic?.[feature] ?? 0;
    if (direction === 0) return [left, right];
    // what lies below stays on its side of the middle
    const middle = (left.value + right.value) / 2;
    const lower = { highest: middle };
    const upper = { lowest: middle };
    return direction > 0
      ? [
          { ...left, ...lower },
          { ...right, ...upper },
        ]
      : [
          { ...left, ...upper },
          { ...right, ...lower },
        ];
  }

  private sum(start: number, end: number): Histogram {
    const histogram = this.free.pop() as Histogram; // there is one for each leaf
    this.bins.memory.sum(start, end, histogram);
    return histogram;
  }

  private thresholdOf({ feature, bin, leftCategories }: HistogramSplit): number {
    if (leftCategories) return Number.NaN;
    const edges = this.bins.features[feature].edges as Float64Array;
    return bin < edges.length ? edges[bin] : Number.POSITIVE_INFINITY; // only missing values go right
  }

  private writeException(builder: TreeBuilder, node: number, split: HistogramSplit, leftIsLarger: boolean): void {
    const { hasMissing, known } = this.bins.features[split.feature];
    // what the samples have never shown goes where most of them are
    const missingLeft = hasMissing ? split.missingLeft : leftIsLarger;
    const left = split.leftCategories?.map((goes, category) => (known?.[category] === 1 ? goes : Number(missingLeft)));
    builder.setException(node, missingLeft, left);
  }

  /** Divides the samples of a node. @returns where those that go right begin */
  private partition(start: number, end: number, split: HistogramSplit): number {
    const { feature, bin, leftCategories, missingLeft } = split;
    const { goesLeft } = this;
    if (leftCategories) {
      goesLeft.set(leftCategories);
    } else {
      goesLeft.fill(1, 0, bin + 1).fill(0, bin + 1);
      goesLeft[MISSING] = Number(missingLeft);
    }
    return this.bins.memory.partition(start, end, feature, goesLeft);
  }
}

/** Writes the values of the leaves, and gives the tree. */
export function setLeafValues({ builder, leaves }: GrownTree, stepOf: (leaf: HistogramLeaf) => number): Tree {
  for (const leaf of leaves) builder.setValue(leaf.node, stepOf(leaf));
  return builder.finish();
}
