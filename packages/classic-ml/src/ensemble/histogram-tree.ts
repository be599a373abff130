import type { Tree } from '../tree/tree.js';
import type { FeatureBins } from './feature-bins.js';

/** How the trees of gradient boosting are grown. */
export interface HistogramTreeSettings {
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly l2: number;
  readonly learningRate: number;
}

/** Bins of a histogram: sums of gradients, Hessians and counts, feature after feature. */
interface Histogram {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly counts: Int32Array;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly leftGradient: number;
  readonly leftHessian: number;
  readonly leftCount: number;
}

interface Leaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly histogram: Histogram;
  readonly split: Split | undefined;
}

const BINS = 256;
const SMALLEST_HESSIAN = 1e-3;

/**
 * Grows a tree leaf by leaf, the one of largest gain first, from histograms of gradients (LightGBM; Ke et al., 2017): the histogram of
 * the larger child is its parent's less its sibling's. Leaf values are Newton steps times the learning rate.
 *
 * @param gradients N first derivatives of the loss
 * @param hessians N second derivatives
 * @param scores N scores, to which the tree's values are added
 */
export function growHistogramTree(
  bins: FeatureBins,
  gradients: Float64Array,
  hessians: Float64Array,
  scores: Float64Array,
  settings: HistogramTreeSettings,
): Tree {
  return new HistogramTreeGrower(bins, gradients, hessians, settings).grow(scores);
}

class HistogramTreeGrower {
  private readonly samples: Int32Array;
  private readonly buffer: Int32Array;
  private readonly numFeatures: number;
  private readonly features: number[] = [];
  private readonly thresholds: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly values: number[] = [];
  private readonly gains: number[] = [];

  constructor(
    private readonly bins: FeatureBins,
    private readonly gradients: Float64Array,
    private readonly hessians: Float64Array,
    private readonly settings: HistogramTreeSettings,
  ) {
    this.samples = Int32Array.from(gradients.keys());
    this.buffer = new Int32Array(gradients.length);
    this.numFeatures = bins.columns.length;
  }

  grow(scores: Float64Array): Tree {
    const size = this.samples.length;
    const histogram = this.build(0, size);
    const gradient = this.gradients.reduce((a, b) => a + b, 0);
    const hessian = this.hessians.reduce((a, b) => a + b, 0);
    const open = [this.addLeaf(0, size, 0, gradient, hessian, histogram)];
    const done: Leaf[] = [];
    let leaves = 1;
    while (open.length > 0) {
      let best = 0;
      for (let l = 1; l < open.length; l++) if ((open[l].split?.gain ?? 0) > (open[best].split?.gain ?? 0)) best = l;
      const [leaf] = open.splice(best, 1);
      if (!leaf.split || leaves >= this.settings.maxLeaves) {
        done.push(leaf);
        continue;
      }
      leaves++;
      open.push(...this.divide(leaf, leaf.split));
    }
    for (const { node, start, end } of done) {
      for (let o = start; o < end; o++) scores[this.samples[o]] += this.values[node];
    }
    return this.finish();
  }

  private divide(leaf: Leaf, split: Split): [Leaf, Leaf] {
    const { node, start, end, depth, histogram } = leaf;
    const column = this.bins.columns[split.feature];
    const middle = this.partition(start, end, column, split.bin);
    const leftIsSmall = middle - start <= end - middle;
    const small = leftIsSmall ? this.build(start, middle) : this.build(middle, end);
    subtract(histogram, small);
    const [leftHistogram, rightHistogram] = leftIsSmall ? [small, histogram] : [histogram, small];
    this.features[node] = split.feature;
    this.thresholds[node] = this.bins.edges[split.feature][split.bin];
    this.gains[node] = split.gain;
    const right = leaf.gradient - split.leftGradient;
    const left = this.addLeaf(start, middle, depth + 1, split.leftGradient, split.leftHessian, leftHistogram);
    const other = this.addLeaf(middle, end, depth + 1, right, leaf.hessian - split.leftHessian, rightHistogram);
    this.left[node] = left.node;
    this.right[node] = other.node;
    return [left, other];
  }

