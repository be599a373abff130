// Every experiment of the lab, in the order of the gallery.
import type { Experiment } from '../experiment.js';
import { cnnDigits } from './cnn-digits.js';
import { coin } from './coin.js';
import { correlation } from './correlation.js';
import { divergence } from './divergence.js';
import { gaussianMle } from './gaussian-mle.js';
import { gradientDescent } from './gradient-descent.js';
import { kMeans } from './k-means.js';
import { knnDigits } from './knn-digits.js';
import { knnIris } from './knn-iris.js';
import { linearPaths } from './linear-paths.js';
import { logisticBoundary } from './logistic-boundary.js';
import { mlpBoundary } from './mlp-boundary.js';
import { optimizers } from './optimizers.js';
import { overfitting } from './overfitting.js';
import { pcaDigits } from './pca-digits.js';
import { schedules } from './schedules.js';

export const experiments: readonly Experiment[] = [
  coin,
  gaussianMle,
  correlation,
  divergence,
  gradientDescent,
  linearPaths,
  logisticBoundary,
  knnDigits,
  knnIris,
  kMeans,
  pcaDigits,
  mlpBoundary,
  overfitting,
  cnnDigits,
  optimizers,
  schedules,
];
