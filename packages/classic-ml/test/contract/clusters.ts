import type { EstimatorCase } from '@ai/core/testing';
import * as ml from '../../src/index.js';

/** Cases of clusterings, mixtures and densities. */
export const CLUSTERS: EstimatorCase[] = [
  ...(['lloyd', 'hamerly'] as const).map(
    (algorithm): EstimatorCase => ({
      name: 'KMeans',
      kind: 'clusterer',
      make: (options) => new ml.KMeans(options),
      options: {
        numClusters: 3,
        algorithm,
        init: [
          [0, 0, 0],
          [3, -2, 0],
          [5, 0, 0],
        ],
      },
      sampleWeights: true,
      notConverging: { maxIterations: 1 },
      invalidOptions: [
        { option: 'numClusters', options: { numClusters: 0 } },
        { option: 'numClusters', options: { numClusters: 37 } },
        { option: 'init', options: { init: 'none' } },
        { option: 'init', options: { init: [[1, 2]] } },
        { option: 'algorithm', options: { algorithm: 'none' } },
        { option: 'numStarts', options: { numStarts: 0 } },
      ],
    }),
  ),
  {
    name: 'KMeans',
    kind: 'clusterer',
    make: (options) => new ml.KMeans(options),
    options: { numClusters: 2, seed: 3, numStarts: 3 },
    sampleWeights: true,
    weightsEqualCopies: false,
    orderMatters: true,
    invalidOptions: [],
  },
  {
    name: 'Dbscan',
    kind: 'clusterer',
    make: (options) => new ml.Dbscan(options),
    options: { radius: 2, minSamples: 3 },
    sampleWeights: true,
    invalidOptions: [
      { option: 'radius', options: { radius: 0 } },
      { option: 'minSamples', options: { minSamples: 0 } },
      { option: 'metric', options: { metric: 'none' } },
    ],
  },
  {
    name: 'AgglomerativeClustering',
    kind: 'clusterer',
    make: (options) => new ml.AgglomerativeClustering(options),
    options: { numClusters: 3 },
    invalidOptions: [
      { option: 'numClusters', options: { numClusters: 37 } },
      { option: 'linkage', options: { linkage: 'none' } },
      { option: 'distanceThreshold', options: { distanceThreshold: 1 } },
    ],
  },
  ...(['full', 'tied', 'diagonal', 'spherical'] as const).map(
    (covariance): EstimatorCase => ({
      name: 'GaussianMixture',
      kind: 'clusterer',
      make: (options) => new ml.GaussianMixture(options),
      options: {
        numComponents: 2,
        covariance,
        initialMeans: [
          [0, 0, 0],
          [4, -1, 0],
        ],
      },
      notConverging: { maxIterations: 1, tolerance: 0 },
      invalidOptions: [
        { option: 'numComponents', options: { numComponents: 37 } },
        { option: 'initialMeans', options: { numComponents: 3 } },
        { option: 'covariance', options: { covariance: 'none' } },
        { option: 'regularization', options: { regularization: -1 } },
      ],
    }),
  ),
  {
    name: 'KMedoids',
    kind: 'clusterer',
    make: (options) => new ml.KMedoids(options),
    options: { numClusters: 3 },
    notConverging: { maxIterations: 1, init: 'first' },
    invalidOptions: [
      { option: 'numClusters', options: { numClusters: 37 } },
      { option: 'init', options: { init: 'none' } },
      { option: 'metric', options: { metric: 'none' } },
    ],
  },
  {
    name: 'KernelDensity',
    kind: 'density',
    make: (options) => new ml.KernelDensity(options),
    sampleWeights: true,
    invalidOptions: [
      { option: 'bandwidth', options: { bandwidth: 0 } },
      { option: 'bandwidth', options: { bandwidth: 'none' } },
      { option: 'kernel', options: { kernel: 'none' } },
    ],
  },
  {
    name: 'MiniBatchKMeans',
    kind: 'clusterer',
    make: (options) => new ml.MiniBatchKMeans(options),
    options: { numClusters: 3, batchSize: 12, seed: 2 },
    sampleWeights: true,
    weightsEqualCopies: false,
    orderMatters: true,
    notConverging: { maxIterations: 1, tolerance: 0 },
    ownNames: ['KMeans'], // the name of the model's class
    invalidOptions: [
      { option: 'numClusters', options: { numClusters: 37 } },
      { option: 'batchSize', options: { batchSize: 0 } },
    ],
  },
];
