import {
  type Column,
  checkBoolean,
  checkInteger,
  checkNumber,
  checkOneOf,
  checkSameLength,
  type DenseMatrix,
  InvalidArgumentError,
  type Rows,
  toVector,
  warn,
} from '@ai/core';
import { gram, multiply } from '@ai/core/linalg';
import type { FitOptions, Regressor, RegressorModel, SavedModel, ScoreOptions } from '../estimator.js';
import { readWeights } from '../input/samples.js';
import { type Minimum, minimizeLbfgs } from '../optimize/lbfgs.js';
import { minimizeNewton } from '../optimize/newton.js';
import {
  booleanField,
  choiceField,
  countField,
  defineFormat,
  numberField,
  optionalField,
  vectorField,
} from '../saving/format.js';
import {
  FAMILIES,
  type Family,
  type FamilyName,
  familyOf,
  LINKS,
  type Link,
  type LinkName,
  linkOf,
} from './glm-family.js';
import { linearPredictor, type RegressionData, readRegression } from './linear-model.js';

const OWNER = 'GeneralizedLinearModel';

/** Options of {@link GeneralizedLinearModel}. */
export interface GeneralizedLinearModelOptions {
  /** Distribution of the targets. @default 'normal' */
  readonly family?: FamilyName;
  /** Of the Tweedie family: the variance is mean^power; 0 or >= 1. @default 1.5 */
  readonly power?: number;
  /** How the mean follows from X b + c. @default 'identity' for normal, 'logit' for binomial, otherwise 'log' */
  readonly link?: LinkName;
  /** Strength of the L2 penalty, >= 0. @default 0 */
  readonly alpha?: number;
  /** Fit a constant term, which is not penalised. @default true */
  readonly fitIntercept?: boolean;
  /** Iteratively reweighted least squares (Fisher scoring), or `lbfgs` for very many features. @default 'irls' */
  readonly solver?: 'irls' | 'lbfgs';
  /** @default 100 */
  readonly maxIterations?: number;
  /** Largest entry of the gradient at the end. @default 1e-6 */
  readonly tolerance?: number;
}

/**
 * A generalised linear model (Nelder and Wedderburn, 1972): the mean of y is g^-1(X b + c). Minimises
 * 1/(2 W) sum w deviance(y, mean) + alpha/2 |b|^2, W = sum w.
 *
 * @example
 * ```ts
 * import { GeneralizedLinearModel } from '@ai/classic-ml';
 *
 * const counts = new GeneralizedLinearModel({ family: 'poisson' }).fit([[0], [1], [2], [3]], [1, 3, 7, 20]);
 * counts.predict([[4]]); // about 55: the mean grows by a factor
 * ```
 */
export class GeneralizedLinearModel implements Regressor<GeneralizedLinearModelModel> {
  readonly task = 'regression';

  constructor(readonly options: GeneralizedLinearModelOptions = {}) {}

  /**
   * @param x N x D
   * @param y N targets: in [0, 1] for binomial, >= 0 for Poisson and Tweedie below 2, > 0 for gamma and Tweedie from 2
   * @throws InvalidArgumentError for invalid options, data or weights, or targets outside the family's support
   */
  fit(x: Rows, y: Column, options: FitOptions = {}): GeneralizedLinearModelModel {
    const { family = 'normal', power, alpha = 0, fitIntercept = true, solver = 'irls' } = this.options;
    const { maxIterations = 100, tolerance = 1e-6 } = this.options;
    const distribution = familyOf(family, power, OWNER);
    const linkName = checkOneOf(this.options.link ?? distribution.canonicalLink, 'link', OWNER, LINKS);
    checkNumber(alpha, 'alpha', OWNER, { min: 0 });
    checkBoolean(fitIntercept, 'fitIntercept', OWNER);
    checkOneOf(solver, 'solver', OWNER, ['irls', 'lbfgs']);
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    checkNumber(tolerance, 'tolerance', OWNER, { above: 0 });
    if (!fitIntercept && linkName === 'identity' && distribution.positive) {
      throw new InvalidArgumentError(
        'fitIntercept',
        OWNER,
        "be true for link 'identity' and positive means",
        fitIntercept,
      );
    }
    const data = readRegression(x, y, options, OWNER);
    distribution.checkTargets(data.y, OWNER);
    const objective = new DevianceObjective(data, distribution, linkOf(linkName), alpha, fitIntercept);
    const limits = { maxIterations, tolerance };
    const found: Minimum =
      solver === 'irls'
        ? minimizeNewton((b, gradient) => objective.evaluateTwice(b, gradient), objective.start(), limits)
        : minimizeLbfgs((b, gradient) => objective.evaluate(b, gradient), objective.start(), limits);
    if (!found.converged) warn(`${OWNER} has not converged in ${found.iterations} iterations.`);
    return new GeneralizedLinearModelModel({
      coefficients: found.x.slice(0, data.x.columns),
      intercept: fitIntercept ? found.x[data.x.columns] : 0,
      family,
      power: family === 'tweedie' ? (power ?? 1.5) : undefined,
      link: linkName,
      iterations: found.iterations,
      converged: found.converged,
    });
  }
}

/** Half the mean deviance plus the penalty; parameters are D coefficients and, last, the intercept. */
class DevianceObjective {
  private readonly weights: Float64Array; // sum to 1

  constructor(
    private readonly data: RegressionData,
    private readonly family: Family,
    private readonly link: Link,
    private readonly alpha: number,
    private readonly fitIntercept: boolean,
  ) {
    const { x, weights } = data;
    const total = weights ? weights.reduce((a, b) => a + b, 0) : x.rows;
    this.weights = weights ? weights.map((weight) => weight / total) : new Float64Array(x.rows).fill(1 / total);
  }

