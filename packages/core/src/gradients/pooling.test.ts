import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { tf } from '../index.js';

checkGoldenGradients(
  'pooling',
  (name) =>
    ({
      avgPool: (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'),
      'avgPool of overlapping windows, padded': (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 3, 2, 1),
      'avgPool same': (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 3, 2, 'same'),
    })[name],
);
