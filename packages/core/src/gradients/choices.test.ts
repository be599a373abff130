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

it.each(['onnx', 'wasm', 'cpu'] as const)('truncation lets nothing through on %s', async (engine) => {
  await setEngine(engine);
  const gradient = tf.grad((x: tf.Tensor) =>
    tf.addN([
      x.mul(x.cast('int32').cast('float32')),
      x.mul(x.cast('bool').cast('float32')),
      tf.floorDiv(x, 2).cast('float32'),
    ]),
  );
  expect([...gradient(tf.tensor1d([2.5, 0, -1.5])).dataSync()]).toEqual([3, 0, 0]);
});
