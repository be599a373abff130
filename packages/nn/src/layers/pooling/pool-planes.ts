import { tf } from '@ai/core';
import { dilated } from '../convolution/convolve.js';
import { type Edges, padSpatial } from '../convolution/padding.js';

/** The windows of one axis. */
export interface AxisWindows {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly edges: Edges;
  /** Places of each window within the input, and within input and padding. */
  readonly inside: readonly number[];
  readonly withPadding: readonly number[];
}

/** An entry for rows, one for columns. */
type Pair = [number, number];
/** Pools (B, H, W, C) over windows that its edges make fit. */
type PoolPlane = (x: tf.Tensor4D, rows: AxisWindows, columns: AxisWindows) => tf.Tensor4D;

const WHOLE: AxisWindows = { kernel: 1, stride: 1, dilation: 1, edges: [0, 0], inside: [], withPadding: [] };

/** Pools planes for any number of axes: the last two together, others before them one by one. */
export function poolAxes(x: tf.Tensor, axes: readonly AxisWindows[], plane: PoolPlane): tf.Tensor {
  if (axes.length === 1) {
    return tf.squeeze(plane(tf.expandDims(x, 2) as tf.Tensor4D, axes[0], WHOLE), [2]);
  }
  if (axes.length === 2) return plane(x as tf.Tensor4D, axes[0], axes[1]);
  const [batch, depth, height, width, channels] = x.shape;
  const images = plane(tf.reshape(x, [batch * depth, height, width, channels]), axes[1], axes[2]);
  const [, rows, columns] = images.shape;
  const y = plane(tf.reshape(images, [batch, depth, rows * columns, channels]), axes[0], WHOLE);
  return tf.reshape(y, [batch, y.shape[1], rows, columns, channels]);
}

/** Below every float32 that a network holds; an infinity would make NaN of a product with 0. */
export const LOWEST = -3.4e38;

/** The largest value of each window. */
export const maxPlane: PoolPlane = (x, rows, columns) => {
  const kernel: Pair = [rows.kernel, columns.kernel];
  const stride: Pair = [rows.stride, columns.stride];
  if (rows.dilation === 1 && columns.dilation === 1) {
    // given as a number, TensorFlow.js takes the kernel and stride for square
    const pad = [[0, 0], rows.edges, columns.edges, [0, 0]] as Parameters<typeof tf.maxPool>[3];
    return tf.maxPool(x, kernel, stride, pad);
  }
  const wide = tf.pad(x, [[0, 0], [...rows.edges], [...columns.edges], [0, 0]], LOWEST) as tf.Tensor4D;
  const every = dilated(wide, kernel, [rows.dilation, columns.dilation], (part) =>
    tf.maxPool(part, kernel, [1, 1], 'valid'),
  );
  return tf.stridedSlice(every, [0, 0, 0, 0], every.shape, [1, ...stride, 1]) as tf.Tensor4D;
};

/** The mean of each window, places that its edges add counted as zeros. */
export const averagePlane: PoolPlane = (x, rows, columns) =>
  tf.avgPool(
    padSpatial(x, [rows.edges, columns.edges]) as tf.Tensor4D,
    [rows.kernel, columns.kernel],
    [rows.stride, columns.stride],
    'valid',
  );
