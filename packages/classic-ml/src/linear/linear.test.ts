import { setLogger } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fitOptionsOf, REGRESSION_SETS } from '../../test/data-sets.js';
import { ElasticNet, elasticNetPath, Lasso, LinearRegression, type Regressor, Ridge } from '../index.js';
import type { LinearRegressorModel } from './linear-model.js';

interface Fitted {
  readonly coefficients: number[];
  readonly intercept: number;
}
const golden = readGolden<{
  sets: Record<string, Record<string, Fitted> & { path?: { alphas: number[]; coefficients: number[][] } }>;
  illConditioned: Record<string, Fitted & { x: number[][]; y: number[]; condition: number }>;
}>(new URL('../../golden/linear.json', import.meta.url));

const TIGHT = { tolerance: 1e-14, maxIterations: 200_000 };
const ESTIMATORS: Record<string, [Regressor<LinearRegressorModel>, relative: number]> = {
  LinearRegression: [new LinearRegression(), 1e-8],
  'LinearRegression without intercept': [new LinearRegression({ fitIntercept: false }), 1e-8],
  Ridge: [new Ridge({ alpha: 0.7 }), 1e-8],
  'Ridge without intercept': [new Ridge({ alpha: 3, fitIntercept: false }), 1e-8],
  Lasso: [new Lasso({ alpha: 0.2, ...TIGHT }), 1e-5],
  'Lasso positive': [new Lasso({ alpha: 0.05, positive: true, ...TIGHT }), 1e-5],
  ElasticNet: [new ElasticNet({ alpha: 0.3, l1Ratio: 0.4, ...TIGHT }), 1e-5],
};

describe.each(Object.keys(golden.sets))('on the %s set', (name) => {
  const data = REGRESSION_SETS[name];

  it.each(Object.keys(ESTIMATORS))('%s agrees with scikit-learn', (key) => {
    const [estimator, relative] = ESTIMATORS[key];
    const expected = golden.sets[name][key];
    const model = estimator.fit(data.x, data.y, fitOptionsOf(data));
    expectClose(model.coefficients, expected.coefficients, { relative, absolute: relative * 1e-2 });
    expectClose(model.intercept, expected.intercept, { relative, absolute: relative });
  });

  it('the elastic-net path agrees with scikit-learn', () => {
    const { path } = golden.sets[name];
    if (!path) return;
    const found = elasticNetPath(data.x, data.y, { l1Ratio: 0.7, alphas: path.alphas, ...TIGHT });
    expectClose(found.coefficients.data, path.coefficients.flat(), { relative: 1e-5, absolute: 1e-7 });
  });
});

describe('LinearRegression on ill-conditioned tables', () => {
  it.each(Object.entries(golden.illConditioned))('keeps 9 digits on %s', (_, { x, y, coefficients, intercept }) => {
    for (const solver of ['auto', 'qr'] as const) {
      const model = new LinearRegression({ solver }).fit(x, y);
      expectClose(model.coefficients, coefficients, { relative: 1e-9 });
      expectClose(model.intercept, intercept, { relative: 1e-9, absolute: 1e-9 });
    }
  });

  it('the tables are as ill-conditioned as that', () => {
    const conditions = Object.values(golden.illConditioned).map(({ condition }) => condition);
    expect(conditions.filter((condition) => condition >= 1e10).length).toBeGreaterThanOrEqual(2);
  });
});

describe('iterative solvers', () => {
  const data = REGRESSION_SETS.tall;
  const exact = new LinearRegression().fit(data.x, data.y);
  const warnings: string[] = [];
  let before: ReturnType<typeof setLogger>;
  beforeEach(() => {
    before = setLogger({ warn: (message) => warnings.push(message) });
  });
  afterEach(() => {
    setLogger(before);
    warnings.length = 0;
  });

  it('gradient descent reaches the exact solution and lowers the loss at every step', () => {
    const model = new LinearRegression({ solver: 'gradientDescent', tolerance: 1e-12, keepPath: true }).fit(
      data.x,
      data.y,
    );
    expectClose(model.coefficients, exact.coefficients, { relative: 1e-9 });
    expect(model.converged).toBe(true);
    const losses = (model.path ?? []).map((point) => point.loss);
    expect(losses).toHaveLength(model.iterations);
    losses.slice(1).forEach((loss, i) => {
      expect(loss).toBeLessThanOrEqual(losses[i] * (1 + 1e-12));
    });
  });

  it('mini-batch descent comes near it, nearer with a smaller step', () => {
    const distance = (learningRate: number): number => {
      const solver = { solver: 'sgd', learningRate, batchSize: 8, maxIterations: 400, tolerance: 0 } as const;
      const model = new LinearRegression(solver).fit(data.x, data.y);
      return Math.hypot(...model.coefficients.map((value, j) => value - exact.coefficients[j]));
    };
    expect(distance(0.01)).toBeLessThan(0.05);
    expect(distance(0.01)).toBeLessThan(distance(0.3));
  });

  it('says that a step is too long', () => {
    const model = new LinearRegression({ solver: 'gradientDescent', learningRate: 10 }).fit(data.x, data.y);
    expect(model.converged).toBe(false);
    expect(warnings[0]).toContain('diverged: lower learningRate');
  });

  it('a solution along a path keeps to the order of descending strengths', () => {
    const path = elasticNetPath(data.x, data.y, { l1Ratio: 1, count: 5 });
    expect([...path.alphas]).toEqual([...path.alphas].sort((a, b) => b - a));
    expect([...path.coefficients.data.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0]);
    expect(() => elasticNetPath(data.x, data.y, { alphas: [1, 0] })).toThrow(
      "'alphas' of elasticNetPath must be > 0, got 0.",
    );
    expect(() => elasticNetPath(data.x, data.y, { l1Ratio: 0 })).toThrow("'alphas' of elasticNetPath must be given");
  });
});
