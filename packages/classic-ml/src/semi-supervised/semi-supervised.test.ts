import { setLogger } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf } from '../../test/data-sets.js';
import { GaussianNaiveBayes, KernelDensity, LabelPropagation, LinearSvm, makeMoons, SelfTraining } from '../index.js';

interface Golden {
  readonly x: number[][];
  readonly partial: number[];
  readonly density: Record<
    'gaussian' | 'tophat' | 'epanechnikov' | 'exponential' | 'linear' | 'scott' | 'silverman',
    number[]
  >;
  readonly propagation: { shares: number[][]; probabilities: number[][] };
  readonly training: { labels: number[]; rounds: number[]; probabilities: number[][] };
}
const golden = readGolden<Record<string, Golden>>(new URL('../../golden/semi-supervised.json', import.meta.url));

describe.each(Object.keys(CLASSIFICATION_SETS))('agrees with scikit-learn on the %s set', (name) => {
  const { x, partial, density, propagation, training } = golden[name];
  const y = partial.map((label) => (label < 0 ? null : label));
  const queries = x.slice(0, 6).map((row) => row.map((value) => value + 0.1));
  const close = { relative: 1e-7, absolute: 1e-10 };

  it('LabelPropagation', () => {
    const model = new LabelPropagation({ gamma: 1.5, tolerance: 1e-4, maxIterations: 10_000 }).fit(x, y);
    expectClose(model.shares.data, propagation.shares.flat(), close);
    expectClose(model.predictProbabilities(queries).data, propagation.probabilities.flat(), close);
  });

  it('SelfTraining', () => {
    const model = new SelfTraining({ base: new GaussianNaiveBayes(), threshold: 0.8 }).fit(x, y);
    expect(model.labels.map((label) => label ?? -1)).toEqual(training.labels);
    expect([...model.rounds]).toEqual(training.rounds);
    expectClose(model.predictProbabilities(queries).data, training.probabilities.flat(), {
      relative: 1e-5,
      absolute: 1e-8,
    });
  });

  it('KernelDensity', () => {
    for (const kernel of ['gaussian', 'tophat', 'epanechnikov', 'exponential', 'linear'] as const) {
      const model = new KernelDensity({ kernel, bandwidth: 1.3 }).fit(x, fitOptionsOf(CLASSIFICATION_SETS[name]));
      expectClose(model.logDensities(queries), density[kernel], close);
    }
    for (const bandwidth of ['scott', 'silverman'] as const) {
      expectClose(new KernelDensity({ bandwidth }).fit(x).logDensities(queries), density[bandwidth], close);
    }
  });
});

describe('semi-supervised methods', () => {
  it('follow the moons from two labels each', () => {
    const { x, y } = makeMoons({ numSamples: 120, shuffle: false });
    const given = Array.from(y, (label, i) => (i % 30 === 0 ? label : null));
    expect(new LabelPropagation({ gamma: 30 }).fit(x, given).score(x, y)).toBe(1);
  });

  it('say that they stopped early', () => {
    const warnings: string[] = [];
    const before = setLogger({ warn: (message) => warnings.push(message) });
    const model = new LabelPropagation({ maxIterations: 1 }).fit([[0], [0.1], [1]], ['a', null, 'b']);
    setLogger(before);
    expect(model.converged).toBe(false);
    expect(warnings).toEqual(['LabelPropagation has not converged in 1 iterations.']);
  });

  it('refuse only unknown labels, other lengths and bases without probabilities', () => {
    const x = [[0], [1]];
    expect(() => new LabelPropagation().fit(x, [null, null])).toThrow(
      "'y' of LabelPropagation must have a label that is known",
    );
    expect(() => new LabelPropagation().fit(x, ['a'])).toThrow("'y'");
    const base = new LinearSvm() as unknown as GaussianNaiveBayes;
    expect(() => new SelfTraining({ base }).fit(x, ['a', 'b'])).toThrow(
      "'base' of SelfTraining must give probabilities",
    );
    expect(() => new SelfTraining({ base: new GaussianNaiveBayes(), threshold: 1 }).fit(x, ['a', 'b'])).toThrow(
      "'threshold'",
    );
    expect(() => new SelfTraining({ base: {} as GaussianNaiveBayes }).fit(x, ['a', 'b'])).toThrow("'base'");
  });
});
