// Every experiment of the lab, in the order of the gallery.
import type { Experiment } from '../experiment.js';
import { gradientDescent } from './gradient-descent.js';
import { knnDigits } from './knn-digits.js';
import { knnIris } from './knn-iris.js';
import { linearPaths } from './linear-paths.js';

export const experiments: readonly Experiment[] = [gradientDescent, linearPaths, knnDigits, knnIris];
