import { checkNumber, checkOneOf, type DenseMatrix, type Rows, toMatrix } from '@ai/core';
import { squaredDistance } from '@ai/core/linalg';
import { logSumExp } from '../decision.js';
import type { FitOptions, FittedModel, SavedModel } from '../estimator.js';
import { readFeatures, readWeights, withoutZeroWeights } from '../input/samples.js';
import { choiceField, defineFormat, matrixField, numberField, optionalField, vectorField } from '../saving/format.js';

const OWNER = 'KernelDensity';
const KERNELS = ['gaussian', 'tophat', 'epanechnikov', 'exponential', 'linear'] as const;

/** Options of {@link KernelDensity}. */
export interface KernelDensityOptions {
  /** Width h > 0, or a rule: `scott` N^(-1/(D+4)), `silverman` (N (D+2)/4)^(-1/(D+4)). @default 1 */
  readonly bandwidth?: number | 'scott' | 'silverman';
  /** Shape of the bump around each sample, as a function of u = distance / h. @default 'gaussian' */
  readonly kernel?: (typeof KERNELS)[number];
}

/**
 * Kernel density estimation (Rosenblatt, 1956; Parzen, 1962): the mean of bumps around the samples, by Euclidean distance.
 *
 * @example
 * ```ts
 * import { KernelDensity } from '@ai/classic-ml';
 *
 * const model = new KernelDensity({ bandwidth: 0.5 }).fit([[0], [1], [1.2]]);
 * model.logDensities([[1], [4]]); // the first is larger
 * ```
 */
export class KernelDensity {
  constructor(readonly options: KernelDensityOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options, data or weights
   */
  fit(x: Rows, options: FitOptions = {}): KernelDensityModel {
    const { bandwidth = 1, kernel = 'gaussian' } = this.options;
    checkOneOf(kernel, 'kernel', OWNER, KERNELS);
    if (typeof bandwidth === 'string') checkOneOf(bandwidth, 'bandwidth', OWNER, ['scott', 'silverman']);
    else checkNumber(bandwidth, 'bandwidth', OWNER, { above: 0 });
    const all = toMatrix(x, 'X', OWNER);
    const { x: points, weights } = withoutZeroWeights(all, readWeights(options.sampleWeights, OWNER, all.rows));
    const count = weights ? weights.reduce((a, b) => a + b, 0) : points.rows;
    const power = -1 / (points.columns + 4);
    const width =
      bandwidth === 'scott'
        ? count ** power
        : bandwidth === 'silverman'
          ? ((count * (points.columns + 2)) / 4) ** power
          : bandwidth;
    return new KernelDensityModel({ points, weights, bandwidth: width, kernel });
  }
}

interface State {
  readonly points: DenseMatrix;
  readonly weights: Float64Array | undefined;
  readonly bandwidth: number;
  readonly kernel: (typeof KERNELS)[number];
}

const FORMAT = defineFormat<State>(
  'KernelDensityModel',
  {
    points: matrixField,
    weights: optionalField(vectorField),
    bandwidth: numberField,
    kernel: choiceField(KERNELS),
  },
  ({ points, weights }) => weights !== undefined && weights.length !== points.rows && `'weights' must fit 'points'`,
);

/** The fitted model of {@link KernelDensity}. */
export class KernelDensityModel implements FittedModel {
  /** N x D samples. */
  readonly points: DenseMatrix;
  /** Width h. */
  readonly bandwidth: number;
  private readonly logWeights: Float64Array; // sum to 1 before the logarithm

  constructor(private readonly state: State) {
    this.points = state.points;
    this.bandwidth = state.bandwidth;
    const weights = state.weights ?? new Float64Array(state.points.rows).fill(1);
    const total = weights.reduce((a, b) => a + b, 0);
    this.logWeights = weights.map((weight) => Math.log(weight / total));
  }

  get numFeatures(): number {
    return this.points.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): KernelDensityModel {
    return new KernelDensityModel(FORMAT.read(document));
  }

  /** Log density at each sample; -Infinity where it is 0. @param x Q x D @returns Q values */
  logDensities(x: Rows): Float64Array {
    const { points, bandwidth, logWeights } = this;
    const queries = readFeatures(x, OWNER, this.numFeatures);
    const { kernel } = this.state;
    const constant = -logNormaliser(kernel, points.columns) - points.columns * Math.log(bandwidth);
    const terms = new Float64Array(points.rows);
    return Float64Array.from({ length: queries.rows }, (_, q) => {
      for (let p = 0; p < points.rows; p++) {
        const u = Math.sqrt(squaredDistance(queries.data, q, points.data, p, points.columns)) / bandwidth;
        terms[p] = logWeights[p] + logKernel(kernel, u);
      }
      return constant + logSumExp(terms);
    });
  }

  toJSON(): SavedModel {
    return FORMAT.write(this.state);
  }
}

function logKernel(kernel: (typeof KERNELS)[number], u: number): number {
  if (kernel === 'gaussian') return -0.5 * u * u;
  if (kernel === 'exponential') return -u;
  if (u >= 1) return Number.NEGATIVE_INFINITY;
  if (kernel === 'tophat') return 0;
  return kernel === 'linear' ? Math.log(1 - u) : Math.log(1 - u * u);
}

/** Logarithm of the integral of the kernel with h = 1 over D dimensions. */
function logNormaliser(kernel: (typeof KERNELS)[number], dimensions: number): number {
  if (kernel === 'gaussian') return 0.5 * dimensions * Math.log(2 * Math.PI);
  const ball = logBallVolume(dimensions);
  if (kernel === 'tophat') return ball;
  if (kernel === 'epanechnikov') return ball + Math.log(2 / (dimensions + 2));
  if (kernel === 'linear') return ball - Math.log(dimensions + 1);
  return ball + logFactorial(dimensions); // surface times the integral of e^-r r^(D-1)
}

/** Volume of the unit ball, by V(D) = V(D - 2) 2 pi / D. */
function logBallVolume(dimensions: number): number {
  let log = dimensions % 2 === 0 ? 0 : Math.log(2);
  for (let d = dimensions; d > 1; d -= 2) log += Math.log((2 * Math.PI) / d);
  return log;
}

function logFactorial(n: number): number {
  let log = 0;
  for (let i = 2; i <= n; i++) log += Math.log(i);
  return log;
}
