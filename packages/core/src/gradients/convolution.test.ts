import { expect, it } from 'vitest';
import { checkDifferences, checkGoldenGradients } from '../../test/golden-gradients.js';
import { compile, setEngine, tf } from '../index.js';
import { expectClose } from '../testing/index.js';

type Filter = tf.Tensor4D;

const ONE_PIXEL = [
  [0, 0],
  [1, 1],
  [1, 1],
  [0, 0],
];
const stridedDepthwise = (x: tf.Tensor, f: tf.Tensor): tf.Tensor =>
  tf.depthwiseConv2d(x as tf.Tensor4D, f as Filter, 2, ONE_PIXEL as never);

checkGoldenGradients(
  'convolution',
  (name) =>
    ({
      'conv2d dilated': (x: tf.Tensor, f: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, f as Filter, 1, 'valid', 'NHWC', 2),
      'conv2d dilated, padded': (x: tf.Tensor, f: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, f as Filter, 1, 'same', 'NHWC', 2),
      'conv2d dilated one way': (x: tf.Tensor, f: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, f as Filter, 1, 'valid', 'NHWC', [1, 3]),
      'conv2d strided': (x: tf.Tensor, f: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, f as Filter, 2, 1),
      'depthwiseConv2d dilated': (x: tf.Tensor, f: tf.Tensor) =>
        tf.depthwiseConv2d(x as tf.Tensor4D, f as Filter, 1, 'valid', 'NHWC', 2),
      'depthwiseConv2d strided': stridedDepthwise,
      'depthwiseConv2d strided, padding left over': stridedDepthwise,
    })[name],
);

it.each(['onnx', 'wasm', 'cpu'] as const)('second derivatives on %s', async (engine) => {
  await setEngine(engine);
  const x = tf.randomNormal([1, 5, 6, 2], 0, 1, 'float32', 1);
  const filter = tf.randomNormal([2, 3, 2, 2], 0, 1, 'float32', 2);
  const steps = { dense: 1, dilated: 2 };
  for (const dilation of Object.values(steps)) {
    const conv = (a: tf.Tensor, b: tf.Tensor) =>
      tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same', 'NHWC', dilation).square();
    await checkDifferences((a) => tf.grad((t) => conv(t, filter))(a), x);
    await checkDifferences((a) => tf.grad((t) => conv(x, t))(a), filter);
    const depthwise = (a: tf.Tensor, b: tf.Tensor) =>
      tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same', 'NHWC', dilation).square();
    await checkDifferences((a) => tf.grad((t) => depthwise(x, t))(a), filter);
    await checkDifferences((a) => tf.grad((t) => depthwise(t, filter))(a), x);
  }
});

it('compiles', async () => {
  await setEngine('onnx');
  const gradients = (x: tf.Tensor, f: tf.Tensor) =>
    tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as tf.Tensor4D, b as Filter, 1, 'same', 'NHWC', 2).square())([
      x,
      f,
    ]);
  const x = tf.randomNormal([1, 6, 6, 2], 0, 1, 'float32', 1);
  const f = tf.randomNormal([3, 3, 2, 2], 0, 1, 'float32', 2);
  const compiled = compile(gradients).sync(x, f);
  const plain = gradients(x, f);
  expect(compiled).toHaveLength(2);
  for (const [i, each] of compiled.entries()) {
    expectClose(each.dataSync(), plain[i].dataSync(), { relative: 1e-5, absolute: 1e-5 });
  }
});
