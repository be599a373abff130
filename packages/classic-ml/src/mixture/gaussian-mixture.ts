import {
  checkInteger,
  checkNumber,
  checkOneOf,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  Random,
  type Rows,
  toMatrix,
  warn,
} from '@ai/core';
import { nearest } from '@ai/core/linalg';
import { checkClusterCount } from '../cluster/cluster-count.js';
import { KMeans } from '../cluster/k-means.js';
import { logSumExp } from '../decision.js';
import type { Clusterer, ClustererModel, FitOptions, SavedModel } from '../estimator.js';
import { readFeatures, refuseWeights } from '../input/samples.js';
import {
  booleanField,
  choiceField,
  countField,
  defineFormat,
  integersField,
  listField,
  matrixField,
  numberField,
  vectorField,
} from '../saving/format.js';
import { COVARIANCE_KINDS, type CovarianceKind, covarianceFactor, covariancesOf, logDensities } from './covariances.js';

const OWNER = 'GaussianMixture';

/** Options of {@link GaussianMixture}. */
export interface GaussianMixtureOptions {
  /** Components K, at most N. @default 1 */
  readonly numComponents?: number;
  /** `full`: one matrix per component; `tied`: one in common; `diagonal`; `spherical`: one variance per component. @default 'full' */
  readonly covariance?: CovarianceKind;
  /** First means K x D. @default those of k-means */
  readonly initialMeans?: Rows;
  /** Starts by k-means, of which the likeliest is kept; 1 if means are given. @default 1 */
  readonly numStarts?: number;
  /** EM steps of each start. @default 100 */
  readonly maxIterations?: number;
  /** Stop when the mean log-likelihood grows by less. @default 1e-3 */
  readonly tolerance?: number;
  /** Added to the variances, so that no component collapses, >= 0. @default 1e-6 */
  readonly regularization?: number;
  /** @default 0 */
  readonly seed?: number;
}

/**
 * A mixture of normal distributions fitted by expectation maximisation (Dempster, Laird and Rubin, 1977).
 *
 * @example
 * ```ts
 * import { GaussianMixture, makeBlobs } from '@ai/classic-ml';
 *
 * const { x } = makeBlobs({ numSamples: 100, centers: [[0, 0], [8, 8]], seed: 1 });
 * const model = new GaussianMixture({ numComponents: 2 }).fit(x);
 * model.weights;                       // about [0.5, 0.5]
 * model.predictProbabilities([[8, 7]]); // responsibilities, 1 x 2
 * ```
 */
export class GaussianMixture implements Clusterer<GaussianMixtureModel> {
  constructor(readonly options: GaussianMixtureOptions = {}) {}

  /**
   * @param x N x D
   * @throws InvalidArgumentError for invalid options or data, more components than samples, means of another shape, a component that
   * collapses, or sample weights, which this method does not have
   */
  fit(x: Rows, options: FitOptions = {}): GaussianMixtureModel {
    const { numComponents = 1, covariance = 'full', numStarts = 1, maxIterations = 100 } = this.options;
    const { tolerance = 1e-3, regularization = 1e-6, seed = 0, initialMeans } = this.options;
    checkInteger(numComponents, 'numComponents', OWNER, { min: 1 });
    checkOneOf(covariance, 'covariance', OWNER, COVARIANCE_KINDS);
    checkInteger(numStarts, 'numStarts', OWNER, { min: 1 });
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    checkNumber(tolerance, 'tolerance', OWNER, { min: 0 });
    checkNumber(regularization, 'regularization', OWNER, { min: 0 });
    checkInteger(seed, 'seed', OWNER);
    refuseWeights(options, OWNER);
    const matrix = toMatrix(x, 'X', OWNER);
    checkClusterCount(numComponents, matrix.rows, OWNER, 'numComponents');
    const given = initialMeans === undefined ? undefined : readMeans(initialMeans, numComponents, matrix.columns);
    const random = new Random(seed);
    let best: Run | undefined;
    for (let start = 0; start < (given ? 1 : numStarts); start++) {
      const hard = firstAssignment(matrix, numComponents, given, random);
      const run = runEm(matrix, hard, numComponents, covariance, regularization, maxIterations, tolerance, given);
      if (!best || run.bound > best.bound) best = run;
    }
    const run = best as Run;
    if (!run.converged) warn(`${OWNER} has not converged in ${run.iterations} iterations.`);
    const { labels } = responsibilitiesOf(matrix, run);
    return new GaussianMixtureModel({ ...run, labels });
  }
}

