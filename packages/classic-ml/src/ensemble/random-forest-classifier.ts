import { checkOneOf, type DenseMatrix, type Rows } from '@ai/core';
import { largestClass } from '../decision.js';
import type {
  Classifier,
  FitOptions,
  Label,
  Labels,
  ProbabilisticClassifierModel,
  SavedModel,
  ScoreOptions,
} from '../estimator.js';
import { type ClassWeights, readClassification } from '../input/class-weights.js';
import { readFeatures } from '../input/samples.js';
import { defineFormat, formatField, labelsField, listField, numberField, optionalField } from '../saving/format.js';
import { accuracyOf } from '../scoring.js';
import { ClassCriterion } from '../tree/split-criterion.js';
import { TREE_FORMAT, type Tree } from '../tree/tree.js';
import { checkTrees, type ForestOptions, growForest, meanImportances, meanPrediction } from './forest.js';

const OWNER = 'RandomForestClassifier';

/** Options of {@link RandomForestClassifier}; `maxFeatures` is `sqrt` unless given. */
export interface RandomForestClassifierOptions extends ForestOptions {
  /** Measure of impurity. @default 'gini' */
  readonly criterion?: 'gini' | 'entropy';
  /** Weights of classes. @default all 1 */
  readonly classWeights?: ClassWeights;
}

/**
 * A random forest (Breiman, 2001): trees on samples drawn with replacement, each node looking at a few features drawn at random; the
 * forest's probabilities are the mean of the trees'.
 *
 * @example
 * ```ts
 * import { makeMoons, RandomForestClassifier } from '@ai/classic-ml';
 *
 * const { x, y } = makeMoons({ numSamples: 100, noise: 0.1, seed: 1 });
 * const model = new RandomForestClassifier({ numTrees: 20, outOfBagScore: true }).fit(x, y);
 * model.outOfBagScore; // about 0.95
 * ```
 */
export class RandomForestClassifier implements Classifier<RandomForestClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: RandomForestClassifierOptions = {}) {}

  /**
   * @param x N x D
   * @param y N labels
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): RandomForestClassifierModel {
    const { criterion = 'gini', classWeights } = this.options;
    checkOneOf(criterion, 'criterion', OWNER, ['gini', 'entropy']);
    const data = readClassification(x, y, options, OWNER, classWeights);
    const { classes, codes } = data;
    const makeCriterion = (weights: Float64Array) => new ClassCriterion(classes.length, codes, weights, criterion);
    const { trees, outOfBag } = growForest(data.x, data.weights, this.options, 'sqrt', makeCriterion, OWNER);
    return new RandomForestClassifierModel({
      classes,
      trees,
      outOfBagScore: outOfBag && accuracyOfShares(outOfBag, codes),
    });
  }
}

/** Accuracy over the samples that some tree left out. */
function accuracyOfShares(shares: DenseMatrix, codes: Int32Array): number {
  const labels = largestClass(
    shares,
    Array.from({ length: shares.columns }, (_, c) => c),
  );
  const seen = Int32Array.from(codes.keys()).filter((i) => !Number.isNaN(shares.data[i * shares.columns]));
  return seen.filter((i) => labels[i] === codes[i]).length / seen.length;
}

interface State {
  readonly classes: readonly Label[];
  readonly trees: readonly Tree[];
  readonly outOfBagScore: number | undefined;
}

const FORMAT = defineFormat<State>(
  'RandomForestClassifierModel',
  { classes: labelsField, trees: listField(formatField(TREE_FORMAT)), outOfBagScore: optionalField(numberField) },
  ({ classes, trees }) => checkTrees(trees, classes.length),
);

/** The fitted model of {@link RandomForestClassifier}. */
export class RandomForestClassifierModel implements ProbabilisticClassifierModel {
  readonly classes: readonly Label[];
  readonly trees: readonly Tree[];
  /** Accuracy on samples by the trees that have not seen them, if asked for. */
  readonly outOfBagScore: number | undefined;

  constructor(state: State) {
    this.classes = state.classes;
    this.trees = state.trees;
    this.outOfBagScore = state.outOfBagScore;
  }

  get numFeatures(): number {
    return this.trees[0].numFeatures;
  }

  /** D shares of the decrease in impurity. */
  get featureImportances(): Float64Array {
    return meanImportances(this.trees);
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): RandomForestClassifierModel {
    return new RandomForestClassifierModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    return meanPrediction(this.trees, readFeatures(x, OWNER, this.numFeatures));
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return largestClass(this.predictProbabilities(x), this.classes);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
