// What both random forests share.
import { checkBoolean, checkInteger, type DenseMatrix, Random } from '@ai/core';
import { growTree, sortFeatures } from '../tree/grow-tree.js';
import type { SplitCriterion } from '../tree/split-criterion.js';
import { addPredictions, importancesOf, leafOf, type Tree } from '../tree/tree.js';
import { readGrowth, type TreeGrowthOptions } from '../tree/tree-options.js';

/** Options of random forests. */
export interface ForestOptions extends TreeGrowthOptions {
  /** @default 100 */
  readonly numTrees?: number;
  /** Fit each tree to N samples drawn with replacement; otherwise to all. @default true */
  readonly bootstrap?: boolean;
  /** Score on the samples that a tree has not seen; needs `bootstrap`. @default false */
  readonly outOfBagScore?: boolean;
}

/** Trees and, on request, predictions for each sample by the trees that have not seen it. */
export interface Forest {
  readonly trees: Tree[];
  /** N x outputs, summed over the trees that left the sample out; NaN if none did. */
  readonly outOfBag: DenseMatrix | undefined;
}

/** Grows a forest; the criterion is made anew for the weights of each tree. */
export function growForest(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  options: ForestOptions,
  defaultMaxFeatures: 'all' | 'sqrt',
  makeCriterion: (weights: Float64Array) => SplitCriterion,
  owner: string,
): Forest {
  const { numTrees = 100, bootstrap = true, outOfBagScore = false } = options;
  checkInteger(numTrees, 'numTrees', owner, { min: 1 });
  checkBoolean(bootstrap, 'bootstrap', owner);
  checkBoolean(outOfBagScore, 'outOfBagScore', owner);
  const settings = { ...readGrowth(options, x.columns, owner, defaultMaxFeatures), drawFeatures: true };
  const random = new Random(settings.seed);
  const sorted = sortFeatures(x);
  const ones = weights ?? new Float64Array(x.rows).fill(1);
  let outOfBag: DenseMatrix | undefined;
  let votes: Int32Array | undefined;
  const trees = Array.from({ length: numTrees }, () => {
    const own = random.fork();
    const drawn = bootstrap ? drawWeights(ones, own) : ones;
    const tree = growTree(sorted, drawn, makeCriterion(drawn), settings, own);
    if (bootstrap && outOfBagScore) {
      outOfBag ??= { data: new Float64Array(x.rows * tree.values.columns), rows: x.rows, columns: tree.values.columns };
      votes ??= new Int32Array(x.rows);
      addUnseen(tree, x, drawn, outOfBag, votes);
    }
    return tree;
  });
  if (outOfBag && votes) {
    const { data, columns } = outOfBag;
    for (let o = 0; o < data.length; o++) data[o] /= votes[Math.floor(o / columns)]; // 0 / 0 is NaN
  }
  return { trees, outOfBag };
}

function drawWeights(weights: Float64Array, random: Random): Float64Array {
  const drawn = new Float64Array(weights.length);
  for (let draw = 0; draw < weights.length; draw++) {
    const i = random.integer(0, weights.length);
    drawn[i] += weights[i];
  }
  return drawn;
}

function addUnseen(tree: Tree, x: DenseMatrix, drawn: Float64Array, sums: DenseMatrix, votes: Int32Array): void {
  const { columns } = sums;
  for (let i = 0; i < x.rows; i++) {
    if (drawn[i] > 0) continue;
    const leaf = leafOf(tree, x.data, i * x.columns);
    for (let c = 0; c < columns; c++) sums.data[i * columns + c] += tree.values.data[leaf * columns + c];
    votes[i]++;
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

/** The mean of the trees' importances, scaled to sum to 1. */
export function meanImportances(trees: readonly Tree[]): Float64Array {
  const sums = new Float64Array(trees[0].numFeatures);
  for (const tree of trees) {
    importancesOf(tree).forEach((share, j) => {
      sums[j] += share;
    });
  }
  const total = sums.reduce((a, b) => a + b, 0);
  return total > 0 ? sums.map((sum) => sum / total) : sums;
}

/** A damaged document's complaint, if any. */
export function checkTrees(trees: readonly Tree[], numOutputs: number): string | false {
  const [first] = trees;
  const fits = (tree: Tree): boolean => tree.values.columns === numOutputs && tree.numFeatures === first.numFeatures;
  return (trees.length === 0 || !trees.every(fits)) && `'trees' must all have ${numOutputs} values in a node`;
}
