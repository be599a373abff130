import { checkOneOf, type DenseMatrix, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import { largestClass } from '../decision.js';
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
import { encodeLabels } from '../input/labels.js';
import { choiceField, defineFormat, listField, vectorField } from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';
import { accuracyOf } from '../scoring.js';
import { checkMembers } from './voting-members.js';

const OWNER = 'VotingClassifier';
const VOTINGS = ['hard', 'soft'] as const;

/** Options of {@link VotingClassifier}. */
export interface VotingClassifierOptions {
  /** The classifiers that vote. */
  readonly estimators: readonly Classifier[];
  /** One vote for the predicted class, or the probabilities of all classes. @default 'hard' */
  readonly voting?: (typeof VOTINGS)[number];
  /** Weights of the votes, >= 0. @default all alike */
  readonly weights?: readonly number[];
}

/**
 * Classifiers of different kinds that decide together. Ties go to the smaller label.
 *
 * @example
 * ```ts
 * import { GaussianNaiveBayes, KNeighborsClassifier, makeBlobs, VotingClassifier } from '@ai/classic-ml';
 *
 * const { x, y } = makeBlobs({ numSamples: 60, seed: 1 });
 * const estimators = [new GaussianNaiveBayes(), new KNeighborsClassifier({ k: 3 })];
 * new VotingClassifier({ estimators, voting: 'soft' }).fit(x, y).score(x, y);
 * ```
 */
export class VotingClassifier implements Classifier<VotingClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: VotingClassifierOptions) {}

  /**
   * @param x N x D
   * @param y N labels
   * @throws InvalidArgumentError for invalid options, `soft` with a classifier that has no probabilities, or what a classifier refuses
   */
  fit(x: Rows, y: Labels, options?: FitOptions): VotingClassifierModel {
    const { estimators, voting = 'hard' } = this.options;
    checkOneOf(voting, 'voting', OWNER, VOTINGS);
    const weights = checkMembers(estimators, this.options.weights, OWNER);
    const matrix = toMatrix(x, 'X', OWNER);
    encodeLabels(y, 'y', OWNER, matrix.rows);
    const members = estimators.map((estimator) => estimator.fit(matrix, y, options));
    const silent = members.findIndex((model) => voting === 'soft' && !('predictProbabilities' in model));
    if (silent >= 0) {
      throw new InvalidArgumentError('estimators', OWNER, 'all give probabilities for soft voting', estimators[silent]);
    }
    return new VotingClassifierModel({ members, weights, voting });
  }
}

interface State {
  readonly members: readonly ClassifierModel[];
  readonly weights: Float64Array;
  readonly voting: (typeof VOTINGS)[number];
}

const formatOf = (classes: ModelClasses) =>
  defineFormat<State>(
    'VotingClassifierModel',
    { members: listField(partField(classes)), weights: vectorField, voting: choiceField(VOTINGS) },
    ({ members, weights }) =>
      (members.length === 0 || members.length !== weights.length) && "'weights' must have one for each of 'members'",
  );

/** The fitted model of {@link VotingClassifier}. */
export class VotingClassifierModel implements ProbabilisticClassifierModel {
  /** The fitted classifiers. */
  readonly members: readonly ClassifierModel[];
  /** Their weights, summing to 1. */
  readonly weights: Float64Array;

  constructor(private readonly state: State) {
    this.members = state.members;
    this.weights = state.weights;
  }

  get classes(): readonly Label[] {
    return this.members[0].classes;
  }

  get numFeatures(): number {
    return this.members[0].numFeatures;
  }

  /**
   * Reads a saved model.
   *
   * @param classes the classes of its members: `{ GaussianNaiveBayesModel, RidgeModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a member whose class is not among `classes`
   */
  static fromJSON(document: unknown, classes: ModelClasses): VotingClassifierModel {
    return new VotingClassifierModel(formatOf(classes).read(document));
  }

  /** The weighted mean of the members' probabilities, or with hard voting their shares of the votes. @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    const matrix = toMatrix(x, 'X', OWNER);
    const columns = this.classes.length;
    const data = new Float64Array(matrix.rows * columns);
    this.members.forEach((member, m) => {
      const votes = this.state.voting === 'soft' ? probabilitiesOf(member, matrix) : votesOf(member, matrix);
      for (let o = 0; o < data.length; o++) data[o] += this.weights[m] * votes[o];
    });
    return { data, rows: matrix.rows, columns };
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return largestClass(this.predictProbabilities(x), this.classes);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return accuracyOf(this, OWNER, x, y, options);
  }

  toJSON(): SavedModel {
    return formatOf({}).write(this.state);
  }
}

function probabilitiesOf(member: ClassifierModel, x: DenseMatrix): Float64Array {
  return (member as ProbabilisticClassifierModel).predictProbabilities(x).data;
}

function votesOf(member: ClassifierModel, x: DenseMatrix): Float64Array {
  const columns = member.classes.length;
  const votes = new Float64Array(x.rows * columns);
  member.predict(x).forEach((label, i) => {
    votes[i * columns + member.classes.indexOf(label)] = 1;
  });
  return votes;
}
