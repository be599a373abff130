import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { tf } from '../index.js';

checkGoldenGradients(
  'products',
  (name) => (a, b) => tf.matMul(a, b, name.startsWith('matMul transposed'), name.includes('by transposed')),
  // TensorFlow.js's own kernels pair the wrong matrices where both batches are broadcast
  { cpu: ['matMul of (2, 1, 2, 3) and (1, 3, 3, 2)'], wasm: ['matMul of (2, 1, 2, 3) and (1, 3, 3, 2)'] },
);
