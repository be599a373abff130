import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of naive Bayes. */
export const NAIVE_BAYES: EstimatorCase[] = [
  {
    name: 'GaussianNaiveBayes',
    kind: 'classifier',
    make: (options) => new ml.GaussianNaiveBayes(options),
    sampleWeights: true,
    invalidOptions: [
      { option: 'varianceSmoothing', options: { varianceSmoothing: -1 } },
      { option: 'priors', options: { priors: [0.5, 0.5] } },
    ],
  },
  {
    name: 'MultinomialNaiveBayes',
    kind: 'classifier',
    make: (options) => new ml.MultinomialNaiveBayes(options),
    data: 'non-negative',
    sampleWeights: true,
    invalidOptions: [
      { option: 'alpha', options: { alpha: 0 } },
      { option: 'priors', options: { priors: [0.5, 0.2, 0.2] } },
      { option: 'fitPriors', options: { fitPriors: 1 } },
    ],
  },
  {
    name: 'BernoulliNaiveBayes',
    kind: 'classifier',
    make: (options) => new ml.BernoulliNaiveBayes(options),
    options: { threshold: 1 },
    sampleWeights: true,
    invalidOptions: [
      { option: 'alpha', options: { alpha: 0 } },
      { option: 'threshold', options: { threshold: Number.NaN } },
      { option: 'priors', options: { priors: [1] } },
    ],
  },
  {
    name: 'ComplementNaiveBayes',
    kind: 'classifier',
    make: (options) => new ml.ComplementNaiveBayes(options),
    data: 'non-negative',
    sampleWeights: true,
    invalidOptions: [
      { option: 'alpha', options: { alpha: 0 } },
      { option: 'normalize', options: { normalize: 1 } },
    ],
  },
];