  private addLeaf(
    start: number,
    end: number,
    depth: number,
    gradient: number,
    hessian: number,
    histogram: Histogram,
  ): Leaf {
    const { l2, learningRate, maxDepth, minSamplesLeaf } = this.settings;
    const node = this.features.length;
    this.features.push(-1);
    this.thresholds.push(0);
    this.left.push(-1);
    this.right.push(-1);
    this.gains.push(0);
    this.values.push((-learningRate * gradient) / (hessian + l2 + 1e-15));
    const canSplit = depth < maxDepth && end - start >= 2 * minSamplesLeaf && hessian >= SMALLEST_HESSIAN;
    const split = canSplit ? this.findSplit(histogram, end - start, gradient, hessian) : undefined;
    return { node, start, end, depth, gradient, hessian, histogram, split };
  }

  private build(start: number, end: number): Histogram {
    const { samples, gradients, hessians, numFeatures } = this;
    const count = end - start;
    const sums = new Float64Array(numFeatures * BINS);
    const curvatures = new Float64Array(numFeatures * BINS);
    const counts = new Int32Array(numFeatures * BINS);
    // gathered once, read by every feature in order
    const g = new Float64Array(count);
    const h = new Float64Array(count);
    for (let o = 0; o < count; o++) {
      g[o] = gradients[samples[start + o]];
      h[o] = hessians[samples[start + o]];
    }
    for (let j = 0; j < numFeatures; j++) {
      const column = this.bins.columns[j];
      const base = j * BINS;
      for (let o = 0; o < count; o++) {
        const b = base + column[samples[start + o]];
        sums[b] += g[o];
        curvatures[b] += h[o];
        counts[b]++;
      }
    }
    return { gradients: sums, hessians: curvatures, counts };
  }

  private findSplit(histogram: Histogram, count: number, gradient: number, hessian: number): Split | undefined {
    const { l2, minSamplesLeaf } = this.settings;
    const { gradients, hessians, counts } = histogram;
    const parent = (gradient * gradient) / (hessian + l2 + 1e-15);
    let best: Split | undefined;
    for (let j = 0; j < this.numFeatures; j++) {
      const edges = this.bins.edges[j].length;
      let leftGradient = 0;
      let leftHessian = 0;
      let leftCount = 0;
      for (let b = 0, o = j * BINS; b < edges; b++, o++) {
        leftGradient += gradients[o];
        leftHessian += hessians[o];
        leftCount += counts[o];
        if (leftCount < minSamplesLeaf || leftHessian < SMALLEST_HESSIAN) continue;
        if (count - leftCount < minSamplesLeaf || hessian - leftHessian < SMALLEST_HESSIAN) break;
        const right = gradient - leftGradient;
        const gain =
          (leftGradient * leftGradient) / (leftHessian + l2 + 1e-15) +
          (right * right) / (hessian - leftHessian + l2 + 1e-15) -
          parent;
        // only rounding apart is a tie, which goes to the smaller feature and threshold
        if (gain > (best ? best.gain : 0) + 1e-12 * parent) {
          best = { gain, feature: j, bin: b, leftGradient, leftHessian, leftCount };
        }
      }
    }
    return best;
  }

  private partition(start: number, end: number, column: Uint8Array, bin: number): number {
    const { samples, buffer } = this;
    let left = start;
    let right = 0;
    for (let o = start; o < end; o++) {
      const sample = samples[o];
      if (column[sample] <= bin) samples[left++] = sample;
      else buffer[right++] = sample;
    }
    samples.set(buffer.subarray(0, right), left);
    return left;
  }

  private finish(): Tree {
    const size = this.features.length;
    return {
      features: Int32Array.from(this.features),
      thresholds: Float64Array.from(this.thresholds),
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      values: { data: Float64Array.from(this.values), rows: size, columns: 1 },
      impurities: this.gainsAsImpurities(),
      numFeatures: this.numFeatures,
    };
  }

  /** Impurities whose decreases are the gains: the sums of the gains below. Children come after their parent. */
  private gainsAsImpurities(): Float64Array {
    const sums = Float64Array.from(this.gains);
    for (let node = sums.length - 1; node >= 0; node--) {
      if (this.features[node] >= 0) sums[node] += sums[this.left[node]] + sums[this.right[node]];
    }
    return sums;
  }
}

/** parent -= child, in place. */
function subtract(parent: Histogram, child: Histogram): void {
  for (let b = 0; b < parent.counts.length; b++) {
    parent.gradients[b] -= child.gradients[b];
    parent.hessians[b] -= child.hessians[b];
    parent.counts[b] -= child.counts[b];
  }
}
