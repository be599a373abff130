import { tf } from '@ai/core';
import { sizeOf } from '../../array/nd-array.js';
import { mapAxis } from '../resampling/map-axis.js';

/** Window i of `out` over `size` entries: [floor(i size / out), ceil((i + 1) size / out)). */
export function windows(size: number, out: number): [start: number, end: number][] {
  return Array.from({ length: out }, (_, i) => [Math.floor((i * size) / out), Math.ceil(((i + 1) * size) / out)]);
}

/** The means of windows that divide an axis into `out` parts. */
export function averageAxis(x: tf.Tensor, axis: number, out: number): tf.Tensor {
  const size = x.shape[axis];
  if (out === size) return x;
  if (out === 1) return tf.mean(x, axis, true);
  const weights = windows(size, out).map(([start, end]) =>
    Array.from({ length: size }, (_, i) => (i >= start && i < end ? 1 / (end - start) : 0)),
  );
  return mapAxis(x, axis, weights);
}

/** The largest values of the same windows: by max pooling, which gives the error of equal largest values to one of them; the gradient of tf.max would give it to all. */
export function maximizeAxis(x: tf.Tensor, axis: number, out: number): tf.Tensor {
  const { shape } = x;
  const size = shape[axis];
  if (out === size) return x;
  const rows = tf.reshape(x, [sizeOf(shape.slice(0, axis)), size, 1, sizeOf(shape.slice(axis + 1))]) as tf.Tensor4D;
  const parts = windows(size, out).map(([start, end]) => {
    const part = tf.slice(rows, [0, start, 0, 0], [-1, end - start, -1, -1]);
    return tf.maxPool(part, [end - start, 1], 1, 'valid');
  });
  const joined = parts.length === 1 ? parts[0] : tf.concat(parts, 1);
  return tf.reshape(
    joined,
    shape.map((n, i) => (i === axis ? out : n)),
  );
}
