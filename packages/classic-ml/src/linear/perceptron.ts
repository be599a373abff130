import { checkBoolean, checkInteger, checkNumber, InvalidArgumentError, Random, type Rows, warn } from '@ai/core';
import type { Classifier, FitOptions, Labels, SavedModel } from '../estimator.js';
import {
  type ClassificationData,
  type ClassWeights,
  checkTwoClasses,
  readClassification,
} from '../input/class-weights.js';
import { defineFormat } from '../saving/format.js';
import {
  checkLinearClassifier,
  LINEAR_CLASSIFIER_FIELDS,
  LinearClassifierModel,
  type LinearClassifierState,
} from './linear-classifier-model.js';

const OWNER = 'Perceptron';

/** Options of {@link Perceptron}. */
export interface PerceptronOptions {
  /** Length of a step, > 0: scales the coefficients and nothing else. @default 1 */
  readonly learningRate?: number;
  /** Fit a constant term. @default true */
  readonly fitIntercept?: boolean;
  /** Passes over the data; ends earlier when a pass makes no mistake. @default 1000 */
  readonly maxIterations?: number;
  /** Mix the order of the samples before each pass. @default true */
  readonly shuffle?: boolean;
  /** Needs `shuffle`. @default 0 */
  readonly seed?: number;
  /** Weights of classes. @default all 1 */
  readonly classWeights?: ClassWeights;
}

/**
 * Rosenblatt's perceptron (1958): a step function of a linear score, corrected by each sample on the wrong side. Converges if and only
 * if the classes can be separated by a plane. More than two classes are told apart one against the rest.
 *
 * @example
 * ```ts
 * import { Perceptron } from '@ai/classic-ml';
 *
 * const model = new Perceptron().fit([[0, 0], [0, 1], [1, 0], [1, 1]], ['no', 'no', 'no', 'yes']); // the function AND
 * model.predict([[1, 1], [0, 1]]); // ['yes', 'no']
 * model.converged;                 // true
 * ```
 */
export class Perceptron implements Classifier<PerceptronModel> {
  readonly task = 'classification';

  constructor(readonly options: PerceptronOptions = {}) {}

  /**
   * @param x N x D
   * @param y N labels of at least 2 classes
   * @throws InvalidArgumentError for invalid options, data or weights, or a single class
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): PerceptronModel {
    const { learningRate = 1, fitIntercept = true, maxIterations = 1000, shuffle = true, seed = 0 } = this.options;
    checkNumber(learningRate, 'learningRate', OWNER, { above: 0 });
    checkBoolean(fitIntercept, 'fitIntercept', OWNER);
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    checkBoolean(shuffle, 'shuffle', OWNER);
    checkInteger(seed, 'seed', OWNER);
    if (!shuffle && this.options.seed !== undefined) {
      throw new InvalidArgumentError('seed', OWNER, 'be left out without shuffle', seed);
    }
    const data = readClassification(x, y, options, OWNER, this.options.classWeights);
    checkTwoClasses(data.classes, OWNER);
    const settings = { learningRate, fitIntercept, maxIterations, shuffle };
    const targets = data.classes.length === 2 ? [1] : data.classes.map((_, code) => code);
    const columns = data.x.columns;
    const coefficients = new Float64Array(targets.length * columns);
    const random = new Random(seed);
    const results = targets.map((positive, r) =>
      separate(data, positive, coefficients.subarray(r * columns, (r + 1) * columns), settings, random),
    );
    const iterations = Math.max(...results.map((result) => result.iterations));
    const converged = results.every((result) => result.converged);
    if (!converged) warn(`${OWNER} has not separated the classes in ${iterations} passes.`);
    return new PerceptronModel({
      classes: data.classes,
      coefficients: { data: coefficients, rows: targets.length, columns },
      intercepts: Float64Array.from(results, (result) => result.intercept),
      iterations,
      converged,
    });
  }
}

/** One class against the others; the coefficients are changed in place. */
function separate(
  { x, codes, weights }: ClassificationData,
  positive: number,
  coefficients: Float64Array,
  settings: { learningRate: number; fitIntercept: boolean; maxIterations: number; shuffle: boolean },
  random: Random,
): { intercept: number; iterations: number; converged: boolean } {
  const { data, rows, columns } = x;
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  let intercept = 0;
  let iterations = 0;
  let mistakes = 1;
  while (iterations < settings.maxIterations && mistakes > 0) {
    iterations++;
    mistakes = 0;
    if (settings.shuffle) random.shuffle(order);
    for (const i of order) {
      const side = codes[i] === positive ? 1 : -1;
      let score = intercept;
      for (let j = 0, o = i * columns; j < columns; j++, o++) score += coefficients[j] * data[o];
      if (side * score > 0) continue;
      mistakes++;
      const step = settings.learningRate * side * (weights ? weights[i] : 1);
      for (let j = 0, o = i * columns; j < columns; j++, o++) coefficients[j] += step * data[o];
      if (settings.fitIntercept) intercept += step;
    }
  }
  return { intercept, iterations, converged: mistakes === 0 };
}

const FORMAT = defineFormat<LinearClassifierState>('PerceptronModel', LINEAR_CLASSIFIER_FIELDS, checkLinearClassifier);

/** The fitted model of {@link Perceptron}. */
export class PerceptronModel extends LinearClassifierModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): PerceptronModel {
    return new PerceptronModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
