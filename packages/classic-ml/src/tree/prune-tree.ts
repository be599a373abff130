// Minimal cost-complexity pruning: Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984, chapter 3.
import { PriorityQueue } from './priority-queue.js';
import type { Tree } from './tree.js';
import { TreeBuilder } from './tree-builder.js';

/** Trees that pruning goes through, from the whole tree to its root alone. */
export interface CostComplexityPath {
  /** P prices of a leaf, ascending from 0: from this one on the smaller tree is better. */
  readonly alphas: Float64Array;
  /** P impurities of the leaves of these trees, weighted by their share of the samples. */
  readonly impurities: Float64Array;
}

/** The tree (of splits by thresholds) without the branches that lower the impurity by `alpha` or less for each leaf that they add. */
export function pruneTree(tree: Tree, alpha: number): Tree {
  if (alpha === 0) return tree;
  const pruning = new Pruning(tree);
  while (pruning.weakestAlpha() <= alpha) pruning.step();
  return pruning.rest();
}

/** All steps of pruning. */
export function costComplexityPath(tree: Tree): CostComplexityPath {
  const pruning = new Pruning(tree);
  const alphas = [0];
  const impurities = [pruning.impurity];
  for (let alpha = pruning.weakestAlpha(); alpha < Number.POSITIVE_INFINITY; alpha = pruning.weakestAlpha()) {
    pruning.step();
    if (alpha > alphas[alphas.length - 1]) {
      alphas.push(alpha);
      impurities.push(pruning.impurity);
    } else {
      impurities[impurities.length - 1] = pruning.impurity;
    }
  }
  return { alphas: Float64Array.from(alphas), impurities: Float64Array.from(impurities) };
}

class Pruning {
  private readonly parents: Int32Array;
  /** Leaves below each node; 1 makes it a leaf. */
  private readonly leaves: Int32Array;
  /** Impurity of the leaves below each node. */
  private readonly below: Float64Array;
  /** Nodes by their alpha, the smallest first; entries of an alpha that has changed since are put back. */
  private readonly queue = new PriorityQueue<{ readonly node: number; readonly alpha: number }>();

  constructor(private readonly tree: Tree) {
    const { features, left, right, impurities } = tree;
    this.parents = new Int32Array(features.length).fill(-1);
    this.leaves = new Int32Array(features.length).fill(1);
    this.below = impurities.slice();
    for (let node = features.length - 1; node >= 0; node--) {
      if (features[node] < 0) continue;
      this.parents[left[node]] = node;
      this.parents[right[node]] = node;
      this.leaves[node] = this.leaves[left[node]] + this.leaves[right[node]];
      this.below[node] = this.below[left[node]] + this.below[right[node]];
      this.enqueue(node);
    }
  }

  /** Impurity of all leaves. */
  get impurity(): number {
    return this.below[0];
  }

  /** What the weakest branch lowers the impurity by for each leaf it adds; infinite if there is none. */
  weakestAlpha(): number {
    for (let entry = this.queue.pop(); entry; entry = this.queue.pop()) {
      const { node, alpha } = entry;
      if (this.leaves[node] === 1) continue;
      if (alpha === this.alphaOf(node)) {
        this.queue.push(entry, Number.POSITIVE_INFINITY); // first again, for the step
        return Math.max(0, alpha);
      }
      this.enqueue(node);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Makes the weakest branch a leaf. */
  step(): void {
    const entry = this.queue.pop();
    if (!entry) return;
    const { node } = entry;
    const fewer = this.leaves[node] - 1;
    const more = this.tree.impurities[node] - this.below[node];
    this.cutBelow(node);
    for (let above = node; above >= 0; above = this.parents[above]) {
      this.leaves[above] -= fewer;
      this.below[above] += more;
    }
  }

  rest(): Tree {
    const { features, thresholds, left, right, values, impurities, numFeatures, exceptions } = this.tree;
    const builder = new TreeBuilder(numFeatures, values.columns, exceptions !== undefined);
    const copies = new Int32Array(features.length).fill(-1);
    const isKept = new Uint8Array(features.length);
    isKept[0] = 1;
    for (let node = 0; node < features.length; node++) {
      if (isKept[node] === 0) continue;
      const value = values.data.subarray(node * values.columns, (node + 1) * values.columns);
      copies[node] = builder.add(value, impurities[node]);
      if (this.leaves[node] > 1) isKept[left[node]] = isKept[right[node]] = 1;
    }
    for (let node = 0; node < features.length; node++) {
      if (isKept[node] === 0 || this.leaves[node] === 1) continue;
      builder.split(copies[node], features[node], thresholds[node], copies[left[node]], copies[right[node]]);
      if (exceptions) builder.setException(copies[node], exceptions.missingLeft[node] === 1);
    }
    return builder.finish();
  }

  private cutBelow(node: number): void {
    const stack = [node];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (this.leaves[at] === 1) continue;
      stack.push(this.tree.left[at], this.tree.right[at]);
      if (at !== node) this.leaves[at] = 1;
    }
  }

  private alphaOf(node: number): number {
    return (this.tree.impurities[node] - this.below[node]) / (this.leaves[node] - 1);
  }

  private enqueue(node: number): void {
    const alpha = this.alphaOf(node);
    this.queue.push({ node, alpha }, -alpha);
  }
}
