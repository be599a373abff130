// A convolution with both of its gradients, the work of a layer in training.
import { tf } from '@ai/core';
import { fingerprint, spread } from '../data.mjs';

const [B, H, W, C, K] = [32, 32, 32, 64, 3];

/** What a workload says of it, whoever runs it. */
export const convGradients = {
  title: `convolution ${K}x${K}, ${C} -> ${C} channels, ${B} images of ${H}x${W}, forward and both gradients, float32`,
  flop: 3 * 2 * B * H * W * C * C * K * K,
  skip: { js: 'it takes minutes', wasm: 'it has no kernels for the gradients of a convolution' },
  python: { pytorch: 'conv_gradients_torch.py' },
  check: (values) => values.map(fingerprint).reduce((a, b) => a + b),
};

/** The output and the gradients of image and filter, three tensors. */
export function convolve(x, filter, dy) {
  const { value, grads } = tf.valueAndGrads((image, weights) => tf.conv2d(image, weights, 1, 'same'))([x, filter], dy);
  return [value, ...grads];
}

/** A step without arguments that calls `run`, which is `convolve` or made of it, and reads the results. */
export function convGradientsStep(run) {
  const x = tf.tensor4d(spread(B * H * W * C, 1), [B, H, W, C]);
  const filter = tf.tensor4d(spread(K * K * C * C, 2), [K, K, C, C]);
  const dy = tf.tensor4d(spread(B * H * W * C, 3), [B, H, W, C]);
  return () => {
    const results = run(x, filter, dy);
    const values = results.map((tensor) => tensor.dataSync());
    tf.dispose(results);
    return values;
  };
}
