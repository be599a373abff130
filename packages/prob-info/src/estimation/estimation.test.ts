import { Random, setLogger, type tf } from '@ai/core';
import { expectClose, withoutLeaks } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exponential } from '../distributions/exponential.js';
import { Gamma } from '../distributions/gamma.js';
import { Laplace } from '../distributions/laplace.js';
import { Normal } from '../distributions/normal.js';
import { digamma } from '../special/digamma.js';
import { mean, variance } from '../statistics/moments.js';
import { bootstrapInterval, profileInterval, waldInterval } from './intervals.js';
import { minimizeLbfgs } from './lbfgs.js';
import { maximumAPosteriori } from './maximum-a-posteriori.js';
import { maximumLikelihood } from './maximum-likelihood.js';
import { numericGradient, numericHessian } from './numeric-derivatives.js';
import { tapeGradient } from './tape-gradient.js';

const gammaData = new Gamma({ shape: 3, rate: 2 }).sample(new Random(1), 300);
const gammaModel = ([shape, rate]: Float64Array, x: number) =>
  shape > 0 && rate > 0 ? new Gamma({ shape, rate }).logDensity(x) : Number.NEGATIVE_INFINITY;
const gammaOptions = { start: [1, 1], lower: [1e-6, 1e-6] };

describe('minimizeLbfgs', () => {
  const rosenbrock = {
    value: (x: Float64Array) => {
      let sum = 0;
      for (let i = 0; i + 1 < x.length; i++) sum += 100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2;
      return sum;
    },
    gradient: (x: Float64Array) => {
      const g = new Float64Array(x.length);
      for (let i = 0; i + 1 < x.length; i++) {
        g[i] += -400 * x[i] * (x[i + 1] - x[i] ** 2) - 2 * (1 - x[i]);
        g[i + 1] += 200 * (x[i + 1] - x[i] ** 2);
      }
      return g;
    },
  };

  it('descends the valley of Rosenbrock in 2 and 20 dimensions', () => {
    for (const size of [2, 20]) {
      const start = Float64Array.from({ length: size }, (_, i) => (i % 2 ? 1 : -1.2));
      const result = minimizeLbfgs(rosenbrock, start);
      expect(result.converged).toBe(true);
      expectClose(result.x, new Float64Array(size).fill(1), { relative: 1e-7 });
      expect(result.iterations).toBeLessThan(200);
    }
  });

  it('stops at bounds that bind', () => {
    const bounds = { lower: [-2, -2], upper: [0.5, 2] };
    const result = minimizeLbfgs(rosenbrock, [-1.2, 1], { bounds });
    expect(result.converged).toBe(true);
    expectClose(result.x, [0.5, 0.25], { relative: 1e-7 });
  });

  it('says when it has not converged, and checks its options', () => {
    expect(minimizeLbfgs(rosenbrock, [-1.2, 1], { maxIterations: 3 }).converged).toBe(false);
    expect(() => minimizeLbfgs(rosenbrock, [0], { maxIterations: 0 })).toThrow(/'maxIterations'/);
    expect(() => minimizeLbfgs(rosenbrock, [0], { gradientTolerance: -1 })).toThrow(/'gradientTolerance'/);
    expect(() => minimizeLbfgs(rosenbrock, [0], { memory: 0 })).toThrow(/'memory'/);
  });

  it('numeric derivatives agree with analytic ones', () => {
    const x = [0.3, -0.8, 1.4];
    expectClose(numericGradient(rosenbrock.value, x), rosenbrock.gradient(Float64Array.from(x)), { relative: 1e-8 });
    const analytic = numericHessian(rosenbrock.value, x, rosenbrock.gradient);
    expectClose(analytic[0][0], 1200 * 0.09 - 400 * -0.8 + 2, { relative: 1e-8 });
    expectClose(numericHessian(rosenbrock.value, x), analytic, { relative: 1e-2, absolute: 1e-1 });
  });

  it('the numeric Hessian does not depend on units, on how near 0 the point is, or on what lies beyond the bounds', () => {
    for (const x of [0, 1e-18, -1e-12, 1e-6, 1, 1e6]) {
      for (const unit of [1e-9, 1, 1e9]) {
        const f = ([u]: Float64Array) => 250 * (u / unit - x) ** 2 + 1234.5678;
        const gradient = ([u]: Float64Array) => [(500 * (u / unit - x)) / unit];
        expectClose(numericHessian(f, [x * unit])[0][0], 500 / unit ** 2, { relative: 1e-6 });
        expectClose(numericHessian(f, [x * unit], gradient)[0][0], 500 / unit ** 2, { relative: 1e-6 });
      }
    }
    const logs = ([u]: Float64Array) => {
      if (!(u > 0 && u < 1)) throw new Error('outside');
      return -3 * Math.log(u) - 1e-9 * Math.log1p(-u);
    };
    for (const u of [1e-6, 0.5, 1 - 1e-6]) {
      const exact = 3 / u ** 2 + 1e-9 / (1 - u) ** 2;
      expectClose(numericHessian(logs, [u], undefined, { lower: [0], upper: [1] })[0][0], exact, { relative: 1e-2 });
    }
    expect(numericHessian(() => 1, [0.5], undefined, { lower: [0], upper: [1] })[0][0]).toBe(0);
    expect(numericHessian(([u]) => (u > 0 ? -Math.log(u) : Number.NaN), [1e-3])[0][0]).toBeGreaterThan(0.9e6);
  });
});

