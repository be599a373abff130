import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { tf } from '../index.js';

checkGoldenGradients(
  'reductions',
  (name) =>
    ({
      'prod of all': (x: tf.Tensor) => tf.prod(x),
      'prod of all with a zero': (x: tf.Tensor) => tf.prod(x),
      'prod along the last axis': (x: tf.Tensor) => tf.prod(x, -1),
      'prod along two axes': (x: tf.Tensor) => tf.prod(x, [1, 2], true),
      'tile of rank 5': (x: tf.Tensor) => tf.tile(x, [1, 2, 1, 3, 2]),
      'unstack of one': (x: tf.Tensor) => tf.unstack(x)[0].square(),
    })[name],
);
