import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of semi-supervised and weak supervision. */
export const SEMI_SUPERVISED: EstimatorCase[] = [
  {
    name: 'LabelPropagation',
    kind: 'classifier',
    make: (options) => new ml.LabelPropagation(options),
    options: { gamma: 0.5 },
    invalidOptions: [
      { option: 'gamma', options: { gamma: 0 } },
      { option: 'tolerance', options: { tolerance: 0 } },
    ],
  },
  {
    name: 'SelfTraining',
    kind: 'classifier',
    make: (options) => new ml.SelfTraining({ base: new ml.GaussianNaiveBayes(), ...options }),
    parts: { GaussianNaiveBayesModel: ml.GaussianNaiveBayesModel },
    ownNames: ['GaussianNaiveBayes'],
    invalidOptions: [
      { option: 'base', options: { base: {} } },
      { option: 'threshold', options: { threshold: 1 } },
      { option: 'maxIterations', options: { maxIterations: 0 } },
    ],
  },
  {
    name: 'LabelModel',
    kind: 'density',
    make: (options) => new ml.LabelModel(options),
    data: { x: Array.from({ length: 36 }, (_, i) => [i % 3, i % 5 === 0 ? 2 : i % 3, (i * i) % 3]), y: [] },
    inputName: 'votes',
    notConverging: { maxIterations: 1 },
    invalidOptions: [
      { option: 'smoothing', options: { smoothing: 0 } },
      { option: 'tolerance', options: { tolerance: -1 } },
    ],
  },
];
