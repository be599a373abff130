// The best split of a node by its histogram: LightGBM (Ke et al., 2017), categories as Fisher (1958) groups them.
import { type FeatureBinning, MISSING } from './feature-bins.js';
import { BINS, type Histogram } from './histogram-memory.js';

/** Between which values monotonic features leave a node and its children. */
export interface ValueBounds {
  readonly lowest: number;
  readonly highest: number;
}

/** Sums over the samples of a node, with the bounds of its children. */
export interface NodeSums extends ValueBounds {
  readonly count: number;
  readonly gradient: number;
  readonly hessian: number;
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

/** A later split has to be better by more than rounding to win. */
const MARGIN = 1 + 1e-12;
const SMALLEST_HESSIAN = 1e-3;
/** Categories of fewer samples go right, and as much is added to each before they are ordered. */
const CATEGORY_SUPPORT = 10;

/** The Newton step of a node within its bounds. */
export function nodeValue(gradient: number, hessian: number, l2: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, -gradient / (hessian + l2 + 1e-15)));
}

/** Finds the best split by one feature after the other. */
export class SplitFinder {
  private best: HistogramSplit | undefined;
  private bestGain = 0;
  // the split that is being built up
  private leftCount = 0;
  private leftGradient = 0;
  private leftHessian = 0;

  constructor(
    private readonly features: readonly FeatureBinning[],
    private readonly settings: SplitSettings,
  ) {}

  /** The best split by the given features; undefined if none lowers the loss. Ties go to the first feature and the lower bin. */
  find(histogram: Histogram, node: NodeSums, candidates: Int32Array, count: number): HistogramSplit | undefined {
    this.best = undefined;
    this.bestGain = 0;
    for (let c = 0; c < count; c++) {
      const feature = candidates[c];
      const { edges, hasMissing } = this.features[feature];
      if (!edges) {
        this.scanCategories(histogram, node, feature);
      } else {
        this.scanUp(histogram, node, feature);
        if (hasMissing) this.scanDown(histogram, node, feature);
      }
    }
    return this.best;
  }

  /** Missing values go right. */
  private scanUp({ sums, counts }: Histogram, node: NodeSums, feature: number): void {
    const { minSamplesLeaf, l2, monotonic } = this.settings;
    const { numBins, hasMissing } = this.features[feature];
    const { count, gradient, hessian } = node;
    const penalty = l2 + 1e-15;
    const parent = (gradient * gradient) / (hessian + penalty);
    const last = numBins - 1 + Number(hasMissing);
    let aim = (parent + this.bestGain) * MARGIN;
    let leftCount = 0;
    let leftGradient = 0;
    let leftHessian = 0;
    for (let b = 0, o = 2 * feature * BINS; b < last; b++, o += 2) {
      leftGradient += sums[o];
      leftHessian += sums[o + 1];
      leftCount += counts ? counts[o >> 1] : sums[o + 1];
      if (leftCount < minSamplesLeaf || leftHessian < SMALLEST_HESSIAN) continue;
      if (count - leftCount < minSamplesLeaf || hessian - leftHessian < SMALLEST_HESSIAN) break;
      let gain: number;
      if (monotonic) {
        gain = this.boundedGain(node, feature, leftGradient, leftHessian);
        if (!(parent + gain > aim)) continue;
      } else {
        // l^2 / a + r^2 / b > aim, without a division
        const right = gradient - leftGradient;
        const below = leftHessian + penalty;
        const above = hessian - leftHessian + penalty;
        const numerator = leftGradient * leftGradient * above + right * right * below;
        if (!(numerator > aim * below * above)) continue;
        gain = numerator / (below * above) - parent;
      }
      aim = (parent + gain) * MARGIN;
      this.bestGain = gain;
      const left = { leftCount, leftGradient, leftHessian };
      this.best = { gain, feature, bin: b, leftCategories: undefined, missingLeft: false, ...left };
    }
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
    const { minSamplesLeaf } = this.settings;
    const { leftCount, leftGradient, leftHessian } = this;
    if (Math.min(leftCount, node.count - leftCount) < minSamplesLeaf) return;
    if (Math.min(leftHessian, node.hessian - leftHessian) < SMALLEST_HESSIAN) return;
    const gain = this.boundedGain(node, feature, leftGradient, leftHessian);
    const parent = -node.gradient * node.value;
    if (!(parent + gain > (parent + this.bestGain) * MARGIN)) return;
    this.bestGain = gain;
    const left = { leftCount, leftGradient, leftHessian };
    this.best = { gain, feature, bin, leftCategories: categories?.slice(), missingLeft, ...left };
  }

  /** What the loss falls by, to second order; -1 if the values would run against a monotonic feature. */
  private boundedGain(node: NodeSums, feature: number, leftGradient: number, leftHessian: number): number {
    const { l2, monotonic } = this.settings;
    const { lowest, highest } = node;
    const rightGradient = node.gradient - leftGradient;
    const left = nodeValue(leftGradient, leftHessian, l2, lowest, highest);
    const right = nodeValue(rightGradient, node.hessian - leftHessian, l2, lowest, highest);
    if (monotonic && monotonic[feature] * (right - left) < 0) return -1;
    return node.gradient * node.value - leftGradient * left - rightGradient * right;
  }
}
