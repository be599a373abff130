import type { DenseMatrix } from '@ai/core';
import { countField, defineFormat, type Format, integersField, matrixField, vectorField } from '../saving/format.js';

/** A binary decision tree in flat arrays; node 0 is the root, children come after their parent. */
export interface Tree {
  /** Feature that a node splits by; -1 marks a leaf. */
  readonly features: Int32Array;
  /** Samples with a value <= threshold go left. */
  readonly thresholds: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Nodes x outputs: class shares, or the mean of the targets. */
  readonly values: DenseMatrix;
  /** Impurity of each node times its share of the weight. */
  readonly impurities: Float64Array;
  readonly numFeatures: number;
}

/** The node in which a sample ends. */
export function leafOf(tree: Tree, data: Float64Array, start: number): number {
  const { features, thresholds, left, right } = tree;
  let node = 0;
  while (features[node] >= 0) node = data[start + features[node]] <= thresholds[node] ? left[node] : right[node];
  return node;
}

/** Adds the values of the leaves to `sums`. @param x Q x D @param sums Q x outputs */
export function addPredictions(tree: Tree, x: DenseMatrix, sums: Float64Array): void {
  const { columns } = tree.values;
  const { data } = tree.values;
  for (let i = 0; i < x.rows; i++) {
    const from = leafOf(tree, x.data, i * x.columns) * columns;
    for (let c = 0; c < columns; c++) sums[i * columns + c] += data[from + c];
  }
}

/** The mean of the trees' predictions. @param x Q x D @returns Q x outputs */
export function meanPrediction(trees: readonly Tree[], x: DenseMatrix): DenseMatrix {
  const { columns } = trees[0].values;
  const data = new Float64Array(x.rows * columns);
  for (const tree of trees) addPredictions(tree, x, data);
  for (let o = 0; o < data.length; o++) data[o] /= trees.length;
  return { data, rows: x.rows, columns };
}

/** Each feature's share of the decrease in impurity; all 0 for a single leaf. */
export function importancesOf(tree: Tree): Float64Array {
  const shares = new Float64Array(tree.numFeatures);
  let total = 0;
  tree.features.forEach((feature, node) => {
    if (feature < 0) return;
    const decrease = tree.impurities[node] - tree.impurities[tree.left[node]] - tree.impurities[tree.right[node]];
    shares[feature] += decrease;
    total += decrease;
  });
  return total > 0 ? shares.map((share) => share / total) : shares;
}

/** Levels below the root. */
export function depthOf(tree: Tree): number {
  const depths = new Int32Array(tree.features.length);
  let deepest = 0;
  for (let node = 0; node < depths.length; node++) {
    if (tree.features[node] < 0) continue;
    depths[tree.left[node]] = depths[node] + 1;
    depths[tree.right[node]] = depths[node] + 1;
    deepest = Math.max(deepest, depths[node] + 1);
  }
  return deepest;
}

export function numLeavesOf(tree: Tree): number {
  return (tree.features.length + 1) / 2;
}

/** The saved form of a tree. */
export const TREE_FORMAT: Format<Tree> = defineFormat<Tree>(
  'Tree',
  {
    features: integersField,
    thresholds: vectorField,
    left: integersField,
    right: integersField,
    values: matrixField,
    impurities: vectorField,
    numFeatures: countField,
  },
  (tree) => {
    const size = tree.features.length;
    const lengths = [tree.thresholds, tree.left, tree.right, tree.impurities].map(({ length }) => length);
    if (size === 0 || tree.values.rows !== size || lengths.some((length) => length !== size)) {
      return 'the arrays of a tree must have an entry for each node';
    }
    // children after their parent: no cycle can be followed
    const isChild = (child: number, node: number): boolean => child > node && child < size;
    const wrong = tree.features.some(
      (feature, node) =>
        feature >= tree.numFeatures ||
        (feature >= 0 && !(isChild(tree.left[node], node) && isChild(tree.right[node], node))),
    );
    return wrong && 'the nodes of a tree must point to later ones';
  },
);