interface Parameters {
  readonly weights: Float64Array;
  readonly means: DenseMatrix;
  readonly covarianceKind: CovarianceKind;
  readonly covariances: readonly DenseMatrix[];
}

interface Run extends Parameters {
  /** Mean log-likelihood of a sample at the last E-step. */
  readonly bound: number;
  readonly iterations: number;
  readonly converged: boolean;
}

function readMeans(initialMeans: Rows, numComponents: number, numFeatures: number): DenseMatrix {
  const means = toMatrix(initialMeans, 'initialMeans', OWNER);
  if (means.rows === numComponents && means.columns === numFeatures) return means;
  const got = new Got(`${means.rows} x ${means.columns}`);
  throw new InvalidArgumentError('initialMeans', OWNER, `be ${numComponents} x ${numFeatures}`, got);
}

function firstAssignment(
  x: DenseMatrix,
  numClusters: number,
  given: DenseMatrix | undefined,
  random: Random,
): Int32Array {
  if (given) return nearest(given, x, 1).indices;
  return new KMeans({ numClusters, seed: random.uint32() }).fit(x).labels;
}

/** EM from hard assignments; given means replace those of the assignment. */
function runEm(
  x: DenseMatrix,
  labels: Int32Array,
  numComponents: number,
  kind: CovarianceKind,
  regularization: number,
  maxIterations: number,
  tolerance: number,
  given: DenseMatrix | undefined,
): Run {
  const shares = new Float64Array(x.rows * numComponents);
  labels.forEach((label, i) => {
    shares[i * numComponents + label] = 1;
  });
  let parameters = maximise(x, { data: shares, rows: x.rows, columns: numComponents }, kind, regularization);
  if (given) parameters = { ...parameters, means: given };
  let bound = Number.NEGATIVE_INFINITY;
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations && !converged) {
    iterations++;
    const { responsibilities, meanLogLikelihood } = responsibilitiesOf(x, parameters);
    parameters = maximise(x, responsibilities, kind, regularization);
    converged = Math.abs(meanLogLikelihood - bound) < tolerance;
    bound = meanLogLikelihood;
  }
  return { ...parameters, bound, iterations, converged };
}

/** The M-step: weighted counts, means and covariances. */
function maximise(x: DenseMatrix, shares: DenseMatrix, kind: CovarianceKind, regularization: number): Parameters {
  const { rows, columns, data } = x;
  const numComponents = shares.columns;
  // a little of everything, so that a component without samples keeps a mean
  const counts = new Float64Array(numComponents).fill(10 * Number.EPSILON);
  const means = new Float64Array(numComponents * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < numComponents; k++) {
      const share = shares.data[i * numComponents + k];
      counts[k] += share;
      for (let j = 0; j < columns; j++) means[k * columns + j] += share * data[i * columns + j];
    }
  }
  for (let o = 0; o < means.length; o++) means[o] /= counts[Math.floor(o / columns)];
  const meanMatrix = { data: means, rows: numComponents, columns };
  const covariances = covariancesOf(kind, x, shares, counts, meanMatrix, regularization);
  const total = counts.reduce((a, b) => a + b, 0);
  return { weights: counts.map((count) => count / total), means: meanMatrix, covarianceKind: kind, covariances };
}

/** The E-step. */
function responsibilitiesOf(
  x: DenseMatrix,
  { weights, means, covarianceKind, covariances }: Parameters,
): { responsibilities: DenseMatrix; meanLogLikelihood: number; labels: Int32Array; logLikelihoods: Float64Array } {
  const joint = logDensities(covarianceKind, covariances, x, means, OWNER);
  const { data, rows, columns } = joint;
  const labels = new Int32Array(rows);
  const logLikelihoods = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const base = i * columns;
    for (let k = 0; k < columns; k++) {
      data[base + k] += Math.log(weights[k]);
      if (data[base + k] > data[base + labels[i]]) labels[i] = k;
    }
    logLikelihoods[i] = logSumExp(data, base, columns);
    for (let k = 0; k < columns; k++) data[base + k] = Math.exp(data[base + k] - logLikelihoods[i]);
  }
  const meanLogLikelihood = logLikelihoods.reduce((a, b) => a + b, 0) / rows;
  return { responsibilities: joint, meanLogLikelihood, labels, logLikelihoods };
}

interface State extends Run {
  readonly labels: Int32Array;
}

