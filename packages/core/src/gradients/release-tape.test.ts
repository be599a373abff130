import { describe, expect, it } from 'vitest';
import { setEngine, tf } from '../index.js';
import { expectClose, withoutLeaks } from '../testing/index.js';

describe.each(['onnx', 'cpu'] as const)('on the %s engine', (engine) => {
  it('a function that throws while it is differentiated leaks nothing', async () => {
    await setEngine(engine);
    const x = tf.tensor1d([1, 2, 3]);
    const fails = (t: tf.Tensor): tf.Tensor => {
      t.square().exp().mul(t);
      throw new Error('stop');
    };
    await expect(withoutLeaks(() => tf.tidy(() => tf.grad(fails)(x)))).rejects.toThrow('stop');
    const twice = tf.grad((t: tf.Tensor) => tf.grad(fails)(t.square()).sum());
    await expect(withoutLeaks(() => tf.tidy(() => twice(x)))).rejects.toThrow('stop');
    await expect(withoutLeaks(() => tf.tidy(() => tf.grad((t: tf.Tensor) => tf.diag(t.square()))(x)))).rejects.toThrow(
      'Diag',
    );
    const recovers = (t: tf.Tensor): tf.Tensor => {
      const squared = t.square();
      expect(() => tf.grad(fails)(t)).toThrow('stop');
      return squared.sum();
    };
    expectClose(tf.grad(recovers)(x).dataSync(), [2, 4, 6]);
    x.dispose();
  });
});
