// Every experiment of the lab, in the order of the gallery.
import type { Experiment } from '../experiment.js';
import { bayes } from './bayes-rule/experiment.js';
import { cliffWalkExperiment } from './cliff-walk/experiment.js';
import { cnnDigits } from './cnn-digits/experiment.js';
import { coin } from './coin/experiment.js';
import { correlation } from './correlation/experiment.js';
import { divergence } from './divergence/experiment.js';
import { gaussianMixture } from './gaussian-mixture/experiment.js';
import { gaussianMle } from './gaussian-mle/experiment.js';
import { gradientDescent } from './gradient-descent/experiment.js';
import { gridWorldExperiment } from './grid-world/experiment.js';
import { kMeans } from './k-means/experiment.js';
import { knnDigits } from './knn-digits/experiment.js';
import { knnIris } from './knn-iris/experiment.js';
import { linearPaths } from './linear-paths/experiment.js';
import { logisticBoundary } from './logistic-boundary/experiment.js';
import { lstmAddition } from './lstm-addition/experiment.js';
import { mlpBoundary } from './mlp-boundary/experiment.js';
import { optimizers } from './optimizers/experiment.js';
import { overfitting } from './overfitting/experiment.js';
import { pcaDigits } from './pca-digits/experiment.js';
import { perceptron } from './perceptron/experiment.js';
import { schedules } from './schedules/experiment.js';
import { textEntropy } from './text-entropy/experiment.js';
import { treeBoundary } from './tree-boundary/experiment.js';

export const experiments: readonly Experiment[] = [
  bayes,
  coin,
  gaussianMle,
  correlation,
  textEntropy,
  divergence,
  gradientDescent,
  linearPaths,
  logisticBoundary,
  knnDigits,
  knnIris,
  kMeans,
  gaussianMixture,
  pcaDigits,
  treeBoundary,
  gridWorldExperiment,
  cliffWalkExperiment,
  perceptron,
  mlpBoundary,
  overfitting,
  cnnDigits,
  optimizers,
  schedules,
  lstmAddition,
];
