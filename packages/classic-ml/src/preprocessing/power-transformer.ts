import { checkBoolean, checkOneOf, type DenseMatrix, Got, InvalidArgumentError, type Rows, toMatrix } from '@ai/core';
import type { FitOptions, SavedModel, Transformer, TransformerModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import { minimizeScalar } from '../optimize/minimize-scalar.js';
import { choiceField, defineFormat, vectorField } from '../saving/format.js';
import { columnMoments } from '../statistics/column-moments.js';

const OWNER = 'PowerTransformer';
const METHODS = ['yeoJohnson', 'boxCox'] as const;
type Method = (typeof METHODS)[number];
/** e to more than this overflows, and 1 less e to less than this is 1. */
const LARGEST_EXPONENT = 690;
const SMALLEST_EXPONENT = -30;

/** Options of {@link PowerTransformer}. */
export interface PowerTransformerOptions {
  /** `yeoJohnson` for any numbers, `boxCox` for positive ones. @default 'yeoJohnson' */
  readonly method?: Method;
  /** Bring the results to mean 0 and variance 1. @default true */
  readonly standardize?: boolean;
}

/**
 * Makes each feature as normal as a power can, which takes away skewness: Box and Cox (1964), Yeo and Johnson (2000), the power of
 * greatest likelihood. A constant feature keeps power 1.
 *
 * @example
 * ```ts
 * import { PowerTransformer } from '@ai/classic-ml';
 *
 * const model = new PowerTransformer({ method: 'boxCox' }).fit([[1], [2], [4], [8], [16]]);
 * model.powers;                    // [0]: the logarithm
 * model.transform([[4]]);          // [[0]]
 * model.inverseTransform([[0]]);   // [[4]]
 * ```
 */
export class PowerTransformer implements Transformer<PowerTransformerModel> {
  constructor(readonly options: PowerTransformerOptions = {}) {}

  /**
   * @param x N x D, positive for `boxCox`
   * @throws InvalidArgumentError for invalid options or data, or sample weights, which this method does not have
   */
  fit(x: Rows, _y?: unknown, options: FitOptions = {}): PowerTransformerModel {
    const { method = 'yeoJohnson', standardize = true } = this.options;
    checkOneOf(method, 'method', OWNER, METHODS);
    checkBoolean(standardize, 'standardize', OWNER);
    refuseWeights(options, OWNER);
    const matrix = toMatrix(x, 'X', OWNER);
    if (method === 'boxCox') checkPositive(matrix);
    const { data, rows, columns } = matrix;
    const powers = Float64Array.from({ length: columns }, (_, j) =>
      likeliestPower(
        Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]),
        method,
      ),
    );
    const plain = { method, powers, centers: new Float64Array(columns), scales: new Float64Array(columns).fill(1) };
    if (!standardize) return new PowerTransformerModel(plain);
    const { means, variances } = columnMoments(new PowerTransformerModel(plain).transform(matrix));
    const scales = variances.map((variance) => (variance > 0 ? Math.sqrt(variance) : 1));
    return new PowerTransformerModel({ method, powers, centers: means, scales });
  }
}

function checkPositive({ data, columns }: DenseMatrix): void {
  const bad = data.findIndex((value) => value <= 0);
  if (bad < 0) return;
  const got = new Got(`${data[bad]} at row ${Math.floor(bad / columns)}, column ${bad % columns}`);
  throw new InvalidArgumentError('X', OWNER, 'hold numbers > 0 for boxCox', got);
}

function likeliestPower(column: Float64Array, method: Method): number {
  if (column.every((value) => value === column[0])) return 1;
  const n = column.length;
  const { logDerivative } = POWERS[method];
  const slope = column.reduce((sum, value) => sum + logDerivative(value), 0);
  const loss = (power: number): number => {
    const logVariance = logVarianceOf(column, power, method);
    return (n / 2) * logVariance - (power - 1) * slope;
  };
  return minimizeScalar(loss, -2, 2);
}

/** log of the variance after the transformation; infinite where powers are so large that numbers overflow or become alike. */
function logVarianceOf(column: Float64Array, power: number, method: Method): number {
  if (method === 'boxCox') return logVarianceOfPowers(column, power);
  if (column.every((value) => value >= 0))
    return logVarianceOfPowers(
      column.map((value) => value + 1),
      power,
    );
  if (column.every((value) => value <= 0))
    return logVarianceOfPowers(
      column.map((value) => 1 - value),
      2 - power,
    );
  const moved = column.map((value) => POWERS.yeoJohnson.forward(value, power));
  return logVariance(moved);
}

