import { type Column, checkNumber, type Random } from '@ai/core';
import { ContinuousDistribution, REAL_LINE, type Support } from './distribution.js';
import { drawExponential } from './draws.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';

/** Parameters of {@link Laplace}. */
export interface LaplaceParameters {
  /** Mean and median. @default 0 */
  readonly location?: number;
  /** Mean absolute deviation, greater than 0. @default 1 */
  readonly scale?: number;
}

/**
 * The Laplace (double exponential) distribution.
 *
 * @example
 * ```ts
 * import { Laplace } from '@ai/prob-info';
 *
 * new Laplace({ scale: 2 }).logPdf(-3); // -log(4) - 1.5
 * ```
 */
export class Laplace extends ContinuousDistribution {
  readonly parameters: Readonly<{ location: number; scale: number }>;
  private readonly location: number;
  private readonly scale: number;

  /** @throws InvalidArgumentError unless location is finite and scale finite and > 0 */
  constructor({ location = 0, scale = 1 }: LaplaceParameters = {}) {
    super();
    this.location = checkNumber(location, 'location', 'Laplace');
    this.scale = checkNumber(scale, 'scale', 'Laplace', { above: 0 });
    this.parameters = { location, scale };
  }

  /**
   * The median (of an even number of values the mean of the middle two) and the mean absolute deviation from it; both standard
   * errors are scale / sqrt(n).
   * @throws InvalidArgumentError if the values are all equal, or not finite
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Laplace> {
    const sample = new Sample(values, options, 'Laplace.fit', REAL_LINE);
    sample.checkSpread('Laplace.fit');
    const location = weightedMedian(sample);
    const scale = sample.mean((x) => Math.abs(x - location));
    const error = scale / Math.sqrt(sample.count);
    return fitted(new Laplace({ location, scale }), sample, { location: error, scale: error });
  }

  get support(): Support {
    return REAL_LINE;
  }

  get mean(): number {
    return this.location;
  }

  get variance(): number {
    return 2 * this.scale ** 2;
  }

  get entropy(): number {
    return 1 + Math.log(2 * this.scale);
  }

  logDensity(x: number): number {
    return -Math.abs(x - this.location) / this.scale - Math.log(2 * this.scale);
  }

  logCdf(x: number): number {
    return logLowerTail((x - this.location) / this.scale);
  }

  logSurvival(x: number): number {
    return logLowerTail((this.location - x) / this.scale);
  }

  override quantile(p: number): number {
    this.checkProbability(p, 'p');
    // log(2p) = log1p(2p - 1) keeps the digits beside the median
    const z = p <= 0.5 ? Math.min(0, logTwice(p)) : -logTwice(1 - p);
    return this.location + this.scale * z;
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    const z = logTail <= -Math.LN2 ? logTail + Math.LN2 : -Math.log(-2 * Math.expm1(logTail));
    return this.location + this.scale * (lower ? z : -z);
  }

  protected draw(random: Random): number {
    const magnitude = this.scale * drawExponential(random);
    return random.bernoulli() ? this.location + magnitude : this.location - magnitude;
  }
}

function logTwice(p: number): number {
  return p > 0.25 ? Math.log1p(2 * p - 1) : Math.log(2 * p);
}

function logLowerTail(z: number): number {
  return z <= 0 ? z - Math.LN2 : Math.log1p(-0.5 * Math.exp(-z));
}

function weightedMedian({ values, weights, count }: Sample): number {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  let seen = 0;
  for (let k = 0; k < order.length; k++) {
    seen += weights ? weights[order[k]] : 1;
    if (seen < 0.5 * count) continue;
    if (seen > 0.5 * count) return values[order[k]];
    // exactly half lies at or below: any point up to the next value maximises the likelihood, take the middle
    let next = k + 1;
    while (weights && next < order.length - 1 && weights[order[next]] === 0) next++;
    return 0.5 * (values[order[k]] + values[order[Math.min(next, order.length - 1)]]);
  }
  return values[order[order.length - 1]];
}
