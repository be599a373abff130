import {
  abs,
  add,
  cast,
  clipByValue,
  div,
  fill,
  floor,
  greater,
  less,
  mul,
  notEqual,
  range,
  reshape,
  slice,
  sub,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';
import { imageGradient, type Samples } from './sampling.js';

type FillMode = 'constant' | 'reflect' | 'wrap' | 'nearest';

interface TransformAttributes {
  readonly interpolation: 'bilinear' | 'nearest';
  readonly fillMode: FillMode;
  readonly outputShape?: [number, number] | null;
}

/** The place inside of an image that stands for a place outside, along an axis of `size` pixels. */
function fold(at: Tensor, size: number, mode: FillMode): Tensor {
  if (mode === 'constant') return clipByValue(at, -2, size + 1); // what is further out reads the fill value just as well
  if (mode === 'nearest' || size === 1) return clipByValue(at, 0, size - 1);
  if (mode === 'reflect') {
    const period = 2 * size;
    const within = sub(at, mul(floor(div(at, period)), period));
    return clipByValue(where(less(within, size), within, sub(period - 1, within)), 0, size - 1);
  }
  const turns = floor(div(abs(at), size - 1));
  const wrapped = where(less(at, 0), add(at, mul(add(turns, 1), size)), sub(at, mul(turns, size)));
  const isInside = where(greater(at, size - 1), fill(at.shape, 0), cast(less(-1e-9, add(at, 0)), 'float32'));
  return clipByValue(where(greater(isInside, 0), at, wrapped), 0, size - 1);
}

/** Output pixel (u, v) reads the image at ((a0 u + a1 v + a2) / k, (a3 u + a4 v + a5) / k) with k = a6 u + a7 v + 1. */
function samplesOf(image: Tensor, transforms: Tensor, attributes: TransformAttributes): Samples {
  const [batch, height, width] = image.shape;
  const [outHeight, outWidth] = attributes.outputShape ?? [height, width];
  const count = transforms.shape[0];
  const a = Array.from({ length: 8 }, (_, i) => reshape(slice(transforms, [0, i], [count, 1]), [count, 1, 1]));
  const u = reshape(range(0, outWidth), [1, 1, outWidth]);
  const v = reshape(range(0, outHeight), [1, outHeight, 1]);
  const linear = (i: number): Tensor => add(mul(a[i], u), mul(a[i + 1], v));
  const projection = add(linear(6), 1);
  const isPlace = notEqual(projection, 0);
  const divisor = where(isPlace, projection, fill(projection.shape, 1));
  const everyImage = fill([batch, outHeight, outWidth], 0);
  const place = (i: number, size: number): Tensor =>
    add(fold(div(add(linear(i), a[i + 2]), divisor), size, attributes.fillMode), everyImage);
  return {
    x: place(0, width),
    y: place(3, height),
    image: reshape(range(0, batch, 1, 'int32'), [batch, 1, 1]),
    valid: add(cast(isPlace, 'float32'), everyImage),
    method: attributes.interpolation,
  };
}

defineGradient<TransformAttributes>(
  'Transform',
  { inputs: ['image', 'transforms'] },
  (dy, [image, transforms], attributes) => ({
    image: () => imageGradient(dy, samplesOf(image, transforms, attributes), image.shape),
    transforms: () => {
      throw new Error('The transforms of an image transformation have no gradient, only the images have.');
    },
  }),
);
