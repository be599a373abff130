import { tf } from '@ai/core';
import { type Edges, padSpatial } from './padding.js';

/** Geometry of a convolution over H x W. */
export interface ConvolutionGeometry {
  readonly stride: readonly number[];
  readonly edges: readonly [Edges, Edges];
  readonly dilation: readonly number[];
  readonly groups: number;
  /** The filter is (H, W, in, multiplier), one group per channel. */
  readonly depthwise: boolean;
}

type Convolve = (x: tf.Tensor4D, stride: [number, number], pad: Parameters<typeof tf.conv2d>[3]) => tf.Tensor4D;

/**
 * Convolution with zero padding, (B, H, W, C) to (B, H', W', O), any stride, dilation and groups, all differentiable: TensorFlow.js
 * has no gradient for dilated convolutions, so that a dilation of d runs as d x d plain convolutions over interleaved pixels.
 */
export function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, geometry: ConvolutionGeometry): tf.Tensor4D {
  const { groups, depthwise } = geometry;
  if (depthwise) return convolveDense(x, filter, geometry, tf.depthwiseConv2d);
  if (groups === 1) return convolveDense(x, filter, geometry, tf.conv2d);
  const inputs = tf.split(x, groups, 3) as tf.Tensor4D[];
  const filters = tf.split(filter, groups, 3) as tf.Tensor4D[];
  return tf.concat(
    inputs.map((input, i) => convolveDense(input, filters[i], geometry, tf.conv2d)),
    3,
  );
}

function convolveDense(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  { stride, edges, dilation }: ConvolutionGeometry,
  op: typeof tf.conv2d | typeof tf.depthwiseConv2d,
): tf.Tensor4D {
  const run: Convolve = (input, strides, pad) => op(input, filter, strides, pad);
  const [[top, bottom], [left, right]] = edges;
  if (dilation[0] === 1 && dilation[1] === 1) {
    // given as a number, TensorFlow.js takes the filter and stride for square
    const pad: Parameters<typeof tf.conv2d>[3] = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ];
    const takesStride = stride[0] === stride[1] || op !== (tf.depthwiseConv2d as unknown);
    return takesStride ? run(x, stride as [number, number], pad) : subsample(run(x, [1, 1], pad), stride);
  }
  return subsample(dilated(padded(x, edges), filter.shape, dilation, run), stride);
}

function padded(x: tf.Tensor4D, edges: readonly [Edges, Edges]): tf.Tensor4D {
  return padSpatial(x, edges) as tf.Tensor4D;
}

function subsample(x: tf.Tensor4D, [down, right]: readonly number[]): tf.Tensor4D {
  if (down === 1 && right === 1) return x;
  return tf.stridedSlice(x, [0, 0, 0, 0], x.shape, [1, down, right, 1]) as tf.Tensor4D;
}

/** Pixels of equal remainder form an image each; they are convolved as a larger batch and put back in their places. */
export function dilated(
  x: tf.Tensor4D,
  kernel: readonly number[],
  [dh, dw]: readonly number[],
  run: Convolve,
): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [outHeight, outWidth] = [height - (kernel[0] - 1) * dh, width - (kernel[1] - 1) * dw];
  const [rows, columns] = [Math.ceil(height / dh), Math.ceil(width / dw)];
  const full = padded(x, [
    [0, rows * dh - height],
    [0, columns * dw - width],
  ]);
  const interleaved = tf.transpose(tf.reshape(full, [batch, rows, dh, columns, dw, channels]), [2, 4, 0, 1, 3, 5]);
  const parts = tf.reshape(interleaved, [dh * dw * batch, rows, columns, channels]) as tf.Tensor4D;
  const y = run(parts, [1, 1], 'valid');
  const [, h, w, out] = y.shape;
  const inPlace = tf.transpose(tf.reshape(y, [dh, dw, batch, h, w, out]), [2, 3, 0, 4, 1, 5]);
  const image = tf.reshape(inPlace, [batch, h * dh, w * dw, out]) as tf.Tensor4D;
  return tf.slice4d(image, [0, 0, 0, 0], [batch, outHeight, outWidth, out]);
}