const FORMAT = defineFormat<State>(
  'GaussianMixtureModel',
  {
    weights: vectorField,
    means: matrixField,
    covarianceKind: choiceField(COVARIANCE_KINDS),
    covariances: listField(matrixField),
    labels: integersField,
    bound: numberField,
    iterations: countField,
    converged: booleanField,
  },
  ({ weights, means, covariances, covarianceKind }) => {
    const count = covarianceKind === 'full' ? means.rows : 1;
    const fits = weights.length === means.rows && covariances.length === count;
    return !fits && `'weights', 'means' and 'covariances' do not fit together`;
  },
);

/** The fitted model of {@link GaussianMixture}. */
export class GaussianMixtureModel implements ClustererModel {
  /** K shares, summing to 1. */
  readonly weights: Float64Array;
  /** K x D. */
  readonly means: DenseMatrix;
  readonly covarianceKind: CovarianceKind;
  /** `full`: K matrices D x D; `tied`: one D x D; `diagonal`: one K x D; `spherical`: one K x 1. */
  readonly covariances: readonly DenseMatrix[];
  /** The likeliest component of each of the N samples. */
  readonly labels: Int32Array;
  /** Mean log-likelihood of a sample at the last E-step. */
  readonly bound: number;
  readonly iterations: number;
  readonly converged: boolean;

  constructor(state: State) {
    this.weights = state.weights;
    this.means = state.means;
    this.covarianceKind = state.covarianceKind;
    this.covariances = state.covariances;
    this.labels = state.labels;
    this.bound = state.bound;
    this.iterations = state.iterations;
    this.converged = state.converged;
  }

  get numFeatures(): number {
    return this.means.columns;
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): GaussianMixtureModel {
    return new GaussianMixtureModel(FORMAT.read(document));
  }

  /** The likeliest component. @param x Q x D @returns Q labels */
  predict(x: Rows): Int32Array {
    return responsibilitiesOf(readFeatures(x, OWNER, this.numFeatures), this).labels;
  }

  /** Responsibilities. @param x Q x D @returns Q x K, rows sum to 1 */
  predictProbabilities(x: Rows): DenseMatrix {
    return responsibilitiesOf(readFeatures(x, OWNER, this.numFeatures), this).responsibilities;
  }

  /** Log density of each sample. @param x Q x D @returns Q values */
  logLikelihoods(x: Rows): Float64Array {
    return responsibilitiesOf(readFeatures(x, OWNER, this.numFeatures), this).logLikelihoods;
  }

  /** Bayesian information criterion, smaller is better. @param x Q x D */
  bic(x: Rows): number {
    const logs = this.logLikelihoods(x);
    return -2 * logs.reduce((a, b) => a + b, 0) + this.numParameters * Math.log(logs.length);
  }

  /** Akaike's information criterion, smaller is better. @param x Q x D */
  aic(x: Rows): number {
    return -2 * this.logLikelihoods(x).reduce((a, b) => a + b, 0) + 2 * this.numParameters;
  }

  private get numParameters(): number {
    const { rows, columns } = this.means;
    const full = (columns * (columns + 1)) / 2;
    const perKind = { full: rows * full, tied: full, diagonal: rows * columns, spherical: rows };
    return perKind[this.covarianceKind] + rows * columns + rows - 1;
  }

  /** Draws samples. @returns count x D and the component of each */
  sample(count: number, seed: number): { x: DenseMatrix; labels: Int32Array } {
    checkInteger(count, 'count', 'GaussianMixtureModel.sample', { min: 1 });
    const random = new Random(seed);
    const { columns } = this.means;
    const data = new Float64Array(count * columns);
    const labels = new Int32Array(count);
    const factors = Array.from(this.weights, (_, k) =>
      covarianceFactor(this.covarianceKind, this.covariances, k, columns, OWNER),
    );
    for (let i = 0; i < count; i++) {
      let rest = random.uniform();
      let k = 0;
      while (k < this.weights.length - 1 && rest >= this.weights[k]) rest -= this.weights[k++];
      labels[i] = k;
      const z = Float64Array.from({ length: columns }, () => random.normal());
      for (let j = 0; j < columns; j++) {
        let value = this.means.data[k * columns + j];
        for (let p = 0; p <= j; p++) value += factors[k].data[j * columns + p] * z[p];
        data[i * columns + j] = value;
      }
    }
    return { x: { data, rows: count, columns }, labels };
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
