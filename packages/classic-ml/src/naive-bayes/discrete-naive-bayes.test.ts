import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATION_SETS, fitOptionsOf } from '../../test/data-sets.js';
import { BernoulliNaiveBayes, ComplementNaiveBayes } from '../index.js';

const { classification } = readGolden<{
  classification: Record<string, Record<'bernoulli' | 'complement' | 'complementNormalized', number[][]>>;
}>(new URL('../../golden/selection-and-transforms.json', import.meta.url));

describe('naive Bayes for discrete features agrees with scikit-learn', () => {
  it.each(Object.entries(classification))('on the %s set', (name, { bernoulli, complement, complementNormalized }) => {
    const data = CLASSIFICATION_SETS[name];
    const { x, y } = data;
    const close = { relative: 1e-10 };
    const model = new BernoulliNaiveBayes({ alpha: 0.7, threshold: 0.2 }).fit(x, y, fitOptionsOf(data));
    expectClose(model.predictProbabilities(x.slice(0, 6)).data, bernoulli.flat(), close);
    const counts = x.map((row) => row.map((value) => Math.round(Math.abs(value))));
    const first = counts.slice(0, 6);
    const plain = new ComplementNaiveBayes({ alpha: 0.5 }).fit(counts, y, fitOptionsOf(data));
    expectClose(plain.predictProbabilities(first).data, complement.flat(), close);
    const normalized = new ComplementNaiveBayes({ normalize: true }).fit(counts, y, fitOptionsOf(data));
    expectClose(normalized.predictProbabilities(first).data, complementNormalized.flat(), close);
  });
});

describe('options of BernoulliNaiveBayes', () => {
  it('set priors', () => {
    const [x, y] = [
      [[1], [1], [0]],
      ['a', 'a', 'b'],
    ];
    expect([...new BernoulliNaiveBayes({ fitPriors: false }).fit(x, y).priors]).toEqual([0.5, 0.5]);
    expect([...new BernoulliNaiveBayes({ priors: [0.1, 0.9] }).fit(x, y).priors]).toEqual([0.1, 0.9]);
  });
});
