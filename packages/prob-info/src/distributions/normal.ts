import { type Column, checkNumber, type Random } from '@ai/core';
import { logNormalCdf, logNormalQuantile, normalCdf, normalQuantile } from '../special/normal.js';
import { ContinuousDistribution, REAL_LINE, type Support } from './distribution.js';
import { drawNormal } from './draws.js';
import { type Fit, type FitOptions, fitted, Sample } from './fit.js';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Parameters of {@link Normal}. */
export interface NormalParameters {
  /** @default 0 */
  readonly mean?: number;
  /** Greater than 0. @default 1 */
  readonly standardDeviation?: number;
}

/**
 * The normal (Gaussian) distribution.
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Normal } from '@ai/prob-info';
 *
 * const height = new Normal({ mean: 175, standardDeviation: 7 });
 * height.survival(190); // 0.016...
 * height.logPdf(Float64Array.of(170, 180));
 * const draws = height.sample(new Random(1), 1000);
 * const { distribution, standardErrors } = Normal.fit(draws);
 * ```
 */
export class Normal extends ContinuousDistribution {
  readonly parameters: Readonly<{ mean: number; standardDeviation: number }>;
  readonly mean: number;
  private readonly scale: number;
  private readonly logScale: number;

  /** @throws InvalidArgumentError unless mean is finite and standardDeviation finite and > 0 */
  constructor({ mean = 0, standardDeviation = 1 }: NormalParameters = {}) {
    super();
    this.mean = checkNumber(mean, 'mean', 'Normal');
    this.scale = checkNumber(standardDeviation, 'standardDeviation', 'Normal', { above: 0 });
    this.parameters = { mean, standardDeviation };
    this.logScale = Math.log(standardDeviation) + HALF_LOG_TWO_PI;
  }

  /**
   * Mean and standard deviation (divisor n) of the data; standard errors sd / sqrt(n) and sd / sqrt(2 n).
   * @throws InvalidArgumentError if the values are all equal, or not finite
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Normal> {
    const sample = new Sample(values, options, 'Normal.fit', REAL_LINE);
    sample.checkSpread('Normal.fit');
    const mean = sample.mean((x) => x);
    const standardDeviation = Math.sqrt(sample.mean((x) => (x - mean) ** 2));
    return fitted(new Normal({ mean, standardDeviation }), sample, {
      mean: standardDeviation / Math.sqrt(sample.count),
      standardDeviation: standardDeviation / Math.sqrt(2 * sample.count),
    });
  }

  get support(): Support {
    return REAL_LINE;
  }

  override get standardDeviation(): number {
    return this.scale;
  }

  get variance(): number {
    return this.scale ** 2;
  }

  get entropy(): number {
    return this.logScale + 0.5;
  }

  logDensity(x: number): number {
    const z = (x - this.mean) / this.scale;
    return -0.5 * z * z - this.logScale;
  }

  protected override logDensities(x: Float64Array): Float64Array {
    const { mean, logScale } = this;
    const inverse = 1 / this.scale;
    const out = new Float64Array(x.length);
    for (let i = 0; i < out.length; i++) {
      const z = (x[i] - mean) * inverse;
      out[i] = -0.5 * z * z - logScale;
    }
    return out;
  }

  override cdf(x: number): number {
    return normalCdf((x - this.mean) / this.scale);
  }

  override survival(x: number): number {
    return normalCdf((this.mean - x) / this.scale);
  }

  logCdf(x: number): number {
    return logNormalCdf((x - this.mean) / this.scale);
  }

  logSurvival(x: number): number {
    return logNormalCdf((this.mean - x) / this.scale);
  }

  override quantile(p: number): number {
    this.checkProbability(p, 'p');
    return this.mean + this.scale * normalQuantile(p);
  }

  override survivalQuantile(q: number): number {
    this.checkProbability(q, 'q');
    return this.mean - this.scale * normalQuantile(q);
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    const z = logNormalQuantile(logTail);
    return this.mean + this.scale * (lower ? z : -z);
  }

  protected draw(random: Random): number {
    return this.mean + this.scale * drawNormal(random);
  }
}
