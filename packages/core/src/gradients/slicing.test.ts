import { it } from 'vitest';
import { checkDifferences, checkGoldenGradients } from '../../test/golden-gradients.js';
import { setEngine, tf } from '../index.js';

checkGoldenGradients(
  'slicing',
  (name) =>
    ({
      stridedSlice: (x: tf.Tensor) => tf.stridedSlice(x, [1, 0], [6, 5], [2, 3]),
      'stridedSlice backwards': (x: tf.Tensor) => tf.stridedSlice(x, [-1, 0], [1, 2], [-2, 1]),
      'stridedSlice with a new axis': (x: tf.Tensor) =>
        tf.stridedSlice(x, [0, 0, 0, 1], [2, 0, 3, 4], [1, 1, 1, 2], 0, 0, 0, 0b0010),
      'stridedSlice with a lost axis': (x: tf.Tensor) =>
        tf.stridedSlice(x, [0, 2, 1], [2, 3, 3], [1, 1, 1], 0, 0, 0, 0, 0b010),
      'stridedSlice of one': (x: tf.Tensor) => tf.stridedSlice(x, [1, 3], [2, 4], [1, 1]),
      depthToSpace: (x: tf.Tensor) => tf.depthToSpace(x as tf.Tensor4D, 2),
    })[name],
);

it('takes depth from channels first', async () => {
  await setEngine('wasm'); // the only one in Node.js that takes them
  const x = tf.randomNormal([1, 8, 2, 3], 0, 1, 'float32', 1);
  await checkDifferences((t) => tf.depthToSpace(t as tf.Tensor4D, 2, 'NCHW'), x);
});
