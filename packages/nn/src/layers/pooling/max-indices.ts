import { tf } from '@ai/core';
import { type AxisWindows, LOWEST } from './pool-planes.js';

/**
 * Where the largest value of each window stands, the first of equal ones: positions in the flattened axes between batch and channels,
 * (B, ..., C) int32.
 */
export function maxIndices(x: tf.Tensor, axes: readonly AxisWindows[]): tf.Tensor {
  const sizes = x.shape.slice(1, -1);
  const jumps = sizes.map((_, i) => sizes.slice(i + 1).reduce((a, b) => a * b, 1));
  const outer = axes.map(({ inside }) => inside.length);
  const shape = [x.shape[0], ...outer, x.shape[x.shape.length - 1]];
  const wide = tf.pad(x, [[0, 0], ...axes.map(({ edges }): [number, number] => [...edges]), [0, 0]], LOWEST);
  const taps = axes.reduce<number[][]>(
    (starts, { kernel, dilation }) =>
      starts.flatMap((start) => Array.from({ length: kernel }, (_, k) => [...start, k * dilation])),
    [[]],
  );
  const slices = taps.map((start) => {
    const end = start.map((at, i) => at + (outer[i] - 1) * axes[i].stride + 1);
    const part = tf.stridedSlice(
      wide,
      [0, ...start, 0],
      [shape[0], ...end, shape[shape.length - 1]],
      [1, ...axes.map(({ stride }) => stride), 1],
    );
    return tf.reshape(part, [1, -1]);
  });
  const winners = tf.reshape(tf.argMax(tf.concat(slices, 0), 0), shape);
  const within = taps.map((start) => start.reduce((sum, at, i) => sum + at * jumps[i], 0));
  return axes.reduce(
    (sum, { stride, edges }, i) => {
      const starts = Array.from({ length: outer[i] }, (_, o) => (o * stride - edges[0]) * jumps[i]);
      const along = shape.map((_, axis) => (axis === i + 1 ? outer[i] : 1));
      return tf.add(sum, tf.tensor(starts, along, 'int32'));
    },
    tf.gather(tf.tensor1d(within, 'int32'), tf.cast(winners, 'int32')),
  );
}
