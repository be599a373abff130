import { tf } from '@ai/core';
import { fingerprint, spread } from '../data.mjs';

const N = 1024;

export default {
  name: 'matmul',
  title: `matrix product, ${N} x ${N} x ${N}, float32`,
  flop: 2 * N ** 3,
  python: { pytorch: 'matmul_torch.py' },
  prepare() {
    const a = tf.tensor(spread(N * N, 1), [N, N]);
    const b = tf.tensor(spread(N * N, 2), [N, N]);
    return () => {
      const c = tf.matMul(a, b);
      const values = c.dataSync();
      c.dispose();
      return values;
    };
  },
  check: fingerprint,
};
