import { checkBoolean, checkInteger, checkNumber, checkOneOf, type DenseMatrix, type Rows, warn } from '@ai/core';
import { gram, multiply } from '@ai/core/linalg';
import type { Classifier, FitOptions, Labels, SavedModel } from '../estimator.js';
import {
  type ClassificationData,
  type ClassWeights,
  checkTwoClasses,
  readClassification,
} from '../input/class-weights.js';
import { type Minimum, maxAbs } from '../optimize/lbfgs.js';
import { minimizeNewton } from '../optimize/newton.js';
import { defineFormat } from '../saving/format.js';
import { minimizeHinge } from './hinge-loss.js';
import {
  checkLinearClassifier,
  LINEAR_CLASSIFIER_FIELDS,
  LinearClassifierModel,
  type LinearClassifierState,
} from './linear-classifier-model.js';

const OWNER = 'LinearSvm';

/** Options of {@link LinearSvm}. */
export interface LinearSvmOptions {
  /** C, the weight of the data against the penalty, > 0. @default 1 */
  readonly inverseStrength?: number;
  /**
   * What a sample on the wrong side of its margin costs: the square of the gap, or the gap itself, which outliers pull less.
   * @default 'squaredHinge'
   */
  readonly loss?: 'squaredHinge' | 'hinge';
  /**
   * Fit a constant term. With `squaredHinge` it is not penalised; with `hinge` it is, as the coefficient of a feature that is always 1
   * (as in LIBLINEAR): features that lie far from 0 want to be scaled first.
   * @default true
   */
  readonly fitIntercept?: boolean;
  /** Weights of classes. @default all 1 */
  readonly classWeights?: ClassWeights;
  /** For each class: Newton steps, or with `hinge` passes over the samples. @default 100, with `hinge` 1000 */
  readonly maxIterations?: number;
  /**
   * Largest entry of the gradient at the end, as a share of that at the start; with `hinge` the largest spread of the projected gradient
   * of the dual.
   * @default 1e-6, with `hinge` 1e-4
   */
  readonly tolerance?: number;
  /** Of the order in which `hinge` visits samples. @default 0 */
  readonly seed?: number;
}

/**
 * A linear support vector machine: minimises |b|^2/2 + C sum w max(0, 1 - y (b x + c))^2 by Newton steps in the primal (Chapelle, 2007),
 * or the same with gaps that are not squared by coordinate descent in the dual (Hsieh and others, 2008). More than two classes are told
 * apart one against the rest.
 *
 * @example
 * ```ts
 * import { LinearSvm } from '@ai/classic-ml';
 *
 * const model = new LinearSvm().fit([[0], [1], [4], [5]], ['low', 'low', 'high', 'high']);
 * model.predict([[0.5], [4.5]]); // ['low', 'high']
 * ```
 */
export class LinearSvm implements Classifier<LinearSvmModel> {
  readonly task = 'classification';

  constructor(readonly options: LinearSvmOptions = {}) {}

  /**
   * @param x N x D
   * @param y N labels of at least 2 classes
   * @throws InvalidArgumentError for invalid options, data or weights, or a single class
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): LinearSvmModel {
    const { inverseStrength = 1, loss = 'squaredHinge', fitIntercept = true, seed = 0 } = this.options;
    checkOneOf(loss, 'loss', OWNER, ['squaredHinge', 'hinge']);
    const isHinge = loss === 'hinge';
    const { maxIterations = isHinge ? 1000 : 100, tolerance = isHinge ? 1e-4 : 1e-6 } = this.options;
    checkNumber(inverseStrength, 'inverseStrength', OWNER, { above: 0 });
    checkBoolean(fitIntercept, 'fitIntercept', OWNER);
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    checkNumber(tolerance, 'tolerance', OWNER, { above: 0 });
    checkInteger(seed, 'seed', OWNER);
    const data = readClassification(x, y, options, OWNER, this.options.classWeights);
    checkTwoClasses(data.classes, OWNER);
    const targets = data.classes.length === 2 ? [1] : data.classes.map((_, code) => code);
    const columns = data.x.columns;
    const coefficients = new Float64Array(targets.length * columns);
    const intercepts = new Float64Array(targets.length);
    const results = targets.map((positive, r) => {
      const found = isHinge
        ? minimizeHinge(data, positive, { strength: inverseStrength, fitIntercept, maxIterations, tolerance, seed })
        : separate(data, positive, inverseStrength, fitIntercept, maxIterations, tolerance);
      coefficients.set(found.x.subarray(0, columns), r * columns);
      if (fitIntercept) intercepts[r] = found.x[columns];
      return found;
    });
    const iterations = Math.max(...results.map((result) => result.iterations));
    const converged = results.every((result) => result.converged);
    if (!converged) warn(`${OWNER} has not converged in ${iterations} iterations: raise maxIterations or scale X.`);
    return new LinearSvmModel({
      classes: data.classes,
      coefficients: { data: coefficients, rows: targets.length, columns },
      intercepts,
      iterations,
      converged,
    });
  }
}

function separate(
  { x, codes, weights }: ClassificationData,
  positive: number,
  strength: number,
  fitIntercept: boolean,
  maxIterations: number,
  tolerance: number,
): Minimum {
  const size = x.columns + Number(fitIntercept);
  const evaluate = (b: Float64Array, gradient: Float64Array): { value: number; hessian: DenseMatrix } => {
    const scores = multiply(x, { data: b.slice(0, x.columns), rows: x.columns, columns: 1 }).data;
    const slopes = new Float64Array(x.rows);
    const within: number[] = []; // samples on the wrong side of their margin
    let value = 0;
    for (let i = 0; i < x.rows; i++) {
      const side = codes[i] === positive ? 1 : -1;
      const gap = 1 - side * (scores[i] + (fitIntercept ? b[x.columns] : 0));
      if (gap <= 0) continue;
      const weight = strength * (weights ? weights[i] : 1);
      value += weight * gap * gap;
      slopes[i] = -2 * weight * side * gap;
      within.push(i);
    }
    gradient.set(multiply(x, { data: slopes, rows: x.rows, columns: 1 }, { transposeA: true }).data);
    for (let j = 0; j < x.columns; j++) {
      gradient[j] += b[j];
      value += 0.5 * b[j] * b[j];
    }
    if (fitIntercept) gradient[x.columns] = slopes.reduce((a, s) => a + s, 0);
    const design = new Float64Array(within.length * size);
    within.forEach((i, r) => {
      const root = Math.sqrt(2 * strength * (weights ? weights[i] : 1));
      for (let j = 0; j < x.columns; j++) design[r * size + j] = root * x.data[i * x.columns + j];
      if (fitIntercept) design[r * size + x.columns] = root;
    });
    const hessian = gram({ data: design, rows: within.length, columns: size });
    for (let j = 0; j < x.columns; j++) hessian.data[j * (size + 1)] += 1;
    return { value, hessian };
  };
  const start = new Float64Array(size);
  const gradient = new Float64Array(size);
  evaluate(start, gradient);
  return minimizeNewton(evaluate, start, { maxIterations, tolerance: tolerance * Math.max(1, maxAbs(gradient)) });
}

const FORMAT = defineFormat<LinearClassifierState>('LinearSvmModel', LINEAR_CLASSIFIER_FIELDS, checkLinearClassifier);

/** The fitted model of {@link LinearSvm}. */
export class LinearSvmModel extends LinearClassifierModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): LinearSvmModel {
    return new LinearSvmModel(FORMAT.read(document));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
