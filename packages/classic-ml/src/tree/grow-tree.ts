import type { DenseMatrix, Random } from '@ai/core';
import type { SplitCriterion } from './split-criterion.js';
import type { Tree } from './tree.js';
import type { GrowthSettings } from './tree-options.js';

/** Samples prepared for growing: features as columns, and the samples sorted by each. Shared by all trees of a forest. */
export interface SortedFeatures {
  /** D columns of N values. */
  readonly columns: readonly Float64Array[];
  /** D orders of the N samples. */
  readonly orders: readonly Int32Array[];
  readonly numSamples: number;
}

/** Sorts the samples by each feature, once. */
export function sortFeatures(x: DenseMatrix): SortedFeatures {
  const columns = Array.from({ length: x.columns }, (_, j) =>
    Float64Array.from({ length: x.rows }, (_, i) => x.data[i * x.columns + j]),
  );
  const orders = columns.map((column) => Int32Array.from(column.keys()).sort((a, b) => column[a] - column[b] || a - b));
  return { columns, orders, numSamples: x.rows };
}

interface PendingNode {
  readonly parent: number;
  readonly isLeft: boolean;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/**
 * Grows a tree depth first. Each feature keeps its own sorted order of the samples, which a split divides without sorting again, so
 * that a level costs N D steps (in the manner of SLIQ, Mehta, Agrawal and Rissanen, 1996). Ties go to the feature drawn first (without
 * drawing, the one of smaller index) and the smaller threshold.
 *
 * @param used which samples take part: weight > 0
 */
export function growTree(
  sorted: SortedFeatures,
  used: Float64Array,
  criterion: SplitCriterion,
  settings: GrowthSettings,
  random: Random,
): Tree {
  const numFeatures = sorted.columns.length;
  const orders = sorted.orders.map((order) => order.filter((i) => used[i] > 0));
  const size = orders[0].length;
  const kept = new Int32Array(size);
  const goesLeft = new Uint8Array(sorted.numSamples);
  const nodes = new TreeNodes(criterion.numOutputs);
  const candidates = Int32Array.from({ length: numFeatures }, (_, j) => j);
  const stack: PendingNode[] = [{ parent: -1, isLeft: false, start: 0, end: size, depth: 0 }];
  let totalWeight = 0;
  while (stack.length > 0) {
    const { parent, isLeft, start, end, depth } = stack.pop() as PendingNode;
    criterion.enter({ order: orders[0], start, end });
    if (parent < 0) totalWeight = criterion.nodeWeight;
    const share = criterion.nodeWeight / totalWeight;
    const node = nodes.add(parent, isLeft, criterion, share);
    if (criterion.impurity <= 1e-15 || depth >= settings.maxDepth || end - start < settings.minSamplesSplit) continue;
    const split = findSplit(sorted, orders, start, end, criterion, settings, candidates, random);
    if (!split) continue;
    // scores are impurity decreases times weight
    const decrease = (split.score - criterion.parentScore) / totalWeight;
    if (decrease < settings.minImpurityDecrease) continue;
    const { feature, position } = split;
    const column = sorted.columns[feature];
    const order = orders[feature];
    nodes.split(node, feature, threshold(column[order[position - 1]], column[order[position]]));
    for (let o = start; o < end; o++) goesLeft[order[o]] = Number(o < position);
    for (let j = 0; j < numFeatures; j++) if (j !== feature) partition(orders[j], start, end, goesLeft, kept);
    stack.push({ parent: node, isLeft: false, start: position, end, depth: depth + 1 });
    stack.push({ parent: node, isLeft: true, start, end: position, depth: depth + 1 });
  }
  return nodes.finish(numFeatures);
}

/** The middle between two neighbouring values; the lower one if rounding would move it up. */
function threshold(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle < above ? middle : below;
}

function findSplit(
  sorted: SortedFeatures,
  orders: readonly Int32Array[],
  start: number,
  end: number,
  criterion: SplitCriterion,
  settings: GrowthSettings,
  candidates: Int32Array,
  random: Random,
): { feature: number; position: number; score: number } | undefined {
  const { maxFeatures, drawFeatures } = settings;
  let best: { feature: number; position: number; score: number } | undefined;
  for (let drawn = 0; drawn < candidates.length; drawn++) {
    // enough features, and one of them divides the node
    if (drawn >= maxFeatures && best) break;
    if (drawFeatures) {
      const other = random.integer(drawn, candidates.length);
      const feature = candidates[other];
      candidates[other] = candidates[drawn];
      candidates[drawn] = feature;
    }
    const feature = candidates[drawn];
    const split = criterion.bestSplit(
      { order: orders[feature], start, end },
      sorted.columns[feature],
      settings.minSamplesLeaf,
    );
    if (split && (!best || split.score > best.score + 1e-12 * Math.abs(best.score))) best = { feature, ...split };
  }
  return best;
}

/** Stable: samples that go left first. */
function partition(order: Int32Array, start: number, end: number, goesLeft: Uint8Array, kept: Int32Array): void {
  let left = start;
  let right = 0;
  for (let o = start; o < end; o++) {
    const sample = order[o];
    if (goesLeft[sample] === 1) order[left++] = sample;
    else kept[right++] = sample;
  }
  for (let r = 0; r < right; r++) order[left + r] = kept[r];
}

/** Nodes as they come. */
class TreeNodes {
  private readonly features: number[] = [];
  private readonly thresholds: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly impurities: number[] = [];
  private readonly values: number[] = [];
  private readonly value: Float64Array;

  constructor(private readonly numOutputs: number) {
    this.value = new Float64Array(numOutputs);
  }

  add(parent: number, isLeft: boolean, criterion: SplitCriterion, share: number): number {
    const node = this.features.length;
    if (parent >= 0) (isLeft ? this.left : this.right)[parent] = node;
    this.features.push(-1);
    this.thresholds.push(0);
    this.left.push(-1);
    this.right.push(-1);
    this.impurities.push(criterion.impurity * share);
    criterion.writeValue(this.value, 0);
    for (const value of this.value) this.values.push(value);
    return node;
  }

  split(node: number, feature: number, at: number): void {
    this.features[node] = feature;
    this.thresholds[node] = at;
  }

  finish(numFeatures: number): Tree {
    return {
      features: Int32Array.from(this.features),
      thresholds: Float64Array.from(this.thresholds),
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      values: { data: Float64Array.from(this.values), rows: this.features.length, columns: this.numOutputs },
      impurities: Float64Array.from(this.impurities),
      numFeatures,
    };
  }
}
