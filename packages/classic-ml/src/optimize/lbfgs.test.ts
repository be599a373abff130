import { expectClose } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { minimizeLbfgs } from './lbfgs.js';

const OPTIONS = { maxIterations: 500, tolerance: 1e-10 };

describe('minimizeLbfgs', () => {
  it('finds the minimum of the Rosenbrock function', () => {
    const found = minimizeLbfgs(
      ([a, b], gradient) => {
        gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
        gradient[1] = 200 * (b - a * a);
        return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
      },
      Float64Array.of(-1.2, 1),
      OPTIONS,
    );
    expectClose(found.x, [1, 1], { relative: 1e-9 });
    expect(found.converged).toBe(true);
    expect(found.iterations).toBeLessThan(60);
  });

  it('finds the minimum of an ill-conditioned quadratic', () => {
    const found = minimizeLbfgs(
      (x, gradient) => {
        let value = 0;
        x.forEach((v, i) => {
          gradient[i] = 10 ** i * (v - i);
          value += 0.5 * gradient[i] * (v - i);
        });
        return value;
      },
      new Float64Array(6),
      OPTIONS,
    );
    expectClose(found.x, [0, 1, 2, 3, 4, 5], { absolute: 1e-9 });
  });

  it('says that it stopped early', () => {
    const quartic = (x: Float64Array, gradient: Float64Array): number => {
      gradient[0] = 4 * (x[0] - 3) ** 3;
      return (x[0] - 3) ** 4;
    };
    const found = minimizeLbfgs(quartic, Float64Array.of(0), { maxIterations: 2, tolerance: 1e-10 });
    expect(found).toMatchObject({ converged: false, iterations: 2 });
  });
});
