// What both gradient boosting estimators share.
import { checkBoolean, checkInteger, checkNumber, type DenseMatrix, Got, InvalidArgumentError, Random } from '@ai/core';
import { takeRows } from '../input/samples.js';
import { addPredictions, type Tree } from '../tree/tree.js';
import { type MaxFeatures, readMaxFeatures } from '../tree/tree-options.js';
import type { BoostingLoss } from './boosting-loss.js';
import { binFeatures } from './feature-bins.js';
import { HistogramTreeGrower, type HistogramTreeSettings, numHistogramsOf, setLeafValues } from './histogram-tree.js';

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
  /** Features looked at in each node: `all`, `sqrt`, `log2`, a share in (0, 1) or a number; drawn by `seed`. @default 'all' */
  readonly maxFeatures?: MaxFeatures;
  /** Bins of each feature, 2 to 255. @default 255 */
  readonly maxBins?: number;
  /** Columns whose values are categories without an order, integers from 0 to maxBins - 1. @default none */
  readonly categoricalFeatures?: readonly number[];
  /**
   * For each feature 1 (predictions never fall where it rises), -1 (never rise) or 0. For a classifier of two classes it holds for the
   * probability of the second one; more classes have none. @default all 0
   */
  readonly monotonicConstraints?: readonly number[];
  /**
   * Stop when the loss on samples held out has not fallen by more than `tolerance` for `patience` rounds. @default true if `fit` is given
   * a validation set, otherwise false
   */
  readonly earlyStopping?: boolean;
  /** Share of the samples that is held out for early stopping, drawn by `seed`, unless `fit` is given some. @default 0.1 */
  readonly validationFraction?: number;
  /** @default 10 */
  readonly patience?: number;
  /** @default 1e-7 */
  readonly tolerance?: number;
  /** @default 0 */
  readonly seed?: number;
}

/** Options with defaults. */
export interface BoostingSettings extends HistogramTreeSettings {
  readonly numRounds: number;
  readonly learningRate: number;
  readonly maxBins: number;
  readonly categorical: ReadonlySet<number>;
  readonly earlyStopping: boolean | undefined;
  readonly validationFraction: number;
  readonly patience: number;
  readonly tolerance: number;
  readonly seed: number;
}

/** @throws InvalidArgumentError for options out of range */
export function readBoosting(options: GradientBoostingOptions, numFeatures: number, owner: string): BoostingSettings {
  const { numRounds = 100, learningRate = 0.1, maxLeaves = 31, maxDepth, minSamplesLeaf = 20, l2 = 0 } = options;
  const { maxFeatures = 'all', maxBins = 255, categoricalFeatures = [], monotonicConstraints } = options;
  const { earlyStopping, validationFraction = 0.1, patience = 10, tolerance = 1e-7, seed = 0 } = options;
  checkInteger(numRounds, 'numRounds', owner, { min: 1 });
  checkNumber(learningRate, 'learningRate', owner, { above: 0 });
  checkInteger(maxLeaves, 'maxLeaves', owner, { min: 2 });
  if (maxDepth !== undefined) checkInteger(maxDepth, 'maxDepth', owner, { min: 1 });
  checkInteger(minSamplesLeaf, 'minSamplesLeaf', owner, { min: 1 });
  checkNumber(l2, 'l2', owner, { min: 0 });
  checkInteger(maxBins, 'maxBins', owner, { min: 2, max: 255 });
  if (earlyStopping !== undefined) checkBoolean(earlyStopping, 'earlyStopping', owner);
  checkNumber(validationFraction, 'validationFraction', owner, { above: 0, below: 1 });
  checkInteger(patience, 'patience', owner, { min: 1 });
  checkNumber(tolerance, 'tolerance', owner, { min: 0 });
  checkInteger(seed, 'seed', owner);
  const categorical = readCategorical(categoricalFeatures, numFeatures, owner);
  return {
    numRounds,
    learningRate,
    maxLeaves,
    maxDepth: maxDepth ?? Number.POSITIVE_INFINITY,
    minSamplesLeaf,
    l2,
    maxFeatures: readMaxFeatures(maxFeatures, numFeatures, owner),
    maxBins,
    categorical,
    monotonic: readMonotonic(monotonicConstraints, categorical, numFeatures, owner),
    earlyStopping,
    validationFraction,
    patience,
    tolerance,
    seed,
  };
}

function readCategorical(features: readonly number[], numFeatures: number, owner: string): ReadonlySet<number> {
  if (!Array.isArray(features)) {
    throw new InvalidArgumentError('categoricalFeatures', owner, 'be an array of columns', features);
  }
  for (const feature of features) checkInteger(feature, 'categoricalFeatures', owner, { min: 0, max: numFeatures - 1 });
  return new Set(features);
}

function readMonotonic(
  constraints: readonly number[] | undefined,
  categorical: ReadonlySet<number>,
  numFeatures: number,
  owner: string,
): Int32Array | undefined {
  if (constraints === undefined) return undefined;
  const isValid = Array.isArray(constraints) && constraints.every((sign) => sign === 0 || sign === 1 || sign === -1);
  if (!isValid || constraints.length !== numFeatures) {
    const expected = `hold 1, -1 or 0 for each of ${numFeatures} features`;
    throw new InvalidArgumentError('monotonicConstraints', owner, expected, constraints);
  }
  const wrong = constraints.findIndex((sign, feature) => sign !== 0 && categorical.has(feature));
  if (wrong >= 0) {
    const got = new Got(`${constraints[wrong]} for feature ${wrong}`);
    throw new InvalidArgumentError('monotonicConstraints', owner, 'be 0 for categorical features', got);
  }
  return constraints.every((sign) => sign === 0) ? undefined : Int32Array.from(constraints);
}

