import type { EstimatorCase } from '@ai/core/testing';
import { CALIBRATION } from './calibration.js';
import { CLUSTERS } from './clusters.js';
import { DECOMPOSITION } from './decomposition.js';
import { LINEAR } from './linear.js';
import { MODEL_SELECTION } from './model-selection.js';
import { NAIVE_BAYES } from './naive-bayes.js';
import { NEIGHBORS } from './neighbors.js';
import { PREPROCESSING } from './preprocessing.js';
import { SEMI_SUPERVISED } from './semi-supervised.js';
import { TREES } from './trees.js';
import { VOTES } from './votes.js';

/** An entry for every exported estimator, several where an option changes the method. */
export const CASES: readonly EstimatorCase[] = [
  ...CALIBRATION,
  ...CLUSTERS,
  ...DECOMPOSITION,
  ...LINEAR,
  ...MODEL_SELECTION,
  ...NAIVE_BAYES,
  ...NEIGHBORS,
  ...PREPROCESSING,
  ...SEMI_SUPERVISED,
  ...TREES,
  ...VOTES,
];
