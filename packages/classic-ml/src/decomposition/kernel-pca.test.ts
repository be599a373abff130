import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { KernelPca, type KernelPcaOptions, Pca } from '../index.js';

const golden = readGolden<{
  x: number[][];
  queries: number[][];
  cases: Record<string, { eigenvalues: number[]; new: number[][]; trained: number[][]; back: number[][] | null }>;
}>(new URL('../../golden/kernel-pca.json', import.meta.url));

const OPTIONS: Record<string, KernelPcaOptions> = {
  linear: {},
  polynomial: { kernel: 'polynomial', degree: 2, offset: 0.5 },
  rbf: { kernel: 'rbf', gamma: 0.3 },
  sigmoid: { kernel: 'sigmoid', gamma: 0.02 },
  cosine: { kernel: 'cosine' },
};

describe('kernel PCA', () => {
  it.each(Object.entries(golden.cases))('agrees with scikit-learn: %s', (name, expected) => {
    const inversePenalty = expected.back ? 0.1 : undefined;
    const model = new KernelPca({ numComponents: 3, ...OPTIONS[name], inversePenalty }).fit(golden.x);
    const near = { relative: 1e-7, absolute: 1e-9 };
    expectClose(model.eigenvalues, expected.eigenvalues, near);
    expectClose(model.transform(golden.x).data, expected.trained.flat(), near);
    const components = model.transform(golden.queries);
    expectClose(components.data, expected.new.flat(), near);
    if (expected.back) expectClose(model.inverseTransform(components).data, expected.back.flat(), near);
  });

  it('with the linear kernel is PCA, up to signs', () => {
    const model = new KernelPca().fit(golden.x);
    expect(model.eigenvalues).toHaveLength(4); // directions without variance are left out
    const sizes = (data: Float64Array) => data.map(Math.abs);
    const expected = new Pca().fit(golden.x).transform(golden.queries);
    expectClose(sizes(model.transform(golden.queries).data), sizes(expected.data), { relative: 1e-8, absolute: 1e-9 });
  });

  it('refuses samples that are all alike, a way back that is not there, and one through a kernel that has none', () => {
    expect(() => new KernelPca({ kernel: 'rbf' }).fit([[1], [1], [1]])).toThrow("'X' of KernelPca must have variance");
    const model = new KernelPca({ numComponents: 1 }).fit(golden.x);
    expect(() => model.inverseTransform([[1]])).toThrow("'inversePenalty' of KernelPca must be given");
    const options = { kernel: 'sigmoid', gamma: 1, offset: -1, inversePenalty: 1e-6 } as const;
    expect(() => new KernelPca(options).fit(golden.x)).toThrow("'inversePenalty' of KernelPca must be larger");
  });
});
