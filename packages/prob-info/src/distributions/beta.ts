import { type Column, checkNumber, InvalidArgumentError, type Random } from '@ai/core';
import { digamma, digammaRemainder, trigamma } from '../special/digamma.js';
import { logAddExp, sigmoid } from '../special/elementary.js';
import { logBetaI, logBetaInverse, logBetaPrefix } from '../special/incomplete-beta.js';
import { logBeta, stirlingError } from '../special/log-gamma.js';
import { ContinuousDistribution, type Support } from './distribution.js';
import { drawLogGamma } from './draws.js';
import { type Fit, type FitOptions, fitted, Sample, standardErrors2 } from './fit.js';

const UNIT: Support = { lower: 0, upper: 1, integer: false };

/** Parameters of {@link Beta}. */
export interface BetaParameters {
  /** Greater than 0: in coin terms, heads seen plus prior heads. */
  readonly alpha: number;
  /** Greater than 0. */
  readonly beta: number;
}

/**
 * The beta distribution on [0, 1], density x^(alpha - 1) (1 - x)^(beta - 1) / B(alpha, beta).
 *
 * @example
 * ```ts
 * import { Beta } from '@ai/prob-info';
 *
 * new Beta({ alpha: 8, beta: 4 }).interval(0.95); // central 95 %
 * ```
 */
export class Beta extends ContinuousDistribution {
  readonly parameters: Readonly<{ alpha: number; beta: number }>;
  private readonly alpha: number;
  private readonly beta: number;

  /** @throws InvalidArgumentError unless alpha and beta are finite and > 0 */
  constructor({ alpha, beta }: BetaParameters) {
    super();
    this.alpha = checkNumber(alpha, 'alpha', 'Beta', { above: 0 });
    this.beta = checkNumber(beta, 'beta', 'Beta', { above: 0 });
    this.parameters = { alpha, beta };
  }

  /**
   * Newton's method on the two digamma equations, from the moments; standard errors from the Fisher information.
   * @throws InvalidArgumentError unless the values are strictly between 0 and 1 and not all equal
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Beta> {
    const sample = new Sample(values, options, 'Beta.fit', { ...UNIT, lower: Number.MIN_VALUE, upper: 1 - 2 ** -53 });
    sample.checkSpread('Beta.fit');
    const mean = sample.mean((x) => x);
    const size = (mean * (1 - mean)) / sample.mean((x) => (x - mean) ** 2) - 1;
    const meanLog = sample.mean(Math.log);
    const meanLogComplement = sample.mean((x) => Math.log1p(-x));
    let alpha = Math.max(mean * size, 1e-3);
    let beta = Math.max((1 - mean) * size, 1e-3);
    for (let i = 0; i < 200; i++) {
      const shared = trigamma(alpha + beta);
      const a = trigamma(alpha) - shared;
      const b = trigamma(beta) - shared;
      const sum = digamma(alpha + beta);
      const g1 = digamma(alpha) - sum - meanLog;
      const g2 = digamma(beta) - sum - meanLogComplement;
      const determinant = a * b - shared * shared;
      const nextAlpha = Math.max(alpha - (b * g1 + shared * g2) / determinant, alpha / 4);
      const nextBeta = Math.max(beta - (a * g2 + shared * g1) / determinant, beta / 4);
      const done = Math.abs(nextAlpha - alpha) + Math.abs(nextBeta - beta) <= 1e-14 * (alpha + beta);
      alpha = nextAlpha;
      beta = nextBeta;
      if (done) break;
    }
    const n = sample.count;
    const shared = trigamma(alpha + beta);
    const [alphaError, betaError] = standardErrors2(
      n * (trigamma(alpha) - shared),
      -n * shared,
      n * (trigamma(beta) - shared),
    );
    if (!Number.isFinite(alphaError + betaError)) {
      throw new InvalidArgumentError('values', 'Beta.fit', 'have a spread that float64 resolves', `${alpha}, ${beta}`);
    }
    return fitted(new Beta({ alpha, beta }), sample, { alpha: alphaError, beta: betaError });
  }

  get support(): Support {
    return UNIT;
  }

  get mean(): number {
    return this.alpha / (this.alpha + this.beta);
  }

  get variance(): number {
    const total = this.alpha + this.beta;
    return ((this.alpha / total) * (this.beta / total)) / (total + 1);
  }

  get entropy(): number {
    const { alpha: a, beta: b } = this;
    const n = a + b;
    if (Math.min(a, b) < 10) {
      return logBeta(a, b) - (a - 1) * digamma(a) - (b - 1) * digamma(b) + (n - 2) * digamma(n);
    }
    // the same with Stirling's series inside, where the large terms have cancelled on paper
    const logs =
      0.5 * Math.log((2 * Math.PI * (a / n) * (b / n)) / n) + stirlingError(a) + stirlingError(b) - stirlingError(n);
    const share = (x: number, less: number) => (x - less) * (0.5 / x + digammaRemainder(x));
    return logs + share(a, 1) + share(b, 1) - share(n, 2);
  }

  logDensity(x: number): number {
    if (!(x >= 0 && x <= 1)) return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
    if (x === 0) return logAtEdge(this.alpha, this.beta);
    if (x === 1) return logAtEdge(this.beta, this.alpha);
    return logBetaPrefix(this.alpha, this.beta, x, 1 - x) - Math.log(x) - Math.log1p(-x);
  }

  logCdf(x: number): number {
    return logBetaI(this.alpha, this.beta, x);
  }

  logSurvival(x: number): number {
    return logBetaI(this.beta, this.alpha, 1 - x, x);
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    return sigmoid(
      lower ? logBetaInverse(this.alpha, this.beta, logTail) : -logBetaInverse(this.beta, this.alpha, logTail),
    );
  }

  protected draw(random: Random): number {
    const first = drawLogGamma(random, this.alpha);
    const second = drawLogGamma(random, this.beta);
    const total = logAddExp(first, second);
    return first < second ? Math.exp(first - total) : -Math.expm1(second - total);
  }
}

/** log density at the edge where the exponent is `near` - 1. */
function logAtEdge(near: number, far: number): number {
  if (near === 1) return Math.log(far);
  return near < 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}
