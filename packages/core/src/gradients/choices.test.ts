import { expect, it } from 'vitest';
import { setEngine, tf } from '../index.js';

it.each(['onnx', 'wasm', 'cpu'] as const)('choices by comparison have gradients on %s', async (engine) => {
  await setEngine(engine);
  const gradient = tf.grad((x: tf.Tensor) => {
    const chosen = x.greater(1).logicalAnd(x.less(4)).logicalOr(x.equal(5).logicalNot().all());
    return tf.where(chosen, x.square(), x.neg()).sum();
  });
  expect([...gradient(tf.tensor1d([0, 2, 3, 5])).dataSync()]).toEqual([-1, 4, 6, -1]);
});
