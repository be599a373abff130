// What index.ts is to the bundle of declarations (moduleSuffixes in tsup.config.mjs), which cannot merge a namespace of another
// package with names of our own. They have the types of TensorFlow.js's.
import * as tf from '@tensorflow/tfjs-core';

export { tf };
