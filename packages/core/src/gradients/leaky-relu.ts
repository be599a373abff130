import { mul, step } from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';

/** dy, times alpha where x <= 0: one product instead of TensorFlow.js's product and choice. */
defineGradient<{ alpha: number }>('LeakyRelu', { inputs: ['x'] }, (dy, [x], { alpha }) => ({
  x: () => mul(dy, step(x, alpha)),
}));
