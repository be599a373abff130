import { type Column, checkInteger, checkNumber, Got, InvalidArgumentError, type Random, warn } from '@ai/core';
import { logSumExp } from '../special/elementary.js';
import type { Distribution, Support } from './distribution.js';
import { UnivariateDistribution } from './distribution.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';
import { mixtureStandardErrors } from './mixture-information.js';
import { readProbabilities } from './probabilities.js';

/** Gauss and Legendre's rule of 8 points on [-1, 1], the positive half (Abramowitz and Stegun, table 25.4). */
const GAUSS_NODES = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const GAUSS_WEIGHTS = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

/** Parameters of {@link Mixture}. */
export interface MixtureParameters<D extends Distribution = Distribution> {
  /** At least one; all continuous or all discrete. */
  readonly components: readonly D[];
  /** One per component, >= 0 with sum 1 (scaled to it within 1e-6). @default all equal */
  readonly weights?: Column;
}

/** Options of {@link Mixture.fit}. */
export interface MixtureFitOptions<D extends Distribution> extends FitOptions {
  /** Where EM starts: one component per group that is to be found, not two alike. */
  readonly initial: Mixture<D>;
  /** Fits one component to weighted data, usually the family's own `fit`: `Normal.fit`. */
  readonly fitComponent: (values: Float64Array, options: { readonly weights: Float64Array }) => Fit<D>;
  /** @default 1000 */
  readonly maxIterations?: number;
  /** EM stops when the mean log-likelihood gains less. @default 1e-10 */
  readonly tolerance?: number;
}

/**
 * A finite mixture of distributions of one variable.
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Mixture, Normal } from '@ai/prob-info';
 *
 * const two = new Mixture({ components: [new Normal(), new Normal({ mean: 5 })], weights: [0.7, 0.3] });
 * const data = two.sample(new Random(1), 500);
 * const { distribution } = Mixture.fit(data, { initial: two, fitComponent: Normal.fit });
 * ```
 */
export class Mixture<D extends Distribution = Distribution> extends UnivariateDistribution {
  readonly parameters: Readonly<{ weights: readonly number[] }>;
  readonly components: readonly D[];
  readonly weights: Float64Array;
  readonly support: Support;
  private readonly logWeights: Float64Array;

  /** @throws InvalidArgumentError for no components, a mix of continuous and discrete ones, or weights that do not fit them */
  constructor({ components, weights }: MixtureParameters<D>) {
    super();
    if (components.length === 0)
      throw new InvalidArgumentError('components', 'Mixture', 'hold at least one distribution', components);
    const { integer } = components[0].support;
    if (components.some(({ support }) => support.integer !== integer)) {
      throw new InvalidArgumentError(
        'components',
        'Mixture',
        'be all continuous or all discrete',
        new Got('both kinds'),
      );
    }
    this.components = [...components];
    this.weights = readProbabilities(weights ?? components.map(() => 1 / components.length), 'weights', 'Mixture');
    if (this.weights.length !== components.length) {
      throw new InvalidArgumentError(
        'weights',
        'Mixture',
        `hold ${components.length} numbers`,
        new Got(`${this.weights.length}`),
      );
    }
    this.logWeights = this.weights.map(Math.log);
    this.parameters = { weights: Array.from(this.weights) };
    this.support = {
      lower: Math.min(...components.map(({ support }) => support.lower)),
      upper: Math.max(...components.map(({ support }) => support.upper)),
      integer,
    };
  }