/** Samples that the trees do not see. */
export interface Validation {
  readonly x: DenseMatrix;
  readonly loss: BoostingLoss;
}

/** What boosting gives. */
export interface Boosted {
  /** Round by round, one for each output. */
  readonly trees: readonly Tree[];
  /** Scores from which the trees start. */
  readonly start: Float64Array;
  /** Mean loss of the samples held out, before the first round and after each; empty if there are none. */
  readonly validationLosses: Float64Array;
}

/**
 * Holds samples out if early stopping wants some and none are given.
 * @param lossOf the loss of the samples of these numbers; of all if undefined
 * @param strata N classes whose shares are kept; undefined for regression
 */
export function boostWithValidation(
  x: DenseMatrix,
  lossOf: (samples?: Int32Array) => BoostingLoss,
  strata: Int32Array | undefined,
  given: Validation | undefined,
  settings: BoostingSettings,
  owner: string,
): Boosted {
  const random = new Random(settings.seed);
  if (given || !settings.earlyStopping) return boost(x, lossOf(), given, settings, random, owner);
  const [kept, held] = holdOut(x.rows, strata, settings.validationFraction, random);
  if (held.length === 0 || kept.length === 0) {
    const got = new Got(`${settings.validationFraction} of ${x.rows} samples`);
    throw new InvalidArgumentError('validationFraction', owner, 'leave samples on either side', got);
  }
  const validation = { x: takeRows(x, held), loss: lossOf(held) };
  return boost(takeRows(x, kept), lossOf(kept), validation, settings, random, owner);
}

/** Draws samples of each class by its share, ascending. */
function holdOut(
  numSamples: number,
  strata: Int32Array | undefined,
  fraction: number,
  random: Random,
): [kept: Int32Array, held: Int32Array] {
  const isHeld = new Uint8Array(numSamples);
  const numStrata = strata ? strata.reduce((a, b) => Math.max(a, b), 0) + 1 : 1;
  for (let stratum = 0; stratum < numStrata; stratum++) {
    const members = Int32Array.from({ length: numSamples }, (_, i) => i).filter(
      (i) => !strata || strata[i] === stratum,
    );
    const count = Math.round(fraction * members.length);
    for (const i of random.shuffle(members).subarray(0, count)) isHeld[i] = 1;
  }
  const all = Int32Array.from({ length: numSamples }, (_, i) => i);
  return [all.filter((i) => isHeld[i] === 0), all.filter((i) => isHeld[i] === 1)];
}

/** Runs the rounds. */
function boost(
  x: DenseMatrix,
  loss: BoostingLoss,
  validation: Validation | undefined,
  settings: BoostingSettings,
  random: Random,
  owner: string,
): Boosted {
  const { numRounds, learningRate } = settings;
  const needs = { numHistograms: numHistogramsOf(settings, x.rows), hasHessians: !loss.hessiansAreOne };
  const bins = binFeatures(x, settings.maxBins, settings.categorical, needs, owner);
  const grower = new HistogramTreeGrower(bins, settings, random);
  const start = loss.start();
  const scores = startingScores(start, x.rows);
  const gradients = scores.map(() => new Float64Array(x.rows));
  const hessians = scores.map(() => new Float64Array(x.rows));
  const held = validation && startingScores(start, validation.x.rows);
  const validationLosses = validation && held ? [validation.loss.mean(held)] : [];
  const trees: Tree[] = [];
  for (let round = 0; round < numRounds; round++) {
    loss.derivatives(scores, gradients, hessians);
    scores.forEach((output, k) => {
      const grown = grower.grow(gradients[k], hessians[k]);
      const tree = setLeafValues(grown, ({ start: from, end, value }) => {
        const samples = bins.memory.samples.subarray(from, end);
        const step = learningRate * (loss.leafStep ? loss.leafStep(output, samples) : value);
        for (let o = 0; o < samples.length; o++) output[samples[o]] += step;
        return step;
      });
      trees.push(tree);
      if (validation && held) addPredictions(tree, validation.x, held[k]);
    });
    if (!validation || !held) continue;
    validationLosses.push(validation.loss.mean(held));
    if (settings.earlyStopping !== false && hasStalled(validationLosses, settings)) break;
  }
  return { trees, start, validationLosses: Float64Array.from(validationLosses) };
}

/** Whether none of the last losses is better than the one before them. */
function hasStalled(losses: readonly number[], { patience, tolerance }: BoostingSettings): boolean {
  if (losses.length <= patience) return false;
  const before = losses[losses.length - 1 - patience];
  return losses.slice(-patience).every((loss) => loss >= before - tolerance);
}

function startingScores(start: Float64Array, numSamples: number): Float64Array[] {
  return Array.from(start, (value) => new Float64Array(numSamples).fill(value));
}

/** The scores of new samples after each round; the same arrays in every turn. @returns outputs x Q */
export function* stagedScores(
  trees: readonly Tree[],
  start: Float64Array,
  x: DenseMatrix,
): Generator<readonly Float64Array[], void> {
  const scores = startingScores(start, x.rows);
  for (let t = 0; t < trees.length; t += start.length) {
    for (let k = 0; k < start.length; k++) addPredictions(trees[t + k], x, scores[k]);
    yield scores;
  }
}

/** The scores of new samples. @returns outputs x Q */
export function boostedScores(trees: readonly Tree[], start: Float64Array, x: DenseMatrix): readonly Float64Array[] {
  const scores = startingScores(start, x.rows);
  trees.forEach((tree, t) => {
    addPredictions(tree, x, scores[t % start.length]);
  });
  return scores;
}