describe('maximumLikelihood', () => {
  it('of the normal is the closed form, with its standard errors and criteria', () => {
    const data = new Normal({ mean: 4, standardDeviation: 3 }).sample(new Random(2), 200);
    const model = ([m, s]: Float64Array, x: number) =>
      -0.5 * ((x - m) / s) ** 2 - Math.log(s) - 0.5 * Math.log(2 * Math.PI);
    const gradient = ([m, s]: Float64Array, x: number) => [(x - m) / s ** 2, (x - m) ** 2 / s ** 3 - 1 / s];
    const closed = Normal.fit(data);
    for (const options of [
      { start: [0, 1], lower: [Number.NEGATIVE_INFINITY, 1e-9] },
      { start: [0, 1], lower: [Number.NEGATIVE_INFINITY, 1e-9], gradient },
    ]) {
      const fit = maximumLikelihood(model, data, options);
      expect(fit.converged).toBe(true);
      expectClose(fit.parameters, [closed.distribution.mean, closed.distribution.standardDeviation], {
        relative: 1e-7,
      });
      expectClose(fit.standardErrors, [closed.standardErrors.mean, closed.standardErrors.standardDeviation], {
        relative: 1e-4,
      });
      expectClose(fit.logLikelihood, closed.logLikelihood, { relative: 1e-12 });
      expectClose([fit.aic, fit.bic], [4 - 2 * closed.logLikelihood, 2 * Math.log(200) - 2 * closed.logLikelihood], {
        relative: 1e-12,
      });
    }
  });

  it('of the gamma agrees with its own fit; analytic gradients too', () => {
    const own = Gamma.fit(gammaData);
    const gradient = ([shape, rate]: Float64Array, x: number) => [
      Math.log(rate) - digamma(shape) + Math.log(x),
      shape / rate - x,
    ];
    for (const options of [gammaOptions, { ...gammaOptions, gradient }]) {
      const fit = maximumLikelihood(gammaModel, gammaData, options);
      expectClose(fit.parameters, [own.distribution.parameters.shape, own.distribution.parameters.rate], {
        relative: 1e-6,
      });
      expectClose(fit.standardErrors, [own.standardErrors.shape, own.standardErrors.rate], { relative: 1e-4 });
    }
  });

  it('by the tape', async () => {
    const data = new Exponential({ rate: 2 }).sample(new Random(4), 30);
    const fit = await withoutLeaks(() =>
      maximumLikelihood(([rate]: Float64Array, x: number) => Math.log(rate) - rate * x, data, {
        start: [1],
        lower: [1e-3],
        gradient: tapeGradient((rate: tf.Tensor1D, x: number) => rate.log().sub(rate.mul(x))),
        gradientTolerance: 1e-5,
      }),
    );
    expectClose(fit.parameters[0], 1 / mean(data), { relative: 1e-4 });
  });

  it('does not depend on the parametrisation', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 2, maxLength: 20 }),
        (data) => {
          const rate = maximumLikelihood(([r]: Float64Array, x: number) => Math.log(r) - r * x, data, {
            start: [1],
            lower: [1e-9],
          });
          const logScale = maximumLikelihood(([u]: Float64Array, x: number) => -u - x * Math.exp(-u), data, {
            start: [0],
          });
          expectClose(1 / rate.parameters[0], Math.exp(logScale.parameters[0]), { relative: 1e-4 });
          expectClose(rate.logLikelihood, logScale.logLikelihood, { relative: 1e-9, absolute: 1e-9 });
        },
      ),
      { seed: 3, numRuns: 40 },
    );
  });

  it('weights count as repetitions; a parameter at its bound has no standard error', () => {
    const model = ([m]: Float64Array, x: number) => new Normal({ mean: m }).logDensity(x);
    const weighted = maximumLikelihood(model, [1, 2, 3], { start: [0], weights: [1, 0, 3] });
    const plain = maximumLikelihood(model, [1, 3, 3, 3], { start: [0] });
    expectClose(weighted.parameters, plain.parameters, { relative: 1e-7 });
    expectClose(weighted.bic, plain.bic, { relative: 1e-9 });
    const bound = maximumLikelihood(model, [1, 2, 3], { start: [0], upper: [1.5] });
    expect([bound.parameters[0], bound.standardErrors[0], bound.converged]).toEqual([1.5, Number.NaN, true]);
  });

  it('warns when it has not converged', () => {
    const messages: string[] = [];
    const before = setLogger({ warn: (message) => messages.push(message) });
    expect(maximumLikelihood(gammaModel, gammaData, { ...gammaOptions, maxIterations: 1 }).converged).toBe(false);
    setLogger(before);
    expect(messages[0]).toMatch(/maximumLikelihood: not converged after 1/);
  });

  it('errors', () => {
    expect(() => maximumLikelihood(gammaModel, [], gammaOptions)).toThrow(/'data'/);
    expect(() => maximumLikelihood(gammaModel, [1], { start: [] })).toThrow(/'start'/);
    expect(() => maximumLikelihood(gammaModel, [1], { start: [-1, 1] })).toThrow(/'start'/);
    expect(() => maximumLikelihood(gammaModel, [1], { start: [1, 1], lower: [2, 0] })).toThrow(/'start'/);
    expect(() => maximumLikelihood(gammaModel, [1], { start: [1, 1], lower: [0] })).toThrow(/'lower'/);
    expect(() => maximumLikelihood(gammaModel, [1], { start: [1, 1], weights: [1, 2] })).toThrow(/'weights'/);
  });
});

