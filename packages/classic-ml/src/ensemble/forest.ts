// What random forests and extremely randomised trees share.
import { checkBoolean, checkInteger, type DenseMatrix, InvalidArgumentError, Random } from '@ai/core';
import { BestSplitter } from '../tree/best-splitter.js';
import { columnsOf } from '../tree/columns.js';
import { orderFeatures } from '../tree/feature-order.js';
import { growTree } from '../tree/grow-tree.js';
import { RandomSplitter } from '../tree/random-splitter.js';
import type { SplitCriterion } from '../tree/split-criterion.js';
import { leafOf, type Tree } from '../tree/tree.js';
import { type MaxFeatures, readGrowth, type TreeGrowthOptions } from '../tree/tree-options.js';

/** Options of forests. */
export interface ForestOptions extends TreeGrowthOptions {
  /** @default 100 */
  readonly numTrees?: number;
  /** Fit each tree to samples drawn with replacement; otherwise to all. @default true for random forests, false for extra trees */
  readonly bootstrap?: boolean;
  /** Samples drawn for each tree: a number up to N, or a share of them in (0, 1); needs `bootstrap`. @default N */
  readonly maxSamples?: number;
  /** Score on the samples that a tree has not seen; needs `bootstrap`. @default false */
  readonly outOfBagScore?: boolean;
}

/** What tells one kind of forest from another. */
export interface ForestKind {
  readonly owner: string;
  readonly maxFeatures: MaxFeatures;
  readonly bootstrap: boolean;
  /** Thresholds are drawn, not looked for. */
  readonly randomThresholds: boolean;
}

/** Trees and, on request, predictions for each sample by the trees that have not seen it. */
export interface Forest {
  readonly trees: Tree[];
  /** N x outputs, the mean over the trees that left the sample out; NaN if none did. */
  readonly outOfBag: DenseMatrix | undefined;
}

/**
 * Grows a forest; the criterion is made anew for the weights of each tree.
 * @throws InvalidArgumentError for options out of range, or that need `bootstrap`
 */
export function growForest(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  options: ForestOptions,
  kind: ForestKind,
  makeCriterion: (weights: Float64Array) => SplitCriterion,
): Forest {
  const { owner, randomThresholds } = kind;
  const { numTrees = 100, bootstrap = kind.bootstrap, maxSamples, outOfBagScore = false } = options;
  checkInteger(numTrees, 'numTrees', owner, { min: 1 });
  checkBoolean(bootstrap, 'bootstrap', owner);
  checkBoolean(outOfBagScore, 'outOfBagScore', owner);
  if (!bootstrap && outOfBagScore) {
    throw new InvalidArgumentError('outOfBagScore', owner, "be false without 'bootstrap'", outOfBagScore);
  }
  if (!bootstrap && maxSamples !== undefined) {
    throw new InvalidArgumentError('maxSamples', owner, "be left out without 'bootstrap'", maxSamples);
  }
  const draws = countSamples(maxSamples ?? x.rows, x.rows, owner);
  const growth = readGrowth(options, x, weights, owner, kind.maxFeatures);
  const settings = { ...growth, drawFeatures: true };
  const random = new Random(settings.seed);
  const columns = columnsOf(x);
  const orders = randomThresholds ? undefined : orderFeatures(columns);
  const ones = weights ?? new Float64Array(x.rows).fill(1);
  const unseen = outOfBagScore ? new UnseenMean(x) : undefined;
  const trees = Array.from({ length: numTrees }, () => {
    const own = random.fork();
    const drawn = bootstrap ? drawWeights(ones, draws, own) : ones;
    const criterion = makeCriterion(drawn);
    const splitter = orders
      ? new BestSplitter(orders, criterion, settings)
      : new RandomSplitter(columns, criterion, settings, own);
    const tree = growTree(columns, splitter, drawn, criterion, settings, own);
    unseen?.add(tree, drawn);
    return tree;
  });
  return { trees, outOfBag: unseen?.mean() };
}

function countSamples(maxSamples: number, numSamples: number, owner: string): number {
  if (maxSamples > 0 && maxSamples < 1) return Math.max(1, Math.round(maxSamples * numSamples));
  return checkInteger(maxSamples, 'maxSamples', owner, { min: 1, max: numSamples });
}

function drawWeights(weights: Float64Array, draws: number, random: Random): Float64Array {
  const drawn = new Float64Array(weights.length);
  for (let draw = 0; draw < draws; draw++) {
    const i = random.integer(0, weights.length);
    drawn[i] += weights[i];
  }
  return drawn;
}

/** For each sample the mean prediction of the trees that were not fitted to it. */
class UnseenMean {
  private readonly votes: Int32Array;
  private sums: DenseMatrix | undefined;

  constructor(private readonly x: DenseMatrix) {
    this.votes = new Int32Array(x.rows);
  }

  add(tree: Tree, drawn: Float64Array): void {
    const { x, votes } = this;
    const { columns, data } = tree.values;
    this.sums ??= { data: new Float64Array(x.rows * columns), rows: x.rows, columns };
    for (let i = 0; i < x.rows; i++) {
      if (drawn[i] > 0) continue;
      const leaf = leafOf(tree, x.data, i * x.columns);
      for (let c = 0; c < columns; c++) this.sums.data[i * columns + c] += data[leaf * columns + c];
      votes[i]++;
    }
  }

  mean(): DenseMatrix | undefined {
    const { sums, votes } = this;
    // 0 / 0 is NaN
    return sums && { ...sums, data: sums.data.map((sum, o) => sum / votes[Math.floor(o / sums.columns)]) };
  }
}
