import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { tf } from '../index.js';

checkGoldenGradients(
  'scan',
  (name) =>
    ({
      'cumsum of the default axis': (x: tf.Tensor) => tf.cumsum(x),
      'cumsum of the middle axis': (x: tf.Tensor) => tf.cumsum(x, 1),
      'cumsum exclusive, reverse': (x: tf.Tensor) => tf.cumsum(x, 0, true, true),
      'cumsum of the last axis, exclusive': (x: tf.Tensor) => tf.cumsum(x, 1, true),
      cumprod: (x: tf.Tensor) => tf.cumprod(x, 0),
      'cumprod with zeros': (x: tf.Tensor) => tf.cumprod(x, 1),
      'cumprod with zeros, exclusive': (x: tf.Tensor) => tf.cumprod(x, 1, true),
      'cumprod with zeros, reverse': (x: tf.Tensor) => tf.cumprod(x, 1, false, true),
      'cumprod with zeros, exclusive, reverse': (x: tf.Tensor) => tf.cumprod(x, 0, true, true),
    })[name],
);
