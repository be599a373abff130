import {
  checkBoolean,
  checkInteger,
  checkNumber,
  checkOneOf,
  type DenseMatrix,
  InvalidArgumentError,
  type Rows,
  warn,
} from '@ai/core';
import { softmaxRows } from '../decision.js';
import type { Classifier, FitOptions, Labels, ProbabilisticClassifierModel, SavedModel } from '../estimator.js';
import {
  type ClassificationData,
  type ClassWeights,
  checkTwoClasses,
  readClassification,
} from '../input/class-weights.js';
import { type Minimum, minimizeLbfgs } from '../optimize/lbfgs.js';
import { minimizeNewton } from '../optimize/newton.js';
import { defineFormat } from '../saving/format.js';
import {
  checkLinearClassifier,
  LINEAR_CLASSIFIER_FIELDS,
  LinearClassifierModel,
  type LinearClassifierState,
} from './linear-classifier-model.js';
import { LogisticLoss } from './logistic-loss.js';
import { minimizeSaga } from './saga.js';

const OWNER = 'LogisticRegression';
const PENALTIES = ['l2', 'l1', 'elasticNet', 'none'] as const;
const SOLVERS = ['auto', 'lbfgs', 'newtonCholesky', 'saga'] as const;

/** Options of {@link LogisticRegression}. */
export interface LogisticRegressionOptions {
  /** Penalty on the coefficients; the intercept has none. @default 'l2' */
  readonly penalty?: (typeof PENALTIES)[number];
  /** C, the weight of the data against the penalty, > 0: the objective is C sum w loss + penalty. @default 1 */
  readonly inverseStrength?: number;
  /** Share of L1 in `elasticNet`. @default 0.5 */
  readonly l1Ratio?: number;
  /** Fit a constant term. @default true */
  readonly fitIntercept?: boolean;
  /** Weights of classes. @default all 1 */
  readonly classWeights?: ClassWeights;
  /**
   * `lbfgs`; `newtonCholesky`, fastest for few features and many samples; `saga`, the one for L1. `auto` is `saga` for L1 and
   * `elasticNet`, otherwise `lbfgs`. @default 'auto'
   */
  readonly solver?: (typeof SOLVERS)[number];
  /** Iterations; passes over the data for `saga`. @default 100, 1000 for `saga` */
  readonly maxIterations?: number;
  /** Largest entry of the gradient of the mean loss at the end; for `saga` the relative change in a pass. @default 1e-4 */
  readonly tolerance?: number;
  /** Order in which `saga` draws samples. @default 0 */
  readonly seed?: number;
}

/**
 * Logistic regression: P(class) is the logistic function of a linear score for two classes, the softmax of linear scores for more
 * (multinomial). Minimises C sum w log loss + |b|^2/2 (`l2`), |b|_1 (`l1`) or their mix.
 *
 * @example
 * ```ts
 * import { LogisticRegression } from '@ai/classic-ml';
 *
 * const x = [[0.5], [1], [1.5], [3], [3.5], [4]];
 * const model = new LogisticRegression().fit(x, ['fail', 'fail', 'fail', 'pass', 'pass', 'pass']);
 * model.predict([[0], [5]]);                  // ['fail', 'pass']
 * model.predictProbabilities([[2.25]]).data;  // about 0.5 each
 * ```
 */
export class LogisticRegression implements Classifier<LogisticRegressionModel> {
  readonly task = 'classification';

  constructor(readonly options: LogisticRegressionOptions = {}) {}

  /**
   * @param x N x D
   * @param y N labels of at least 2 classes
   * @throws InvalidArgumentError for invalid options, data or weights, a single class, or L1 with a solver that cannot do it
   */
  fit(x: Rows, y: Labels, options: FitOptions = {}): LogisticRegressionModel {
    const settings = readOptions(this.options);
    const data = readClassification(x, y, options, OWNER, this.options.classWeights);
    checkTwoClasses(data.classes, OWNER);
    const found = solve(data, settings);
    if (!found.converged)
      warn(`${OWNER} has not converged in ${found.iterations} iterations: raise maxIterations or scale X.`);
    return new LogisticRegressionModel(stateOf(data, found, settings.fitIntercept));
  }
}

