import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { tf } from '../index.js';

checkGoldenGradients(
  'products',
  (name) => (a, b) => tf.matMul(a, b, name.startsWith('matMul transposed'), name.includes('by transposed')),
);
