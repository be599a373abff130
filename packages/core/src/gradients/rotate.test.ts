import { it } from 'vitest';
import { checkDifferences } from '../../test/golden-gradients.js';
import { setEngine, tf } from '../index.js';

it.each(['onnx', 'wasm', 'cpu'] as const)(
  'the gradient of turned images agrees with differences, on %s',
  async (engine) => {
    await setEngine(engine);
    const image = tf.randomNormal([2, 5, 4, 3], 0, 1, 'float32', 1);
    const rotate = (x: tf.Tensor): tf.Tensor => tf.image.rotateWithOffset(x as tf.Tensor4D, 0.7, [1, 2, 3], [0.4, 0.6]);
    await checkDifferences(rotate, image);
  },
);