type Settings = Required<Omit<LogisticRegressionOptions, 'classWeights'>>;

function readOptions(options: LogisticRegressionOptions): Settings {
  const { penalty = 'l2', inverseStrength = 1, l1Ratio = 0.5, fitIntercept = true } = options;
  checkOneOf(penalty, 'penalty', OWNER, PENALTIES);
  checkNumber(inverseStrength, 'inverseStrength', OWNER, { above: 0 });
  checkNumber(l1Ratio, 'l1Ratio', OWNER, { min: 0, max: 1 });
  checkBoolean(fitIntercept, 'fitIntercept', OWNER);
  checkOneOf(options.solver ?? 'auto', 'solver', OWNER, SOLVERS);
  const hasL1 = penalty === 'l1' || penalty === 'elasticNet';
  const asked = options.solver ?? 'auto';
  const solver = asked === 'auto' ? (hasL1 ? 'saga' : 'lbfgs') : asked;
  if (hasL1 && solver !== 'saga')
    throw new InvalidArgumentError('solver', OWNER, `be 'saga' for penalty '${penalty}'`, solver);
  const { maxIterations = solver === 'saga' ? 1000 : 100, tolerance = 1e-4, seed = 0 } = options;
  checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
  checkNumber(tolerance, 'tolerance', OWNER, { above: 0 });
  checkInteger(seed, 'seed', OWNER);
  return { penalty, inverseStrength, l1Ratio, fitIntercept, solver, maxIterations, tolerance, seed };
}

function solve(data: ClassificationData, settings: Settings): Minimum {
  const { penalty, inverseStrength, l1Ratio, fitIntercept, solver } = settings;
  const total = data.weights ? data.weights.reduce((a, b) => a + b, 0) : data.x.rows;
  const strength = penalty === 'none' ? 0 : 1 / (inverseStrength * total);
  const l1Share = penalty === 'l1' ? 1 : penalty === 'elasticNet' ? l1Ratio : 0;
  if (solver === 'saga') {
    return minimizeSaga(data, { ...settings, l1: strength * l1Share, l2: strength * (1 - l1Share), fitIntercept });
  }
  const loss = new LogisticLoss(data, fitIntercept, strength);
  const start = new Float64Array(loss.numParameters);
  if (solver === 'lbfgs') return minimizeLbfgs((w, gradient) => loss.evaluate(w, gradient), start, settings);
  return minimizeNewton((w, gradient) => loss.evaluateTwice(w, gradient), start, settings);
}

function stateOf(data: ClassificationData, found: Minimum, fitIntercept: boolean): LinearClassifierState {
  const { columns } = data.x;
  const rowLength = columns + Number(fitIntercept);
  const rows = found.x.length / rowLength;
  const coefficients = new Float64Array(rows * columns);
  const intercepts = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    coefficients.set(found.x.subarray(r * rowLength, r * rowLength + columns), r * columns);
    if (fitIntercept) intercepts[r] = found.x[(r + 1) * rowLength - 1];
  }
  return {
    classes: data.classes,
    coefficients: { data: coefficients, rows, columns },
    intercepts,
    iterations: found.iterations,
    converged: found.converged,
  };
}

const FORMAT = defineFormat<LinearClassifierState>(
  'LogisticRegressionModel',
  LINEAR_CLASSIFIER_FIELDS,
  checkLinearClassifier,
);

/** The fitted model of {@link LogisticRegression}. */
export class LogisticRegressionModel extends LinearClassifierModel implements ProbabilisticClassifierModel {
  protected readonly owner = OWNER;

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): LogisticRegressionModel {
    return new LogisticRegressionModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x C, rows sum to 1 */
  predictProbabilities(x: Rows): DenseMatrix {
    const scores = this.decide(x);
    const { data, rows } = scores;
    if (scores.columns === 1) {
      const both = new Float64Array(2 * rows);
      for (let i = 0; i < rows; i++) {
        both[2 * i] = 1 / (1 + Math.exp(data[i]));
        both[2 * i + 1] = 1 / (1 + Math.exp(-data[i]));
      }
      return { data: both, rows, columns: 2 };
    }
    softmaxRows(scores);
    return scores;
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
