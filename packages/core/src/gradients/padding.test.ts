import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { tf } from '../index.js';

const NONE: [number, number] = [0, 0];

checkGoldenGradients(
  'padding',
  (name) =>
    ({
      'mirrorPad reflect': (x: tf.Tensor) => tf.mirrorPad(x, [NONE, NONE, [1, 2], [2, 3]], 'reflect'),
      'mirrorPad symmetric': (x: tf.Tensor) => tf.mirrorPad(x, [NONE, [2, 2], [1, 1]], 'symmetric'),
    })[name],
);
