import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of reductions. */
export const DECOMPOSITION: EstimatorCase[] = [
  ...(['full', 'randomized'] as const).map(
    (solver): EstimatorCase => ({
      name: 'Pca',
      kind: 'transformer',
      make: (options) => new ml.Pca(options),
      options: { solver, numComponents: 2 },
      invalidOptions: [
        { option: 'numComponents', options: { numComponents: 0 } },
        { option: 'numComponents', options: { numComponents: 4 } },
        { option: 'whiten', options: { whiten: 1 } },
      ],
    }),
  ),
  ...(['full', 'randomized'] as const).map(
    (solver): EstimatorCase => ({
      name: 'TruncatedSvd',
      kind: 'transformer',
      make: (options) => new ml.TruncatedSvd(options),
      options: { solver, numComponents: 1 },
      invalidOptions: [
        { option: 'numComponents', options: { numComponents: 4 } },
        { option: 'solver', options: { solver: 'none' } },
      ],
    }),
  ),
  ...(['rbf', 'polynomial'] as const).map(
    (kernel): EstimatorCase => ({
      name: 'KernelPca',
      kind: 'transformer',
      make: (options) => new ml.KernelPca(options),
      options: { kernel, numComponents: 3, inversePenalty: 0.1 },
      invalidOptions: [
        { option: 'numComponents', options: { numComponents: 0 } },
        { option: 'numComponents', options: { numComponents: 37 } },
        { option: 'kernel', options: { kernel: 'none' } },
        { option: 'gamma', options: { gamma: 0 } },
        { option: 'degree', options: { degree: 0 } },
        { option: 'offset', options: { offset: Number.NaN } },
        { option: 'inversePenalty', options: { inversePenalty: 0 } },
      ],
    }),
  ),
  {
    name: 'LinearDiscriminantAnalysis',
    kind: 'classifier',
    make: (options) => new ml.LinearDiscriminantAnalysis(options),
    sampleWeights: true,
    invalidOptions: [
      { option: 'numComponents', options: { numComponents: 3 } },
      { option: 'priors', options: { priors: [1] } },
    ],
  },
  {
    name: 'Tsne',
    kind: 'density',
    make: (options) => ({ options, fit: (x) => new ml.Tsne(options).embed(x) }),
    options: { perplexity: 5, maxIterations: 250 },
    invalidOptions: [
      { option: 'perplexity', options: { perplexity: 36 } },
      { option: 'angle', options: { angle: 2 } },
    ],
    except: {
      'saves and loads': 'there is no model, only a map of the samples given',
      'refuses damaged and foreign documents': 'as above',
      'handles sample weights': 'embed takes none',
      'does not depend on the order of samples': 'the descent amplifies differences in rounding',
    },
  },
];
