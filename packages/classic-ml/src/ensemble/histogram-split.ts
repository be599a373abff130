// The best split of a node by its histogram: LightGBM (Ke et al., 2017), categories as Fisher (1958) groups them.
import { isBetter } from '../tree/split-criterion.js';
import { type FeatureBinning, type FeatureBins, MISSING } from './feature-bins.js';
import { BINS, type Histogram, type HistogramMemory, type SampleSums, type ScanLimits } from './histogram-memory.js';

/** Between which values monotonic features leave a node and its children. */
export interface ValueBounds {
  readonly lowest: number;
  readonly highest: number;
}

/** Sums over the samples of a node, with the bounds of its children. */
export interface NodeSums extends SampleSums, ValueBounds {
  /** The node's value before the learning rate. */
  readonly value: number;
}

/** A split and what goes left. */
export interface HistogramSplit {
  readonly gain: number;
  readonly feature: number;
  /** Bins up to it go left; undefined for categories. */
  readonly bin: number;
  /** 1 for each of 256 categories that goes left; undefined for numbers. */
  readonly leftCategories: Uint8Array | undefined;
  readonly missingLeft: boolean;
  readonly leftCount: number;
  readonly leftGradient: number;
  readonly leftHessian: number;
}

/** What a split has to keep to. */
export interface SplitSettings {
  readonly minSamplesLeaf: number;
  readonly l2: number;
  /** For each feature 1 (predictions rise with it), -1 (fall) or 0; undefined if all are 0. */
  readonly monotonic: Int32Array | undefined;
}

const SMALLEST_HESSIAN = 1e-3;
/** Keeps 0 / 0 away. */
const PENALTY = 1e-15;
/** Categories of fewer samples go right, and as much is added to each before they are ordered. */
const CATEGORY_SUPPORT = 10;

/** The Newton step of a node within its bounds. */
export function nodeValue(gradient: number, hessian: number, l2: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, -gradient / (hessian + l2 + PENALTY)));
}

/** Finds the best split by one feature after the other. */
export class SplitFinder {
  private readonly features: readonly FeatureBinning[];
  private readonly memory: HistogramMemory;
  private best: HistogramSplit | undefined;
  private bestScore = 0;
  private readonly limits: ScanLimits;
  // the split that is being built up
  private leftCount = 0;
  private leftGradient = 0;
  private leftHessian = 0;

  constructor(
    { features, memory }: FeatureBins,
    private readonly settings: SplitSettings,
  ) {
    this.features = features;
    this.memory = memory;
    this.limits = { count: settings.minSamplesLeaf, hessian: SMALLEST_HESSIAN, penalty: settings.l2 + PENALTY };
  }

  /** The best split by the given features; undefined if none lowers the loss. Ties go to the first feature and the lower bin. */
  find(histogram: Histogram, node: NodeSums, candidates: Int32Array, count: number): HistogramSplit | undefined {
    this.best = undefined;
    this.bestScore = -node.gradient * node.value;
    for (let c = 0; c < count; c++) {
      const feature = candidates[c];
      const { edges, hasMissing } = this.features[feature];
      if (!edges) {
        this.scanCategories(histogram, node, feature);
      } else {
        if (this.settings.monotonic) this.scanBounded(histogram, node, feature);
        else this.scanUp(histogram, node, feature);
        if (hasMissing) this.scanDown(histogram, node, feature);
      }
    }
    return this.best;
  }

  /** Missing values go right. */
  private scanUp(histogram: Histogram, node: NodeSums, feature: number): void {
    const { memory, limits, bestScore } = this;
    const aim = bestScore + Math.abs(bestScore) * 1e-12;
    const bin = memory.scan(histogram, feature, this.lastBin(feature), node, limits, aim);
    if (bin < 0) return;
    const [score, leftCount, leftGradient, leftHessian] = memory.scanned;
    this.bestScore = score;
    const gain = score + node.gradient * node.value;
    const left = { leftCount, leftGradient, leftHessian };
    this.best = { gain, feature, bin, leftCategories: undefined, missingLeft: false, ...left };
  }

