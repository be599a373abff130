import { checkInteger, checkNumber, type DenseMatrix, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import type {
  Classifier,
  FitOptions,
  Label,
  Labels,
  ProbabilisticClassifierModel,
  SavedModel,
  ScoreOptions,
} from '../estimator.js';
import { refuseWeights, takeRows } from '../input/samples.js';
import { countField, defineFormat, integersField, labelField, listField, nullableField } from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';
import { encodePartialLabels, type PartialLabels } from './partial-labels.js';

const OWNER = 'SelfTraining';

/** Options of {@link SelfTraining}. */
export interface SelfTrainingOptions<Model extends ProbabilisticClassifierModel> {
  /** The classifier that is fitted over and over. */
  readonly base: Classifier<Model>;
  /** A sample takes its predicted label when its probability is above this, in [0, 1). @default 0.75 */
  readonly threshold?: number;
  /** Rounds of labelling. @default 10 */
  readonly maxIterations?: number;
}

/**
 * Self-training (Yarowsky, 1995): a classifier labels the samples that it is sure of and learns from them in the next round. Unknown
 * labels are null.
 *
 * @example
 * ```ts
 * import { GaussianNaiveBayes, SelfTraining } from '@ai/classic-ml';
 *
 * const x = [[0], [0.5], [1], [1.5], [8], [8.5], [9], [9.5]];
 * const y = ['a', 'a', null, null, 'b', 'b', null, null];
 * const model = new SelfTraining({ base: new GaussianNaiveBayes() }).fit(x, y);
 * model.predict([[2]]); // ['a']
 * ```
 */
export class SelfTraining<Model extends ProbabilisticClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: SelfTrainingOptions<Model>) {}

  /**
   * @param x N x D
   * @param y N labels, null where it is not known
   * @throws InvalidArgumentError for invalid options or data, no known label, a base without probabilities, or sample weights
   */
  fit(x: Rows, y: PartialLabels, options: FitOptions = {}): SelfTrainingModel<Model> {
    refuseWeights(options, OWNER);
    const { base, threshold = 0.75, maxIterations = 10 } = this.options;
    checkNumber(threshold, 'threshold', OWNER, { min: 0, below: 1 });
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    if (typeof base?.fit !== 'function') throw new InvalidArgumentError('base', OWNER, 'be a classifier', base);
    const matrix = toMatrix(x, 'X', OWNER);
    const { classes, codes } = encodePartialLabels(y, OWNER, matrix.rows);
    const rounds = new Int32Array(matrix.rows).map((_, i) => (codes[i] < 0 ? -1 : 0));
    let model = fitKnown(base, matrix, codes, classes);
    let iterations = 0;
    while (iterations < maxIterations && codes.includes(-1)) {
      iterations++;
      const unknown = Int32Array.from(codes.keys()).filter((i) => codes[i] < 0);
      const { data, columns } = model.predictProbabilities(takeRows(matrix, unknown));
      let added = 0;
      unknown.forEach((sample, u) => {
        let best = 0;
        for (let c = 1; c < columns; c++) if (data[u * columns + c] > data[u * columns + best]) best = c;
        if (!(data[u * columns + best] > threshold)) return;
        codes[sample] = classes.indexOf(model.classes[best]);
        rounds[sample] = iterations;
        added++;
      });
      if (added === 0) break;
      model = fitKnown(base, matrix, codes, classes);
    }
    const labels = Array.from(codes, (code) => (code < 0 ? null : classes[code]));
    return new SelfTrainingModel({ base: model, labels, rounds, iterations });
  }
}

function fitKnown<Model extends ProbabilisticClassifierModel>(
  base: Classifier<Model>,
  x: DenseMatrix,
  codes: Int32Array,
  classes: readonly Label[],
): Model {
  const known = Int32Array.from(codes.keys()).filter((i) => codes[i] >= 0);
  const model = base.fit(
    takeRows(x, known),
    Array.from(known, (i) => classes[codes[i]]),
  );
  if (typeof model.predictProbabilities === 'function') return model;
  throw new InvalidArgumentError('base', OWNER, 'give probabilities', base);
}

interface State<Model extends ProbabilisticClassifierModel> {
  readonly base: Model;
  readonly labels: readonly (Label | null)[];
  readonly rounds: Int32Array;
  readonly iterations: number;
}

const formatOf = <Model extends ProbabilisticClassifierModel>(classes: ModelClasses) =>
  defineFormat<State<Model>>(
    'SelfTrainingModel',
    {
      base: partField(classes),
      labels: listField(nullableField(labelField)),
      rounds: integersField,
      iterations: countField,
    },
    ({ labels, rounds }) => labels.length !== rounds.length && "'labels' and 'rounds' must have the same length",
  );

/** The fitted model of {@link SelfTraining}. */
export class SelfTrainingModel<Model extends ProbabilisticClassifierModel> implements ProbabilisticClassifierModel {
  /** The classifier of the last round. */
  readonly base: Model;
  /** N labels, given and found; null where the classifier was never sure. */
  readonly labels: readonly (Label | null)[];
  /** The round in which each sample got its label: 0 if it was given, -1 if never. */
  readonly rounds: Int32Array;
  readonly iterations: number;

  constructor(state: State<Model>) {
    this.base = state.base;
    this.labels = state.labels;
    this.rounds = state.rounds;
    this.iterations = state.iterations;
  }

  /**
   * Reads a saved model.
   *
   * @param classes the class of the base model: `{ GaussianNaiveBayesModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a base whose class is not among `classes`
   */
  static fromJSON<Model extends ProbabilisticClassifierModel>(
    document: unknown,
    classes: ModelClasses,
  ): SelfTrainingModel<Model> {
    return new SelfTrainingModel(formatOf<Model>(classes).read(document));
  }

  get classes(): readonly Label[] {
    return this.base.classes;
  }

  get numFeatures(): number {
    return this.base.numFeatures;
  }

  /** @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    return this.base.predictProbabilities(x);
  }

  /** @param x Q x D @returns Q labels */
  predict(x: Rows): Label[] {
    return this.base.predict(x);
  }

  score(x: Rows, y: Labels, options?: ScoreOptions): number {
    return this.base.score(x, y, options);
  }

  toJSON(): SavedModel {
    return formatOf<Model>({}).write(this);
  }
}