describe('maximumAPosteriori', () => {
  const random = new Random(8);
  const truth = [2, 0, 0, -1.5, 0];
  const rows = Array.from({ length: 60 }, () => {
    const x = truth.map(() => random.normal());
    return { x, y: x.reduce((sum, v, i) => sum + v * truth[i], 0) + 0.5 * random.normal() };
  });
  type Row = (typeof rows)[number];
  const noise = 0.5;
  const predict = (w: Float64Array, { x }: Row) => x.reduce((sum, v, i) => sum + v * w[i], 0);
  const model = (w: Float64Array, row: Row) =>
    new Normal({ standardDeviation: noise }).logDensity(row.y - predict(w, row));
  const gradient = (w: Float64Array, row: Row) => row.x.map((v) => ((row.y - predict(w, row)) * v) / noise ** 2);
  const start = [0, 0, 0, 0, 0];
  /** X^T (y - X w), one number per feature. */
  const residualProducts = (w: Float64Array) =>
    truth.map((_, j) => rows.reduce((sum, row) => sum + row.x[j] * (row.y - predict(w, row)), 0));

  it('a Normal prior is ridge regression of penalty (noise / deviation)^2', () => {
    const deviation = 0.3;
    const { parameters, logPosterior, logLikelihood, logPrior, standardErrors } = maximumAPosteriori(
      model,
      rows,
      truth.map(() => new Normal({ standardDeviation: deviation })),
      { start, gradient },
    );
    // the normal equations of ridge: X^T (y - X w) = penalty w
    const penalty = (noise / deviation) ** 2;
    residualProducts(parameters).forEach((product, j) => {
      expect(Math.abs(product - penalty * parameters[j])).toBeLessThan(1e-5);
    });
    expectClose(logPosterior, logLikelihood + logPrior, { relative: 1e-14 });
    expect(standardErrors.every((error) => error > 0 && error < deviation)).toBe(true);
  });

  it('a Laplace prior is the lasso of penalty noise^2 / scale, exact zeros included', () => {
    const scale = 0.02;
    const { parameters, converged, standardErrors } = maximumAPosteriori(
      model,
      rows,
      truth.map(() => new Laplace({ scale })),
      { start, gradient },
    );
    const penalty = noise ** 2 / scale;
    expect(converged).toBe(true);
    expect(Array.from(parameters, (w) => w === 0)).toEqual([false, true, true, false, true]);
    expect(Array.from(standardErrors, Number.isNaN)).toEqual([false, true, true, false, true]);
    // the lasso's optimality conditions
    residualProducts(parameters).forEach((product, j) => {
      if (parameters[j] === 0) expect(Math.abs(product)).toBeLessThanOrEqual(penalty);
      else expectClose(product, penalty * Math.sign(parameters[j]), { relative: 1e-5 });
    });
  });

  it('any log density as prior; a flat one gives maximum likelihood', () => {
    const flat = maximumAPosteriori(model, rows, () => 0, { start, gradient });
    expectClose(flat.parameters, maximumLikelihood(model, rows, { start, gradient }).parameters, {
      relative: 1e-6,
      absolute: 1e-9,
    });
    const coin = maximumAPosteriori(
      ([p]: Float64Array, x: number) => Math.log(x ? p : 1 - p),
      [1, 1, 1, 0],
      ([p]) => Math.log(p) + Math.log1p(-p),
      { start: [0.5], lower: [1e-9], upper: [1 - 1e-9] },
    );
    expectClose(coin.parameters[0], 4 / 6, { relative: 1e-6 });
  });

  it('errors', () => {
    expect(() => maximumAPosteriori(model, rows, [new Normal()], { start })).toThrow(/'prior'/);
    expect(() => maximumAPosteriori(model, [], () => 0, { start })).toThrow(/'data'/);
    expect(() =>
      maximumAPosteriori(
        model,
        rows,
        truth.map(() => new Laplace()),
        { start, lower: start },
      ),
    ).toThrow(/'lower'/);
  });
});

