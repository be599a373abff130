import { expect, it } from 'vitest';
import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { tf } from '../index.js';

checkGoldenGradients(
  'indexing',
  (name) =>
    ({
      'gather of the last axis': (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i as tf.Tensor1D, -1),
      'gather of the middle axis': (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i as tf.Tensor1D, 1),
      'gather in batches': (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i as tf.Tensor1D, 1, 1),
      'gather in batches of the last axis': (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i as tf.Tensor1D, 2, 1),
      'gatherND of rows': (x: tf.Tensor, i: tf.Tensor) => tf.gatherND(x, i),
      'gatherND of one number': (x: tf.Tensor, i: tf.Tensor) => tf.gatherND(x, i),
      scatterND: (i: tf.Tensor, u: tf.Tensor) => tf.scatterND(i, u, [4, 2]),
      'scatterND of numbers': (i: tf.Tensor, u: tf.Tensor) => tf.scatterND(i, u, [2, 3]),
      tensorScatterUpdate: (x: tf.Tensor, i: tf.Tensor, u: tf.Tensor) => tf.tensorScatterUpdate(x, i, u),
      unsortedSegmentSum: (x: tf.Tensor, i: tf.Tensor) => tf.unsortedSegmentSum(x, i as tf.Tensor1D, 3),
      topk: (x: tf.Tensor) => tf.topk(x, 2).values,
      'topk of a vector': (x: tf.Tensor) => tf.topk(x, 3).values,
    })[name],
);

it('lets nothing through indices that depend on the input', () => {
  const x = tf.tensor2d([1, 5, 3, 4, 2, 6], [2, 3]);
  const gradient = tf.grad((t) => tf.gather(t.flatten(), tf.topk(t, 1).indices.flatten()).sum())(x);
  expect([...gradient.dataSync()]).toEqual([0, 1, 1, 0, 0, 0]);
});
