import { checkBoolean, checkOneOf, type DenseMatrix, InvalidArgumentError, type Rows } from '@ai/core';
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
import { type ClassificationData, checkTwoClasses, readClassification } from '../input/class-weights.js';
import { readFeatures, takeRows } from '../input/samples.js';
import { makeFolds } from '../model-selection/cross-validate.js';
import { checkKnowsAll, outOfFold } from '../model-selection/out-of-fold.js';
import type { Splitter } from '../model-selection/splitter.js';
import { choiceField, defineFormat, labelsField, listField, recordField } from '../saving/format.js';
import { type ModelClasses, partField } from '../saving/parts.js';
import { accuracyOf } from '../scoring.js';
import { CALIBRATION_FIELD, type Calibration, calibrate, fitCalibration, METHODS, type Method } from './calibration.js';
import { addByClass, type ClassScores, classScores } from './class-scores.js';

const OWNER = 'CalibratedClassifier';

/** Options of {@link CalibratedClassifier}. */
export interface CalibratedClassifierOptions {
  /** The classifier whose scores become probabilities: linear scores where its models have them, otherwise their own probabilities. */
  readonly base: Classifier;
  /**
   * `sigmoid` (Platt's scaling) suits few samples and margins; `isotonic` any monotonic distortion, with a thousand samples or more;
   * `temperature` keeps the order of classes. @default 'sigmoid'
   */
  readonly method?: Method;
  /** A splitter, or the number of stratified folds, not shuffled. @default 5 */
  readonly folds?: number | Splitter;
  /**
   * A calibrated classifier for each fold, whose probabilities are averaged; or one classifier of all samples, calibrated on what the folds
   * predict of samples they have not seen. @default true
   */
  readonly ensemble?: boolean;
}

/**
 * Probabilities that can be believed, from the scores of any classifier: what it says about samples that it has not seen is compared with
 * their labels (Platt, 1999; Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates", 2002;
 * Guo and others, 2017). More than two classes are calibrated one against the rest and scaled to sum 1; with `temperature` together.
 *
 * @example
 * ```ts
 * import { CalibratedClassifier, LinearSvm, makeBlobs } from '@ai/classic-ml';
 *
 * const { x, y } = makeBlobs({ numSamples: 90, seed: 1 });
 * const model = new CalibratedClassifier({ base: new LinearSvm(), folds: 3 }).fit(x, y);
 * model.predictProbabilities(x); // 90 x 3, of a classifier that has none
 * ```
 */
export class CalibratedClassifier implements Classifier<CalibratedClassifierModel> {
  readonly task = 'classification';

  constructor(readonly options: CalibratedClassifierOptions) {}

  /**
   * @param x N x D
   * @param y N labels of at least 2 classes
   * @throws InvalidArgumentError for invalid options, data or weights, a single class, a base without scores, or what the base refuses
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): CalibratedClassifierModel {
    const { base, method = 'sigmoid', folds = 5, ensemble = true } = this.options;
    if (typeof base?.fit !== 'function') throw new InvalidArgumentError('base', OWNER, 'be a classifier', base);
    checkOneOf(method, 'method', OWNER, METHODS);
    checkBoolean(ensemble, 'ensemble', OWNER);
    const data = readClassification(x, y, options, OWNER);
    checkTwoClasses(data.classes, OWNER);
    const parts = makeFolds(this, { ...data, y: labelsOf(data) }, { folds });
    const tested = parts.map(({ trainIndices, testIndices }) => {
      const model = fitBase(base, takeSamples(data, trainIndices));
      const test = takeSamples(data, testIndices);
      return { model, test, testIndices, found: scoresOf(model, test.x) };
    });
    const members = ensemble
      ? tested.map(({ model, test, found }) => ({
          model,
          calibration: fitCalibration(method, model.classes, found, test),
        }))
      : [calibratedWhole(base, method, data, tested)];
    return new CalibratedClassifierModel({ classes: data.classes, method, members });
  }
}

interface Member {
  readonly model: ClassifierModel;
  readonly calibration: Calibration;
}

/** The base fitted to all samples, calibrated on the scores of the folds. */
function calibratedWhole(
  base: Classifier,
  method: Method,
  data: ClassificationData,
  tested: readonly { readonly testIndices: Int32Array; readonly model: ClassifierModel; readonly found: ClassScores }[],
): Member {
  const model = fitBase(base, data);
  for (const part of tested) checkKnowsAll(part.model.classes, data.classes, OWNER);
  const scores = outOfFold(
    tested,
    tested.map(({ found }) => found.scores),
    data.x.rows,
    OWNER,
  );
  const found = { scores, areProbabilities: tested[0].found.areProbabilities };
  return { model, calibration: fitCalibration(method, model.classes, found, data) };
}

function labelsOf({ codes, classes }: ClassificationData): Label[] {
  return Array.from(codes, (code) => classes[code]);
}

function takeSamples({ x, codes, classes, weights }: ClassificationData, indices: Int32Array): ClassificationData {
  return {
    x: takeRows(x, indices),
    codes: Int32Array.from(indices, (i) => codes[i]),
    classes,
    weights: weights && Float64Array.from(indices, (i) => weights[i]),
  };
}

function fitBase(base: Classifier, data: ClassificationData): ClassifierModel {
  return base.fit(data.x, labelsOf(data), data.weights && { sampleWeights: data.weights });
}

/** @throws InvalidArgumentError for a model without scores */
function scoresOf(model: ClassifierModel, x: DenseMatrix): ClassScores {
  const found = classScores(model, x);
  if (found) return found;
  throw new InvalidArgumentError('base', OWNER, 'give scores or probabilities', model);
}

interface State {
  readonly classes: readonly Label[];
  readonly method: Method;
  readonly members: readonly Member[];
}

const formatOf = (classes: ModelClasses) =>
  defineFormat<State>(
    'CalibratedClassifierModel',
    {
      classes: labelsField,
      method: choiceField(METHODS),
      members: listField(recordField<Member>({ model: partField(classes), calibration: CALIBRATION_FIELD })),
    },
    ({ members }) => members.length === 0 && "'members' must have at least one classifier",
  );

/** The fitted model of {@link CalibratedClassifier}. */
export class CalibratedClassifierModel implements ProbabilisticClassifierModel {
  readonly classes: readonly Label[];
  /** The classifiers, one for each fold or a single one, with what turns their scores into probabilities. */
  readonly members: readonly Member[];

  constructor(private readonly state: State) {
    this.classes = state.classes;
    this.members = state.members;
  }

  get numFeatures(): number {
    return this.members[0].model.numFeatures;
  }

  /**
   * Reads a saved model.
   *
   * @param classes the class of the base model: `{ LinearSvmModel }`
   * @throws InvalidDataError for a damaged or foreign document, or a base whose class is not among `classes`
   */
  static fromJSON(document: unknown, classes: ModelClasses): CalibratedClassifierModel {
    return new CalibratedClassifierModel(formatOf(classes).read(document));
  }

  /** The mean of the members' calibrated probabilities. @param x Q x D @returns Q x C */
  predictProbabilities(x: Rows): DenseMatrix {
    const matrix = readFeatures(x, OWNER, this.numFeatures);
    const columns = this.classes.length;
    const mean = { data: new Float64Array(matrix.rows * columns), rows: matrix.rows, columns };
    for (const { model, calibration } of this.members) {
      const shares = calibrate(this.state.method, calibration, scoresOf(model, matrix));
      addByClass(mean, this.classes, shares, model.classes);
    }
    for (let o = 0; o < mean.data.length; o++) mean.data[o] /= this.members.length;
    return mean;
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