describe('intervals', () => {
  it('waldInterval', () => {
    expectClose(waldInterval(1, 2), [1 - 2 * 1.959963984540054, 1 + 2 * 1.959963984540054], { relative: 1e-14 });
    expect(() => waldInterval(1, 2, 1)).toThrow(/'level'/);
  });

  it('profileInterval ends where the likelihood has fallen by half the chi-squared quantile, in any parametrisation', () => {
    const data = [0.4, 1.1, 0.7, 2.3];
    const model = ([rate]: Float64Array, x: number) => Math.log(rate) - rate * x;
    const options = { start: [1], lower: [1e-9] };
    const fit = maximumLikelihood(model, data, options);
    const [low, high] = profileInterval(model, data, options, fit, 0);
    for (const end of [low, high])
      expectClose(
        fit.logLikelihood - data.reduce((sum, x) => sum + Math.log(end) - end * x, 0),
        0.5 * 3.841458820694124,
        { relative: 1e-7 },
      );
    const logModel = ([u]: Float64Array, x: number) => u - Math.exp(u) * x;
    const logOptions = { start: [0] };
    expectClose(
      profileInterval(logModel, data, logOptions, maximumLikelihood(logModel, data, logOptions), 0).map(Math.exp),
      [low, high],
      { relative: 1e-6 },
    );
    expect(() => profileInterval(model, data, options, fit, 1)).toThrow(/'index'/);
    expect(() => profileInterval(model, data, options, fit, 0, 0)).toThrow(/'level'/);
  });

  it('profileInterval maximises over the others: of a normal mean it is the t-like closed form', () => {
    const data = [1, 2, 4, 7, 7.5];
    const model = ([m, s]: Float64Array, x: number) => -0.5 * ((x - m) / s) ** 2 - Math.log(s);
    const options = { start: [3, 2], lower: [Number.NEGATIVE_INFINITY, 1e-6] };
    const [low, high] = profileInterval(model, data, options, maximumLikelihood(model, data, options), 0);
    const square = variance(data, { ddof: 0 });
    const reach = Math.sqrt(square * Math.expm1(3.841458820694124 / 5));
    expectClose([low, high], [mean(data) - reach, mean(data) + reach], { relative: 1e-5 });
  });

  it('profileInterval stops at a bound where the likelihood does not fall far enough', () => {
    const model = ([m]: Float64Array, x: number) => -0.5 * (x - m) ** 2;
    const options = { start: [0.5], lower: [0] };
    expect(profileInterval(model, [0.1], options, maximumLikelihood(model, [0.1], options), 0)[0]).toBe(0);
  });

  it('bootstrapInterval covers about as often as it says', () => {
    for (const method of ['percentile', 'basic', 'bca'] as const) {
      let covered = 0;
      for (let seed = 0; seed < 150; seed++) {
        const data = new Normal({ mean: 2 }).sample(new Random(seed), 40);
        const { interval } = bootstrapInterval(data, mean, { seed, resamples: 400, method, level: 0.9 });
        if (interval[0] <= 2 && 2 <= interval[1]) covered++;
      }
      expect(covered).toBeGreaterThan(150 * 0.8);
      expect(covered).toBeLessThan(150 * 0.97);
    }
    const data = new Normal().sample(new Random(1), 100);
    const result = bootstrapInterval(data, mean, { seed: 1 });
    expect(result.estimate).toBe(mean(data));
    expectClose(result.standardError, Math.sqrt(variance(data) / 100), { relative: 0.1 });
    expect(bootstrapInterval(data, mean, { seed: 1 })).toEqual(result);
    expect(bootstrapInterval([3], mean, { seed: 1 }).interval).toEqual([3, 3]);
  });

  it('bootstrapInterval refuses bad arguments', () => {
    expect(() => bootstrapInterval([], mean, { seed: 1 })).toThrow(/'values'/);
    expect(() => bootstrapInterval([1], () => Number.NaN, { seed: 1 })).toThrow(/'statistic'/);
    expect(() => bootstrapInterval([1], mean, { seed: 1, level: 0 })).toThrow(/'level'/);
    expect(() => bootstrapInterval([1], mean, { seed: 1, resamples: 1 })).toThrow(/'resamples'/);
    expect(() => bootstrapInterval([1], mean, { seed: 1, method: 'best' as never })).toThrow(/'method'/);
  });
});