  /** The same, with values kept between bounds. */
  private scanBounded(histogram: Histogram, node: NodeSums, feature: number): void {
    this.leftCount = 0;
    this.leftGradient = 0;
    this.leftHessian = 0;
    for (let b = 0; b < this.lastBin(feature); b++) {
      this.move(histogram, feature * BINS + b, 1);
      this.consider(node, feature, b, undefined, false);
    }
  }

  /** How many bins may be the last on the left: something has to be to their right. */
  private lastBin(feature: number): number {
    const { numBins, hasMissing } = this.features[feature];
    return numBins - 1 + Number(hasMissing);
  }

  /** Missing values go left. */
  private scanDown(histogram: Histogram, node: NodeSums, feature: number): void {
    this.leftCount = node.count;
    this.leftGradient = node.gradient;
    this.leftHessian = node.hessian;
    for (let b = this.features[feature].numBins - 2; b >= 0; b--) {
      this.move(histogram, feature * BINS + b + 1, -1);
      this.consider(node, feature, b, undefined, true);
    }
  }

  private scanCategories(histogram: Histogram, node: NodeSums, feature: number): void {
    const { sums } = histogram;
    const { numBins, hasMissing } = this.features[feature];
    const support = node.count / node.hessian;
    const used: { readonly bin: number; readonly order: number }[] = [];
    for (let b = 0; b <= numBins; b++) {
      const bin = b < numBins ? b : MISSING;
      if (bin === MISSING && !hasMissing) break;
      const o = 2 * (feature * BINS + bin);
      if (sums[o + 1] * support < CATEGORY_SUPPORT * (1 - 1e-9)) continue; // Hessians that are equal count to the sample
      used.push({ bin, order: sums[o] / (sums[o + 1] + CATEGORY_SUPPORT) });
    }
    if (used.length < 2) return;
    used.sort((a, b) => a.order - b.order);
    // from either end to the middle: the rare ones are always on the side of more categories
    const middle = (used.length + 1) >> 1;
    this.scanOrdered(histogram, node, feature, used.slice(0, middle));
    this.scanOrdered(
      histogram,
      node,
      feature,
      used
        .slice(middle)
        .reverse()
        .slice(0, middle - 1),
    );
  }

  private scanOrdered(
    histogram: Histogram,
    node: NodeSums,
    feature: number,
    order: readonly { readonly bin: number }[],
  ): void {
    this.leftCount = 0;
    this.leftGradient = 0;
    this.leftHessian = 0;
    const left = new Uint8Array(BINS);
    for (const { bin } of order) {
      this.move(histogram, feature * BINS + bin, 1);
      left[bin] = 1;
      this.consider(node, feature, -1, left, left[MISSING] === 1);
    }
  }

  private move({ sums, counts }: Histogram, bin: number, sign: number): void {
    this.leftGradient += sign * sums[2 * bin];
    this.leftHessian += sign * sums[2 * bin + 1];
    this.leftCount += sign * (counts ? counts[bin] : sums[2 * bin + 1]);
  }

  private consider(
    node: NodeSums,
    feature: number,
    bin: number,
    categories: Uint8Array | undefined,
    missingLeft: boolean,
  ): void {
    const { limits, leftCount, leftGradient, leftHessian } = this;
    if (Math.min(leftCount, node.count - leftCount) < limits.count) return;
    if (Math.min(leftHessian, node.hessian - leftHessian) < limits.hessian) return;
    const score = this.boundedScore(node, feature, leftGradient, leftHessian);
    if (!isBetter(score, this.bestScore)) return;
    this.bestScore = score;
    const gain = score + node.gradient * node.value;
    const left = { leftCount, leftGradient, leftHessian };
    this.best = { gain, feature, bin, leftCategories: categories?.slice(), missingLeft, ...left };
  }

  /** What both sides take off the loss, doubled; -Infinity if their values would run against a monotonic feature. */
  private boundedScore(node: NodeSums, feature: number, leftGradient: number, leftHessian: number): number {
    const { l2, monotonic } = this.settings;
    const { lowest, highest } = node;
    const rightGradient = node.gradient - leftGradient;
    const left = nodeValue(leftGradient, leftHessian, l2, lowest, highest);
    const right = nodeValue(rightGradient, node.hessian - leftHessian, l2, lowest, highest);
    if (monotonic && monotonic[feature] * (right - left) < 0) return Number.NEGATIVE_INFINITY;
    return -leftGradient * left - rightGradient * right;
  }
}
