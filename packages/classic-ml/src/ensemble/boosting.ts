// What both gradient boosting estimators share.
import { checkInteger, checkNumber, type DenseMatrix } from '@ai/core';
import { addPredictions, type Tree } from '../tree/tree.js';
import { binFeatures, findEdges } from './feature-bins.js';
import { growHistogramTree, type HistogramTreeSettings } from './histogram-tree.js';

/** Options of gradient boosting. */
export interface GradientBoostingOptions {
  /** Rounds; each adds one tree (one per class for more than two). @default 100 */
  readonly numRounds?: number;
  /** Share of each tree's step that is taken, > 0. @default 0.1 */
  readonly learningRate?: number;
  /** Most leaves of a tree, >= 2. @default 31 */
  readonly maxLeaves?: number;
  /** Most levels below the root. @default no limit */
  readonly maxDepth?: number;
  /** Fewest samples in a leaf. @default 20 */
  readonly minSamplesLeaf?: number;
  /** Penalty on leaf values, >= 0. @default 0 */
  readonly l2?: number;
  /** Bins of each feature, 2 to 255. @default 255 */
  readonly maxBins?: number;
}

/** Derivatives of a loss, rewritten in each round. */
export interface BoostingLoss {
  /** Scores of a sample. */
  readonly numOutputs: number;
  /** Constant scores to start from. */
  readonly start: Float64Array;
  /** Writes the weighted derivatives for all samples. All arrays are outputs x N. */
  derivatives(
    scores: readonly Float64Array[],
    gradients: readonly Float64Array[],
    hessians: readonly Float64Array[],
  ): void;
}

/** @throws InvalidArgumentError for options out of range */
export function readBoosting(
  options: GradientBoostingOptions,
  owner: string,
): HistogramTreeSettings & { numRounds: number; maxBins: number } {
  const { numRounds = 100, learningRate = 0.1, maxLeaves = 31, maxDepth, minSamplesLeaf = 20, l2 = 0 } = options;
  const { maxBins = 255 } = options;
  checkInteger(numRounds, 'numRounds', owner, { min: 1 });
  checkNumber(learningRate, 'learningRate', owner, { above: 0 });
  checkInteger(maxLeaves, 'maxLeaves', owner, { min: 2 });
  if (maxDepth !== undefined) checkInteger(maxDepth, 'maxDepth', owner, { min: 1 });
  checkInteger(minSamplesLeaf, 'minSamplesLeaf', owner, { min: 1 });
  checkNumber(l2, 'l2', owner, { min: 0 });
  checkInteger(maxBins, 'maxBins', owner, { min: 2, max: 255 });
  const depth = maxDepth ?? Number.POSITIVE_INFINITY;
  return { numRounds, learningRate, maxLeaves, maxDepth: depth, minSamplesLeaf, l2, maxBins };
}

/** Runs the rounds. @returns trees, round by round, one for each output */
export function boost(x: DenseMatrix, loss: BoostingLoss, settings: ReturnType<typeof readBoosting>): Tree[] {
  const bins = binFeatures(x, findEdges(x, settings.maxBins));
  const perOutput = (make: (output: number) => Float64Array) =>
    Array.from({ length: loss.numOutputs }, (_, k) => make(k));
  const scores = perOutput((k) => new Float64Array(x.rows).fill(loss.start[k]));
  const gradients = perOutput(() => new Float64Array(x.rows));
  const hessians = perOutput(() => new Float64Array(x.rows));
  const trees: Tree[] = [];
  for (let round = 0; round < settings.numRounds; round++) {
    loss.derivatives(scores, gradients, hessians);
    scores.forEach((output, k) => {
      trees.push(growHistogramTree(bins, gradients[k], hessians[k], output, settings));
    });
  }
  return trees;
}

/** The scores of new samples. @returns Q x outputs */
export function boostedScores(trees: readonly Tree[], start: Float64Array, x: DenseMatrix): DenseMatrix {
  const columns = start.length;
  const perOutput = Array.from(start, (value) => new Float64Array(x.rows).fill(value));
  trees.forEach((tree, t) => {
    addPredictions(tree, x, perOutput[t % columns]);
  });
  const data = new Float64Array(x.rows * columns);
  perOutput.forEach((scores, k) => {
    for (let i = 0; i < x.rows; i++) data[i * columns + k] = scores[i];
  });
  return { data, rows: x.rows, columns };
}