  /**
   * Maximum likelihood by expectation-maximisation (Dempster, Laird and Rubin, 1977) from `initial`: a local maximum. Not converging
   * warns. A component that loses its data (total responsibility below 1e-8) keeps its last parameters.
   *
   * Standard errors are named `weight0`, `weight1`, ..., then `mean0`, `standardDeviation0`, `mean1`, ... after what `fitComponent`
   * gives errors for: those are the estimated parameters, all others count as known. They come from the observed information of all of
   * them together (Louis, J. R. Stat. Soc. B 44, 1982), with the weights bound to sum to 1. NaN for all where that information is
   * singular or the likelihood not smooth: components that are alike, Uniform or Laplace components, a list as a parameter. NaN for a
   * weight of 0 or 1, for a component without data and for a parameter at its bound (an error of 0 in its own fit); the rest are then
   * those of the mixture without that component, or with that parameter held.
   *
   * @throws InvalidArgumentError if a value is outside the support of `initial`, or of density 0 under it, and as `fitComponent` does
   *   (a Normal component that is left with one value has no greatest likelihood)
   */
  static fit<D extends Distribution>(values: Column, options: MixtureFitOptions<D>): Fit<Mixture<D>> {
    const { maxIterations = 1000, tolerance = 1e-10, fitComponent } = options;
    checkInteger(maxIterations, 'maxIterations', 'Mixture.fit', { min: 1 });
    checkNumber(tolerance, 'tolerance', 'Mixture.fit', { min: 0 });
    const sample = new Sample(values, options, 'Mixture.fit', options.initial.support);
    let mixture = options.initial;
    let mean = Number.NEGATIVE_INFINITY;
    let converged = false;
    let fits: (Fit<D> | undefined)[] = [];
    for (let i = 0; i < maxIterations && !converged; i++) {
      const { responsibilities, logLikelihood } = expectation(mixture, sample);
      if (!Number.isFinite(logLikelihood)) {
        throw new InvalidArgumentError(
          'values',
          'Mixture.fit',
          'have a finite likelihood under the mixture',
          logLikelihood,
        );
      }
      converged = logLikelihood / sample.count - mean <= tolerance;
      mean = logLikelihood / sample.count;
      if (converged) break;
      const totals = responsibilities.map((r) => r.reduce((sum, v) => sum + v, 0));
      fits = totals.map((total, k) =>
        total > 1e-8 ? fitComponent(sample.values, { weights: responsibilities[k] }) : undefined,
      );
      const components = mixture.components.map((component, k) => fits[k]?.distribution ?? component);
      mixture = new Mixture({ components, weights: totals.map((total) => total / sample.count) });
    }
    if (!converged) warn(`Mixture.fit: EM had not converged after ${maxIterations} iterations.`);
    return fitted(mixture, sample, mixtureStandardErrors(mixture, fits, sample));
  }

  get mean(): number {
    return this.sum((component) => component.mean);
  }

  get variance(): number {
    const { mean } = this;
    return this.sum((component) => component.variance + (component.mean - mean) ** 2);
  }

  /** In nats, by quadrature (continuous, absolute error about 1e-9 for smooth densities) or summation (discrete). */
  get entropy(): number {
    return this.support.integer ? this.summedEntropy() : this.integratedEntropy();
  }

  logDensity(x: number): number {
    return logSumExp(this.components.map((component, k) => this.logWeights[k] + component.logDensity(x)));
  }

  /** log density at one number, or at every number of an array; for continuous components. */
  logPdf(x: number): number;
  logPdf(x: Float64Array): Float64Array;
  logPdf(x: number | Float64Array): number | Float64Array {
    return typeof x === 'number' ? this.logDensity(x) : this.logDensities(x);
  }

  /** log probability of one number, or of every number of an array; for discrete components. */
  logPmf(k: number): number;
  logPmf(k: Float64Array): Float64Array;
  logPmf(k: number | Float64Array): number | Float64Array {
    return typeof k === 'number' ? this.logDensity(k) : this.logDensities(k);
  }

  /** The density at one number; for continuous components. */
  pdf(x: number): number {
    return Math.exp(this.logDensity(x));
  }

  /** The probability of k; for discrete components. */
  pmf(k: number): number {
    return Math.exp(this.logDensity(k));
  }

  logCdf(x: number): number {
    return Math.min(0, logSumExp(this.components.map((component, k) => this.logWeights[k] + component.logCdf(x))));
  }

  logSurvival(x: number): number {
    return Math.min(0, logSumExp(this.components.map((component, k) => this.logWeights[k] + component.logSurvival(x))));
  }

  quantile(p: number): number {
    this.checkProbability(p, 'p');
    return this.between(
      (component) => component.quantile(p),
      p <= 0.5 ? this.lowerReached(p) : this.upperReached(1 - p),
    );
  }

  survivalQuantile(q: number): number {
    this.checkProbability(q, 'q');
    const reached = q <= 0.5 ? this.upperReached(q) : this.lowerReached(1 - q);
    return this.between((component) => component.survivalQuantile(q), reached);
  }

