import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { LinearSvm } from '../index.js';

interface Fit {
  readonly coefficients: number[][];
  readonly intercepts: number[];
}
const { madeWith: _, ...golden } = readGolden<
  Record<string, { x: number[][]; y: number[]; weights: number[] | null; plain: Fit; noIntercept: Fit }>
>(new URL('../../golden/hinge.json', import.meta.url));

describe.each(Object.entries(golden))('LinearSvm with the hinge loss on the %s set', (_, set) => {
  const { x, y, weights, plain, noIntercept } = set;
  const fitOptions = weights ? { sampleWeights: weights } : {};
  const fit = (options: object) =>
    new LinearSvm({ loss: 'hinge', tolerance: 1e-10, maxIterations: 200_000, ...options }).fit(x, y, fitOptions);
  // the reference stops at a spread of 1e-9
  const close = { relative: 1e-6, absolute: 1e-7 };

  it('agrees with LIBLINEAR', () => {
    const model = fit({ inverseStrength: 0.5 });
    expect(model.converged).toBe(true);
    expectClose(model.coefficients.data, plain.coefficients.flat(), close);
    expectClose(model.intercepts, plain.intercepts, close);
    const bare = fit({ inverseStrength: 0.05, fitIntercept: false });
    expectClose(bare.coefficients.data, noIntercept.coefficients.flat(), close);
    expect([...bare.intercepts].every((intercept) => intercept === 0)).toBe(true);
  });

  it('does not depend on the order in which samples are visited', () => {
    expectClose(fit({ seed: 5 }).coefficients.data, fit({ seed: 6 }).coefficients.data, close);
  });
});
