import { mul, sign } from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';

/** 0 at 0, the middle of the subgradients, where TensorFlow.js's own is -1. */
defineGradient('Abs', { inputs: ['x'] }, (dy, [x]) => ({ x: () => mul(dy, sign(x)) }));
