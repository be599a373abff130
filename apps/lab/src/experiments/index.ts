// Every experiment of the lab, in the order of the gallery.
import type { Experiment } from '../experiment.js';
import { gradientDescent } from './gradient-descent.js';

export const experiments: readonly Experiment[] = [gradientDescent];
