import { setLogger } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf, REGRESSION_SETS } from '../../test/data-sets.js';
import {
  BayesianRidge,
  GeneralizedLinearModel,
  type GeneralizedLinearModelOptions,
  LinearSvm,
  LogisticRegression,
  Perceptron,
} from '../index.js';

interface Fitted {
  readonly coefficients: number[];
  readonly intercept: number;
  readonly score: number;
}
const golden = readGolden<{
  regression: Record<
    string,
    { scaled: number[][]; counts: number[]; positive: number[] } & Record<string, Fitted> & {
        bayes: Fitted & { noisePrecision: number; weightPrecision: number; covariance: number[][] } & Record<
            'means' | 'deviations',
            number[]
          >;
      }
  >;
  classification: Record<
    string,
    { x: number[][]; svm: number[][]; 'svm without intercept': number[][]; perceptron: number[][] }
  >;
}>(new URL('../../golden/linear-extra.json', import.meta.url));

const GLMS: Record<string, [GeneralizedLinearModelOptions, targets: 'counts' | 'positive' | 'y']> = {
  poisson: [{ family: 'poisson', alpha: 0.1 }, 'counts'],
  gamma: [{ family: 'gamma', alpha: 0.2 }, 'positive'],
  tweedie: [{ family: 'tweedie', power: 1.6, alpha: 0.1 }, 'counts'],
  inverseGaussian: [{ family: 'tweedie', power: 3, alpha: 0.5 }, 'positive'],
  normal: [{ alpha: 0.3 }, 'y'],
};

describe.each(Object.keys(REGRESSION_SETS))('on the %s set', (name) => {
  const expected = golden.regression[name];
  const data = REGRESSION_SETS[name];
  const options = fitOptionsOf(data);

  it.each(Object.keys(GLMS))('GeneralizedLinearModel agrees with scikit-learn: %s', (key) => {
    const [settings, targets] = GLMS[key];
    const y = targets === 'y' ? data.y : expected[targets];
    for (const solver of ['irls', 'lbfgs'] as const) {
      const limits = { tolerance: 1e-9, maxIterations: 2000 };
      const model = new GeneralizedLinearModel({ ...settings, solver, ...limits }).fit(expected.scaled, y, options);
      expectClose(model.coefficients, expected[key].coefficients, { relative: 1e-5, absolute: 1e-7 });
      expectClose(model.intercept, expected[key].intercept, { relative: 1e-5, absolute: 1e-7 });
      expectClose(model.score(expected.scaled, y, options), expected[key].score, { relative: 1e-6 });
    }
  });

  it('BayesianRidge agrees with scikit-learn', () => {
    const model = new BayesianRidge({ tolerance: 1e-10, maxIterations: 2000 }).fit(data.x, data.y, options);
    const close = { relative: 1e-5, absolute: 1e-9 };
    expectClose(model.coefficients, expected.bayes.coefficients, close);
    expectClose(model.intercept, expected.bayes.intercept, close);
    expectClose(model.noisePrecision, expected.bayes.noisePrecision, close);
    expectClose(model.weightPrecision, expected.bayes.weightPrecision, close);
    expectClose(model.covariance.data, expected.bayes.covariance.flat(), { relative: 1e-5, absolute: 1e-7 });
    const { means, standardDeviations } = model.predictWithDeviation(data.x.slice(0, 5));
    expectClose(means, expected.bayes.means, close);
    expectClose(standardDeviations, expected.bayes.deviations, close);
  });
});

describe.each(Object.keys(CLASSIFICATION_SETS))('classifying the %s set', (name) => {
  const data = CLASSIFICATION_SETS[name];
  const { x, svm, perceptron, ...rest } = golden.classification[name];

  it('LinearSvm agrees with scikit-learn and SciPy', () => {
    const options = { inverseStrength: 0.7, tolerance: 1e-10 };
    const without = new LinearSvm({ ...options, fitIntercept: false }).fit(x, data.y, fitOptionsOf(data));
    expectClose(without.coefficients.data, rest['svm without intercept'].flat(), { relative: 1e-5, absolute: 1e-6 });
    const model = new LinearSvm(options).fit(x, data.y, fitOptionsOf(data));
    const D = x[0].length;
    svm.forEach((row, r) => {
      expectClose(model.coefficients.data.slice(r * D, (r + 1) * D), row.slice(0, D), {
        relative: 1e-5,
        absolute: 1e-5,
      });
      expectClose(model.intercepts[r], row[D], { relative: 1e-5, absolute: 1e-5 });
    });
  });

  it('Perceptron takes the steps of scikit-learn in the order of the samples', () => {
    const before = setLogger({ warn: () => undefined });
    const model = new Perceptron({ shuffle: false, maxIterations: 3 }).fit(x, data.y, fitOptionsOf(data));
    setLogger(before);
    const D = x[0].length;
    perceptron.forEach((row, r) => {
      expectClose(model.coefficients.data.slice(r * D, (r + 1) * D), row.slice(0, D), {
        relative: 1e-9,
        absolute: 1e-12,
      });
      expectClose(model.intercepts[r], row[D], { relative: 1e-9, absolute: 1e-12 });
    });
  });
});

describe('GeneralizedLinearModel', () => {
  it('of the binomial family is logistic regression', () => {
    const { x, y } = CLASSIFICATION_SETS.binary;
    const glm = new GeneralizedLinearModel({ family: 'binomial', alpha: 1 / x.length, tolerance: 1e-10 }).fit(x, y);
    const logistic = new LogisticRegression({ solver: 'newtonCholesky', tolerance: 1e-10 }).fit(x, y);
    expectClose(glm.coefficients, logistic.coefficients.data, { relative: 1e-7 });
    expectClose(glm.intercept, logistic.intercepts[0], { relative: 1e-7 });
    expectClose(glm.deviance(x, y), 2 * meanLogLoss(glm.predict(x), y), { relative: 1e-9 });
  });

  it('refuses targets outside the support of its family and powers that do not exist', () => {
    const x = [[1], [2], [3]];
    const fit = (options: GeneralizedLinearModelOptions, y: number[]) => () =>
      new GeneralizedLinearModel(options).fit(x, y);
    expect(fit({ family: 'poisson' }, [1, -1, 2])).toThrow(
      "'y' of GeneralizedLinearModel must be >= 0 for this family, got -1 at index 1.",
    );
    expect(fit({ family: 'gamma' }, [1, 0, 2])).toThrow('be > 0 for this family');
    expect(fit({ family: 'binomial' }, [0, 1, 2])).toThrow('lie in [0, 1]');
    expect(fit({ family: 'tweedie', power: 0.5 }, [1, 2, 3])).toThrow("'power'");
    expect(fit({ family: 'poisson', power: 2 }, [1, 2, 3])).toThrow("'power'");
    expect(fit({ family: 'poisson', link: 'identity', fitIntercept: false }, [1, 2, 3])).toThrow("'fitIntercept'");
  });

  it('takes other links', () => {
    const x = [[0], [1], [2], [3]];
    const model = new GeneralizedLinearModel({ family: 'poisson', link: 'identity' }).fit(x, [2, 4, 6, 8]);
    expectClose(model.predict([[4]]), [10], { relative: 1e-6 });
    const log = new GeneralizedLinearModel({ link: 'log' }).fit(x, [1, 2, 4, 8]);
    expectClose(log.predict([[4]]), [16], { relative: 1e-5 });
  });
});

function meanLogLoss(means: Float64Array, y: number[]): number {
  return y.reduce((sum, label, i) => sum - Math.log(label === 1 ? means[i] : 1 - means[i]), 0) / y.length;
}