  /** Counts take a probability that agrees to rounding as reached: quantile(cdf(k)) = k. */
  private lowerReached(p: number): (x: number) => boolean {
    const target = this.support.integer ? p * (1 - 1e-13) : p;
    return (x) => this.cdf(x) >= target;
  }

  private upperReached(q: number, rounding = 0): (x: number) => boolean {
    const target = this.support.integer ? q * (1 + 1e-13) + rounding : q;
    return (x) => this.survival(x) <= target;
  }

  /** log posterior probability of each component given x. */
  logResponsibilities(x: number): Float64Array {
    const logs = Float64Array.from(this.components, (component, k) => this.logWeights[k] + component.logDensity(x));
    const total = logSumExp(logs);
    return logs.map((log) => log - total);
  }

  protected draw(random: Random): number {
    let u = random.uniform();
    let k = 0;
    while (k < this.weights.length - 1 && u >= this.weights[k]) u -= this.weights[k++];
    while (this.weights[k] === 0) k--;
    return this.components[k].sample(random);
  }

  private sum(f: (component: D) => number): number {
    return this.components.reduce(
      (sum, component, k) => (this.weights[k] > 0 ? sum + this.weights[k] * f(component) : sum),
      0,
    );
  }

  /** The mixture's quantile lies between its components': bisection to the last bit. */
  private between(quantileOf: (component: D) => number, reached: (x: number) => boolean): number {
    const ends = this.components.filter((_, k) => this.weights[k] > 0).map(quantileOf);
    let low = Math.min(...ends);
    let high = Math.max(...ends);
    if (low === high || !Number.isFinite(low) || !Number.isFinite(high)) return reached(low) ? low : high;
    if (reached(low)) return low;
    for (let i = 0; i < 1100; i++) {
      const middle = this.support.integer ? Math.floor((low + high) / 2) : low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      if (reached(middle)) high = middle;
      else low = middle;
    }
    return high;
  }

  private summedEntropy(): number {
    const from = Math.min(...this.components.map((component) => component.quantile(1e-18)));
    const to = Math.max(...this.components.map((component) => component.survivalQuantile(1e-18)));
    let sum = 0;
    for (let k = from; k <= to; k++) {
      const log = this.logDensity(k);
      if (log > -745) sum -= log * Math.exp(log);
    }
    return sum;
  }

  /** Gauss's rule on panels cut at many quantiles of every component. */
  private integratedEntropy(): number {
    const cuts = new Set<number>();
    for (const component of this.components) {
      for (let i = 1; i <= 64; i++) cuts.add(component.quantile(i / 65));
      for (let e = 2; e <= 60; e += 2) {
        cuts.add(component.quantile(2 ** -e));
        cuts.add(component.survivalQuantile(2 ** -e));
      }
    }
    const edges = Array.from(cuts)
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const integrand = (x: number) => {
      const log = this.logDensity(x);
      return log > -745 && log < 700 ? -log * Math.exp(log) : 0;
    };
    let total = 0;
    for (let i = 1; i < edges.length; i++) {
      const half = 0.25 * (edges[i] - edges[i - 1]);
      for (const middle of [edges[i - 1] + half, edges[i] - half]) {
        GAUSS_NODES.forEach((node, k) => {
          total += half * GAUSS_WEIGHTS[k] * (integrand(middle - half * node) + integrand(middle + half * node));
        });
      }
    }
    return total;
  }
}

function expectation(mixture: Mixture, { values, weights }: Sample) {
  const responsibilities = mixture.components.map(() => new Float64Array(values.length));
  let logLikelihood = 0;
  const logs = new Float64Array(mixture.components.length);
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i] : 1;
    if (weight === 0) continue;
    for (let k = 0; k < logs.length; k++)
      logs[k] = Math.log(mixture.weights[k]) + mixture.components[k].logDensity(values[i]);
    const total = logSumExp(logs);
    logLikelihood += weight * total;
    for (let k = 0; k < logs.length; k++) responsibilities[k][i] = weight * Math.exp(logs[k] - total);
  }
  return { responsibilities, logLikelihood };
}
