import { tf } from '@ai/core';
import { fingerprint, spread } from '../data.mjs';

const [B, H, W, C, K] = [32, 32, 32, 64, 3];

export default {
  name: 'conv-gradients',
  title: `convolution ${K}x${K}, ${C} -> ${C} channels, ${B} images of ${H}x${W}, forward and both gradients, float32`,
  flop: 3 * 2 * B * H * W * C * C * K * K,
  skip: { js: 'it takes minutes', wasm: 'it has no kernels for the gradients of a convolution' },
  python: { pytorch: 'conv_gradients_torch.py' },
  prepare() {
    const x = tf.tensor4d(spread(B * H * W * C, 1), [B, H, W, C]);
    const filter = tf.tensor4d(spread(K * K * C * C, 2), [K, K, C, C]);
    const dy = tf.tensor4d(spread(B * H * W * C, 3), [B, H, W, C]);
    const convolve = tf.valueAndGrads((image, weights) => tf.conv2d(image, weights, 1, 'same'));
    return () => {
      const { value, grads } = convolve([x, filter], dy);
      const results = [value, ...grads];
      const values = results.map((tensor) => tensor.dataSync());
      tf.dispose(results);
      return values;
    };
  },
  check: (values) => values.map(fingerprint).reduce((a, b) => a + b),
};
