import { type Column, checkNumber, type Random } from '@ai/core';
import { log1mExp } from '../special/elementary.js';
import { logGamma1p } from '../special/log-gamma.js';
import { ContinuousDistribution, HALF_LINE, type Support } from './distribution.js';
import { drawExponential } from './draws.js';
import { type Fit, type FitOptions, fitted, Sample, standardErrors2 } from './fit.js';

const EULER = 0.5772156649015329;

/** Parameters of {@link Weibull}. */
export interface WeibullParameters {
  /** Greater than 0: below 1 the hazard falls, above 1 it rises. */
  readonly shape: number;
  /** Greater than 0. @default 1 */
  readonly scale?: number;
}

/**
 * The Weibull distribution: P(X > x) = exp(-(x / scale)^shape).
 *
 * @example
 * ```ts
 * import { Weibull } from '@ai/prob-info';
 *
 * new Weibull({ shape: 2, scale: 3 }).survival(3); // 1 / e
 * ```
 */
export class Weibull extends ContinuousDistribution {
  readonly parameters: Readonly<{ shape: number; scale: number }>;
  private readonly shape: number;
  private readonly scale: number;

  /** @throws InvalidArgumentError unless shape and scale are finite and > 0 */
  constructor({ shape, scale = 1 }: WeibullParameters) {
    super();
    this.shape = checkNumber(shape, 'shape', 'Weibull', { above: 0 });
    this.scale = checkNumber(scale, 'scale', 'Weibull', { above: 0 });
    this.parameters = { shape, scale };
  }

  /**
   * Newton's method on the profile likelihood of the shape, the scale in closed form; standard errors from the Fisher information.
   * @throws InvalidArgumentError unless the values are finite, > 0 and not all equal
   */
  static fit(values: Column, options: FitOptions = {}): Fit<Weibull> {
    const sample = new Sample(values, options, 'Weibull.fit', { ...HALF_LINE, lower: Number.MIN_VALUE });
    sample.checkSpread('Weibull.fit');
    const largest = sample.range()[1];
    const log = (x: number) => Math.log(x / largest);
    const meanLog = sample.mean(log);
    let shape = Math.PI / Math.sqrt(6 * sample.mean((x) => (log(x) - meanLog) ** 2));
    for (let i = 0; i < 100; i++) {
      const moment = (power: number) => sample.mean((x) => Math.exp(shape * log(x)) * log(x) ** power);
      const m0 = moment(0);
      const m1 = moment(1) / m0;
      const value = m1 - 1 / shape - meanLog; // rises with the shape
      const slope = moment(2) / m0 - m1 * m1 + 1 / (shape * shape);
      const next = Math.max(shape - value / slope, shape / 4);
      const done = Math.abs(next - shape) <= 1e-14 * shape;
      shape = next;
      if (done) break;
    }
    const scale = largest * sample.mean((x) => Math.exp(shape * log(x))) ** (1 / shape);
    const n = sample.count;
    const information = [
      (Math.PI ** 2 / 6 + (1 - EULER) ** 2) / shape ** 2,
      -(1 - EULER) / scale,
      (shape / scale) ** 2,
    ];
    const [shapeError, scaleError] = standardErrors2(n * information[0], n * information[1], n * information[2]);
    return fitted(new Weibull({ shape, scale }), sample, { shape: shapeError, scale: scaleError });
  }

  get support(): Support {
    return HALF_LINE;
  }

  get mean(): number {
    return this.scale * Math.exp(logGamma1p(1 / this.shape));
  }

  get variance(): number {
    const first = 2 * logGamma1p(1 / this.shape);
    return this.scale ** 2 * Math.exp(first) * Math.expm1(logGamma1p(2 / this.shape) - first);
  }

  get entropy(): number {
    return EULER * (1 - 1 / this.shape) + Math.log(this.scale / this.shape) + 1;
  }

  logDensity(x: number): number {
    if (!(x > 0)) {
      if (x < 0 || Number.isNaN(x) || this.shape > 1) return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
      return this.shape === 1 ? -Math.log(this.scale) : Number.POSITIVE_INFINITY;
    }
    if (x === Number.POSITIVE_INFINITY) return -x;
    const log = Math.log(x / this.scale);
    return Math.log(this.shape / this.scale) + (this.shape - 1) * log - Math.exp(this.shape * log);
  }

  logCdf(x: number): number {
    return x <= 0 ? Number.NEGATIVE_INFINITY : log1mExp(this.logSurvival(x));
  }

  logSurvival(x: number): number {
    return x <= 0 ? 0 : -((x / this.scale) ** this.shape);
  }

  protected tailQuantile(logTail: number, lower: boolean): number {
    return this.scale * (lower ? -log1mExp(logTail) : -logTail) ** (1 / this.shape);
  }

  protected draw(random: Random): number {
    return this.scale * drawExponential(random) ** (1 / this.shape);
  }
}
