import { setLogger } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf } from '../../test/data-sets.js';
import { LogisticRegression, type LogisticRegressionOptions } from '../index.js';

interface Fitted {
  readonly coefficients: number[][];
  readonly intercepts: number[];
  readonly probabilities: number[][];
}
const golden = readGolden<Record<string, Record<string, Fitted>>>(
  new URL('../../golden/logistic.json', import.meta.url),
);

const OPTIONS: Record<string, LogisticRegressionOptions> = {
  l2: {},
  'l2 weak': { inverseStrength: 20 },
  'l2 without intercept': { inverseStrength: 0.3, fitIntercept: false },
  balanced: { classWeights: 'balanced' },
  l1: { penalty: 'l1', inverseStrength: 0.5 },
  elasticNet: { penalty: 'elasticNet', l1Ratio: 0.3, inverseStrength: 0.5 },
};
const cases = Object.entries(golden)
  .filter(([name]) => name !== 'madeWith')
  .flatMap(([name, results]) => Object.keys(results).map((key): [string, string] => [name, key]));

describe('LogisticRegression agrees with scikit-learn', () => {
  it.each(cases)('on the %s set: %s', (name, key) => {
    const data = CLASSIFICATION_SETS[name];
    const expected = golden[name][key];
    const solvers = key === 'l1' || key === 'elasticNet' ? ['saga'] : ['lbfgs', 'newtonCholesky'];
    for (const solver of solvers as ('lbfgs' | 'newtonCholesky' | 'saga')[]) {
      const options = { ...OPTIONS[key], solver, tolerance: solver === 'saga' ? 1e-8 : 1e-10, maxIterations: 50_000 };
      const model = new LogisticRegression(options).fit(data.x, data.y, fitOptionsOf(data));
      expectClose(model.coefficients.data, expected.coefficients.flat(), { relative: 1e-5, absolute: 1e-6 });
      if (OPTIONS[key].fitIntercept !== false && solver !== 'saga') {
        expectClose(model.intercepts, expected.intercepts, { relative: 1e-5, absolute: 1e-6 });
      }
      const probabilities = model.predictProbabilities(data.x.slice(0, 6));
      expectClose(probabilities.data, expected.probabilities.flat(), { relative: 1e-5, absolute: 1e-7 });
    }
  });
});

describe('LogisticRegression', () => {
  const x = [[0], [1], [2], [3], [4], [5]];

  it('without a penalty on separable classes stays finite and says that it has not converged', () => {
    const warnings: string[] = [];
    const before = setLogger({ warn: (message) => warnings.push(message) });
    const model = new LogisticRegression({ penalty: 'none', tolerance: 1e-30 }).fit(x, [0, 0, 0, 1, 1, 1]);
    setLogger(before);
    expect(model.converged).toBe(false);
    expect(warnings).toHaveLength(1);
    expect(model.predict(x)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(model.predictProbabilities([[1e6], [-1e6]]).data.every(Number.isFinite)).toBe(true);
  });

  it('refuses a single class, L1 without saga and weights of classes that are not there', () => {
    expect(() => new LogisticRegression().fit(x, [2, 2, 2, 2, 2, 2])).toThrow(
      "'y' of LogisticRegression must have samples of at least 2 classes, got only 2.",
    );
    expect(() => new LogisticRegression({ penalty: 'l1', solver: 'lbfgs' }).fit(x, [0, 0, 0, 1, 1, 1])).toThrow(
      "'solver' of LogisticRegression must be 'saga' for penalty 'l1', got 'lbfgs'.",
    );
    expect(() => new LogisticRegression({ classWeights: [['a', 2]] }).fit(x, [0, 0, 0, 1, 1, 1])).toThrow(
      "'classWeights'",
    );
  });
});
