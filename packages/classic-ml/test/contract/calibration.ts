import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of calibration and isotonic curves. */
export const CALIBRATION: EstimatorCase[] = [
  ...(['sigmoid', 'isotonic', 'temperature'] as const).map(
    (method): EstimatorCase => ({
      name: 'CalibratedClassifier',
      kind: 'classifier',
      make: (options) => new ml.CalibratedClassifier({ base: new ml.GaussianNaiveBayes(), ...options }),
      options: { method, folds: 3 },
      sampleWeights: true,
      weightsEqualCopies: false, // which samples are in which fold
      orderMatters: true,
      parts: { GaussianNaiveBayesModel: ml.GaussianNaiveBayesModel },
      ownNames: ['GaussianNaiveBayes'],
      invalidOptions: [
        { option: 'base', options: { base: {} } },
        { option: 'method', options: { method: 'none' } },
        { option: 'ensemble', options: { ensemble: 1 } },
      ],
    }),
  ),
  {
    name: 'IsotonicRegression',
    kind: 'regressor',
    make: (options) => new ml.IsotonicRegression(options),
    data: {
      x: Array.from({ length: 36 }, (_, i) => [((i * 7) % 32) / 4]),
      y: Array.from({ length: 36 }, (_, i) => (i * i) % 11),
    },
    sampleWeights: true,
    invalidOptions: [
      { option: 'direction', options: { direction: 'none' } },
      { option: 'lowest', options: { lowest: Number.NaN } },
      { option: 'highest', options: { lowest: 1, highest: 0 } },
      { option: 'beyond', options: { beyond: 'none' } },
    ],
    except: { 'refuses bad input': 'the check puts NaN into a second feature; a test of its own does this' },
  },
];
