import type { DenseMatrix } from '@ai/core';
import {
  countField,
  defineFormat,
  type Format,
  integersField,
  matrixField,
  optionalField,
  recordField,
  vectorField,
} from '../saving/format.js';

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
  /** What decides where a threshold does not; undefined if all values are numbers and have an order. */
  readonly exceptions?: SplitExceptions | undefined;
}

/** Splits by categories, and the way of missing values. */
export interface SplitExceptions {
  /** 1 for each node that sends missing values left, otherwise 0. */
  readonly missingLeft: Int32Array;
  /** For each node that splits by categories (its threshold is NaN) the number of its set, otherwise -1. */
  readonly sets: Int32Array;
  /** 8 words for each set: bit c is set if category c goes left, bit 255 if missing values and unknown categories do. */
  readonly bits: Int32Array;
}

/** Words of a set of categories. */
export const SET_WORDS = 8;

/** The node in which a sample ends. */
export function leafOf(tree: Tree, data: Float64Array, start: number): number {
  const { features, thresholds, left, right } = tree;
  let node = 0;
  while (features[node] >= 0) {
    const value = data[start + features[node]];
    if (value <= thresholds[node]) node = left[node];
    else if (value > thresholds[node]) node = right[node];
    else node = isExceptionLeft(tree, node, value) ? left[node] : right[node];
  }
  return node;
}

/** Where a value goes that has no order with the threshold: it is missing, or a category. */
function isExceptionLeft({ exceptions }: Tree, node: number, value: number): boolean {
  if (!exceptions) return false;
  const set = exceptions.sets[node];
  if (set < 0) return exceptions.missingLeft[node] === 1;
  const category = Number.isInteger(value) && value >= 0 && value < 255 ? value : 255;
  return ((exceptions.bits[set * SET_WORDS + (category >> 5)] >> (category & 31)) & 1) === 1;
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
    exceptions: optionalField(
      recordField<SplitExceptions>({ missingLeft: integersField, sets: integersField, bits: integersField }),
    ),
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
    if (wrong) return 'the nodes of a tree must point to later ones';
    const { missingLeft, sets, bits } = tree.exceptions ?? {};
    if (!missingLeft || !sets || !bits) return false;
    const fits = missingLeft.length === size && sets.length === size;
    return (
      !(fits && sets.every((set) => set < bits.length / SET_WORDS)) && 'the exceptions of a tree must fit its nodes'
    );
  },
);
