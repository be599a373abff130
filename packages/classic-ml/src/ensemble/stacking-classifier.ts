import { checkBoolean, checkOneOf, type DenseMatrix, InvalidArgumentError, type Rows } from '@ai/core';
import type {
  Classifier,
  ClassifierModel,
  FitOptions,
  Label,
  Labels,
  ProbabilisticClassifierModel,
  SavedModel,
  ScoreOptions,
} from '../estimator.js';
import { checkTwoClasses, readClassification } from '../input/class-weights.js';
import { readFeatures, takeRows } from '../input/samples.js';
import { LogisticRegression } from '../linear/logistic-regression.js';
import { makeFolds } from '../model-selection/cross-validate.js';
import { checkKnowsAll, outOfFold } from '../model-selection/out-of-fold.js';
import type { Splitter } from '../model-selection/splitter.js';
import { booleanField, choiceField, defineFormat, listField } from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';
import { accuracyOf } from '../scoring.js';
import { checkStack, classifierSays, STACK_METHODS, type StackMethod, sideBySide } from './stacking-features.js';
import { checkMembers } from './voting-members.js';

const OWNER = 'StackingClassifier';

/** Options of {@link StackingClassifier}. */
export interface StackingClassifierOptions {
  /** The classifiers whose say is learned from. */
  readonly estimators: readonly Classifier[];
  /** The classifier that decides. @default new LogisticRegression() */
  readonly final?: Classifier;
  /** A splitter, or the number of stratified folds, not shuffled. @default 5 */
  readonly folds?: number | Splitter;
  /** What the classifiers say: probabilities, linear scores or predictions; `auto` is the first of these that one has. @default 'auto' */
  readonly method?: StackMethod;
  /** The one that decides sees the features too. @default false */
  readonly passThrough?: boolean;
}

/**
 * Stacked classifiers (Wolpert, "Stacked generalization", 1992): a classifier learns from what others say of samples that they have not seen,
 * fold by fold; the others are then fitted to all samples.
 *
 * @example
 * ```ts
 * import { DecisionTreeClassifier, GaussianNaiveBayes, makeMoons, StackingClassifier } from '@ai/classic-ml';
 *
 * const { x, y } = makeMoons({ numSamples: 100, noise: 0.2, seed: 1 });
 * const estimators = [new GaussianNaiveBayes(), new DecisionTreeClassifier({ maxDepth: 4 })];
 * new StackingClassifier({ estimators }).fit(x, y).score(x, y); // about 0.95
 * ```
 */
export class StackingClassifier implements Classifier<StackingClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: StackingClassifierOptions) {}

  /**
   * @param x N x D
   * @param y N labels of at least 2 classes
   * @throws InvalidArgumentError for invalid options, data or weights, a single class, a member without the method, folds that leave out a
   * class, or what a member refuses
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): StackingClassifierModel {
    const { estimators, folds = 5, method = 'auto', passThrough = false } = this.options;
    const { final = new LogisticRegression() } = this.options;
    checkMembers(estimators, undefined, OWNER);
    checkOneOf(method, 'method', OWNER, STACK_METHODS);
    checkBoolean(passThrough, 'passThrough', OWNER);
    if (typeof final?.fit !== 'function') throw new InvalidArgumentError('final', OWNER, 'be a classifier', final);
    const { x: matrix, codes, classes, weights } = readClassification(x, y, options, OWNER);
    checkTwoClasses(classes, OWNER);
    const labels = Array.from(codes, (code) => classes[code]);
    const parts = makeFolds(this, { x: matrix, y: labels, weights }, { folds });
    const says = estimators.map((estimator) => {
      const perFold = parts.map(({ trainIndices, testIndices }) => {
        const train = Array.from(trainIndices, (i) => labels[i]);
        const own = weights && { sampleWeights: Float64Array.from(trainIndices, (i) => weights[i]) };
        const model = estimator.fit(takeRows(matrix, trainIndices), train, own);
        checkKnowsAll(model.classes, classes, OWNER);
        return classifierSays(model, takeRows(matrix, testIndices), method, OWNER);
      });
      return outOfFold(parts, perFold, matrix.rows, OWNER);
    });
    const all = weights && { sampleWeights: weights };
    const features = sideBySide(passThrough ? [...says, matrix] : says, matrix.rows);
    return new StackingClassifierModel({
      members: estimators.map((estimator) => estimator.fit(matrix, labels, all)),
      final: final.fit(features, labels, all),
      method,
      passThrough,
    });
  }
}

interface State {
  readonly members: readonly ClassifierModel[];
  readonly final: ClassifierModel;
  readonly method: StackMethod;
  readonly passThrough: boolean;
}

const formatOf = (classes: ModelClasses) =>
  defineFormat<State>(
    'StackingClassifierModel',
    {
      members: listField(partField(classes)),
      final: partField(classes),
      method: choiceField(STACK_METHODS),
      passThrough: booleanField,
    },
    checkStack,
  );

/** The fitted model of {@link StackingClassifier}. */
export class StackingClassifierModel implements ClassifierModel {
  /** The classifiers, fitted to all samples. */
  readonly members: readonly ClassifierModel[];
  /** The one that decides. */
  readonly final: ClassifierModel;

  constructor(private readonly state: State) {
    this.members = state.members;
    this.final = state.final;
  }

  get classes(): readonly Label[] {
    return this.final.classes;
  }

  get numFeatures(): number {
    return this.members[0].numFeatures;
  }

  /**
   * Reads a saved model.
   *
   * @param classes the classes of its members and of the one that decides: `{ GaussianNaiveBayesModel, LogisticRegressionModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a model whose class is not among `classes`
   */
  static fromJSON(document: unknown, classes: ModelClasses): StackingClassifierModel {
    return new StackingClassifierModel(formatOf(classes).read(document));
  }

  /** What the members say, as the one that decides sees it. @param x Q x D @returns Q x F */
  transform(x: Rows): DenseMatrix {
    const matrix = readFeatures(x, OWNER, this.numFeatures);
    const says = this.members.map((member) => classifierSays(member, matrix, this.state.method, OWNER));
    return sideBySide(this.state.passThrough ? [...says, matrix] : says, matrix.rows);
  }

  /** @param x Q x D @returns Q x C @throws InvalidArgumentError if the one that decides has no probabilities */
  predictProbabilities(x: Rows): DenseMatrix {
    const final = this.final as Partial<ProbabilisticClassifierModel>;
    if (final.predictProbabilities) return final.predictProbabilities(this.transform(x));
    throw new InvalidArgumentError('final', OWNER, 'be a classifier that gives probabilities', this.final);
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return this.final.predict(this.transform(x));
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return formatOf({}).write(this.state);
  }
}
