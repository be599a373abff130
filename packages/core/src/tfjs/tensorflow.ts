// What TensorFlow.js exports; a name of our own takes the place of theirs.
export * from '@tensorflow/tfjs-core';
export { norm } from '../gradients/norm.js';