/** log of the variance of (value^power - 1) / power, scaled so that large powers do not overflow. */
function logVarianceOfPowers(values: Float64Array, power: number): number {
  if (Math.abs(power) < 1e-5) return logVariance(values.map((value) => boxCox.forward(value, power)));
  const exponents = values.map((value) => power * Math.log(value));
  const largest = exponents.reduce((a, b) => Math.max(a, b));
  if (largest > LARGEST_EXPONENT || largest < SMALLEST_EXPONENT) return Number.POSITIVE_INFINITY;
  return (
    logVariance(exponents.map((exponent) => Math.exp(exponent - largest))) + 2 * (largest - Math.log(Math.abs(power)))
  );
}

function logVariance(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const isKnown = Number.isFinite(variance) && variance > (Number.EPSILON * mean) ** 2;
  return isKnown ? Math.log(variance) : Number.POSITIVE_INFINITY;
}

interface Power {
  forward(value: number, power: number): number;
  inverse(value: number, power: number): number;
  /** log of the derivative of `forward` is (power - 1) times this. */
  logDerivative(value: number): number;
}

const boxCox: Power = {
  forward: (value, power) => (power === 0 ? Math.log(value) : Math.expm1(power * Math.log(value)) / power),
  inverse: (value, power) => (power === 0 ? Math.exp(value) : Math.exp(Math.log1p(value * power) / power)),
  logDerivative: Math.log,
};

const POWERS: Readonly<Record<Method, Power>> = {
  boxCox,
  yeoJohnson: {
    forward: (value, power) => (value >= 0 ? boxCox.forward(value + 1, power) : -boxCox.forward(1 - value, 2 - power)),
    inverse: (value, power) => (value >= 0 ? boxCox.inverse(value, power) - 1 : 1 - boxCox.inverse(-value, 2 - power)),
    logDerivative: (value) => Math.sign(value) * Math.log1p(Math.abs(value)),
  },
};

interface State {
  readonly method: Method;
  readonly powers: Float64Array;
  readonly centers: Float64Array;
  readonly scales: Float64Array;
}

const FORMAT = defineFormat<State>(
  'PowerTransformerModel',
  { method: choiceField(METHODS), powers: vectorField, centers: vectorField, scales: vectorField },
  ({ powers, centers, scales }) =>
    (powers.length !== centers.length || powers.length !== scales.length) &&
    "'powers', 'centers' and 'scales' must have the same length",
);

/** The fitted model of {@link PowerTransformer}. */
export class PowerTransformerModel implements TransformerModel {
  readonly method: Method;
  /** D powers, lambda. */
  readonly powers: Float64Array;
  private readonly centers: Float64Array;
  private readonly scales: Float64Array;

  constructor(private readonly state: State) {
    this.method = state.method;
    this.powers = state.powers;
    this.centers = state.centers;
    this.scales = state.scales;
  }

  get numFeatures(): number {
    return this.powers.length;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): PowerTransformerModel {
    return new PowerTransformerModel(FORMAT.read(document));
  }

  /** @param x Q x D @returns Q x D @throws InvalidArgumentError for numbers <= 0 with `boxCox` */
  transform(x: Rows): DenseMatrix {
    const matrix = readFeatures(x, OWNER, this.numFeatures);
    if (this.method === 'boxCox') checkPositive(matrix);
    const { powers, centers, scales } = this;
    const { forward } = POWERS[this.method];
    return mapped(matrix, (value, j) => (forward(value, powers[j]) - centers[j]) / scales[j]);
  }

  /** @param x Q x D transformed @returns Q x D */
  inverseTransform(x: Rows): DenseMatrix {
    const { powers, centers, scales } = this;
    const { inverse } = POWERS[this.method];
    const matrix = readFeatures(x, OWNER, this.numFeatures);
    return mapped(matrix, (value, j) => inverse(value * scales[j] + centers[j], powers[j]));
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}

function mapped(matrix: DenseMatrix, change: (value: number, column: number) => number): DenseMatrix {
  return { ...matrix, data: matrix.data.map((value, o) => change(value, o % matrix.columns)) };
}