  /** No effect of the features: the mean of the targets, pulled inside the family where it lies on its border. */
  start(): Float64Array {
    const { x, y } = this.data;
    const start = new Float64Array(x.columns + Number(this.fitIntercept));
    if (!this.fitIntercept) return start;
    const mean = y.reduce((sum, value, i) => sum + this.weights[i] * value, 0);
    const inside = this.family.variance(mean) > 0 ? mean : (mean + 0.5) / 2;
    start[x.columns] = this.link.predictor(inside);
    return start;
  }

  evaluate(b: Float64Array, gradient: Float64Array): number {
    return this.derivatives(b, gradient).value;
  }

  /** With the expected (Fisher) information as Hessian. */
  evaluateTwice(b: Float64Array, gradient: Float64Array): { value: number; hessian: DenseMatrix } {
    const { value, information } = this.derivatives(b, gradient);
    const { x } = this.data;
    const size = b.length;
    const design = new Float64Array(x.rows * size);
    for (let i = 0; i < x.rows; i++) {
      const root = Math.sqrt(information[i]);
      for (let j = 0; j < x.columns; j++) design[i * size + j] = root * x.data[i * x.columns + j];
      if (this.fitIntercept) design[i * size + x.columns] = root;
    }
    const hessian = gram({ data: design, rows: x.rows, columns: size });
    for (let j = 0; j < x.columns; j++) hessian.data[j * (size + 1)] += this.alpha;
    return { value, hessian };
  }

  private derivatives(b: Float64Array, gradient: Float64Array): { value: number; information: Float64Array } {
    const { x, y } = this.data;
    const { family, link, weights, alpha } = this;
    const coefficients = b.slice(0, x.columns);
    const predictors = multiply(x, { data: coefficients, rows: x.columns, columns: 1 }).data;
    const intercept = this.fitIntercept ? b[x.columns] : 0;
    const slopes = new Float64Array(x.rows);
    const information = new Float64Array(x.rows);
    let value = 0;
    let slopeSum = 0;
    for (let i = 0; i < x.rows; i++) {
      const predictor = predictors[i] + intercept;
      const mean = link.mean(predictor);
      value += weights[i] * family.halfDeviance(y[i], mean);
      const slope = link.slope(predictor, mean);
      const scaled = slope / Math.max(family.variance(mean), Number.MIN_VALUE);
      slopes[i] = weights[i] * (mean - y[i]) * scaled;
      information[i] = weights[i] * slope * scaled;
      slopeSum += slopes[i];
    }
    gradient.set(multiply(x, { data: slopes, rows: x.rows, columns: 1 }, { transposeA: true }).data);
    for (let j = 0; j < x.columns; j++) {
      gradient[j] += alpha * b[j];
      value += 0.5 * alpha * b[j] * b[j];
    }
    if (this.fitIntercept) gradient[x.columns] = slopeSum;
    return { value, information };
  }
}

interface State {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly family: FamilyName;
  readonly power: number | undefined;
  readonly link: LinkName;
  readonly iterations: number;
  readonly converged: boolean;
}

const FORMAT = defineFormat<State>('GeneralizedLinearModelModel', {
  coefficients: vectorField,
  intercept: numberField,
  family: choiceField(FAMILIES),
  power: optionalField(numberField),
  link: choiceField(LINKS),
  iterations: countField,
  converged: booleanField,
});

/** The fitted model of {@link GeneralizedLinearModel}. */
export class GeneralizedLinearModelModel implements RegressorModel {
  /** D coefficients. */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly family: FamilyName;
  readonly power: number | undefined;
  readonly link: LinkName;
  readonly iterations: number;
  readonly converged: boolean;

  constructor(state: State) {
    this.coefficients = state.coefficients;
    this.intercept = state.intercept;
    this.family = state.family;
    this.power = state.power;
    this.link = state.link;
    this.iterations = state.iterations;
    this.converged = state.converged;
  }

  get numFeatures(): number {
    return this.coefficients.length;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): GeneralizedLinearModelModel {
    return new GeneralizedLinearModelModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q means */
  predict(x: Rows): Float64Array {
    return linearPredictor(x, this.coefficients, this.intercept, OWNER).map(linkOf(this.link).mean);
  }

  /** Mean deviance of given samples from the predictions. */
  deviance(x: Rows, y: Column, options: ScoreOptions = {}): number {
    return this.meanDeviances(x, y, options).residual;
  }

  /** Share of the deviance explained, D^2: 1 - deviance / deviance of the mean; not finite where all targets are equal. */
  score(x: Rows, y: Column, options: ScoreOptions = {}): number {
    const { residual, constant } = this.meanDeviances(x, y, options);
    return 1 - residual / constant;
  }

  private meanDeviances(x: Rows, y: Column, options: ScoreOptions): { residual: number; constant: number } {
    const means = this.predict(x);
    const targets = toVector(y, 'y', OWNER);
    checkSameLength(means.length, targets.length, ['X', 'y'], OWNER);
    const family = familyOf(this.family, this.power, OWNER);
    family.checkTargets(targets, OWNER);
    const weights = readWeights(options.sampleWeights, OWNER, means.length) ?? new Float64Array(means.length).fill(1);
    const total = weights.reduce((a, b) => a + b, 0);
    const mean = targets.reduce((sum, value, i) => sum + weights[i] * value, 0) / total;
    let residual = 0;
    let constant = 0;
    for (let i = 0; i < means.length; i++) {
      residual += (2 * weights[i] * family.halfDeviance(targets[i], means[i])) / total;
      constant += (2 * weights[i] * family.halfDeviance(targets[i], mean)) / total;
    }
    return { residual, constant };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
