import {
  add,
  cast,
  clipByValue,
  concat,
  fill,
  floor,
  gather,
  greaterEqual,
  lessEqual,
  logicalAnd,
  mul,
  reshape,
  scalar,
  scatterND,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** Places in images at which they are read, N H W of them. */
export interface Samples {
  /** Row, in pixels. (N, H, W) */
  readonly y: Tensor;
  /** Column, in pixels. (N, H, W) */
  readonly x: Tensor;
  /** Index of the image, int32, broadcast to (N, H, W). */
  readonly image: Tensor;
  /** 1 where the image is read, 0 where a fixed value stands instead. (N, H, W) */
  readonly valid: Tensor;
  readonly method: 'bilinear' | 'nearest';
}

/** A pixel next to a sample. */
interface Corner {
  /** Index of the pixel among those of all images, int32. (N, H, W) */
  readonly pixel: Tensor;
  /** Share of the vertical and of the horizontal interpolation, 0 outside of the image. (N, H, W) */
  readonly weightY: Tensor;
  readonly weightX: Tensor;
  /** Whether it is the lower, the right one. */
  readonly isLower: boolean;
  readonly isRight: boolean;
}

function isInside(at: Tensor, size: number): Tensor {
  return cast(logicalAnd(greaterEqual(at, 0), lessEqual(at, size - 1)), 'float32');
}

function cornersOf(samples: Samples, [, height, width]: readonly number[]): Corner[] {
  const { image, valid, method } = samples;
  const steps = method === 'nearest' ? [0] : [0, 1];
  const axis = (at: Tensor, size: number): { index: Tensor; weight: Tensor }[] => {
    const low = floor(method === 'nearest' ? add(at, 0.5) : at);
    return steps.map((step) => {
      const index = step === 0 ? low : add(low, step);
      const inside = mul(isInside(index, size), valid);
      const share = step === 1 ? sub(at, low) : sub(index, sub(at, 1));
      return {
        index: cast(clipByValue(index, 0, size - 1), 'int32'),
        weight: method === 'nearest' ? inside : mul(share, inside),
      };
    });
  };
  const rows = axis(samples.y, height);
  const columns = axis(samples.x, width);
  return rows.flatMap((row, lower) =>
    columns.map((column, right) => {
      const line = add(mul(image, scalar(height, 'int32')), row.index);
      return {
        pixel: add(mul(line, scalar(width, 'int32')), column.index),
        weightY: row.weight,
        weightX: column.weight,
        isLower: lower === 1,
        isRight: right === 1,
      };
    }),
  );
}

/** The error of samples (N, H, W, C) carried to the pixels they were read from, of images of shape [B, height, width, C]. */
export function imageGradient(dy: Tensor, samples: Samples, imageShape: readonly number[]): Tensor {
  const [batch, height, width, channels] = imageShape;
  const points = dy.size / channels;
  const corners = cornersOf(samples, imageShape);
  const errors = reshape(dy, [points, channels]);
  const pixels = corners.map(({ pixel }) => reshape(pixel, [points, 1]));
  const shares = corners.map(({ weightY, weightX }) => mul(errors, reshape(mul(weightY, weightX), [points, 1])));
  const sums = scatterND(concat(pixels, 0), concat(shares, 0), [batch * height * width, channels]);
  return reshape(sums, [...imageShape]);
}

/** The error of samples (N, H, W, C) with respect to the row and the column of each, (N, H, W); 0 for the method 'nearest'. */
export function placeGradient(dy: Tensor, samples: Samples, image: Tensor): { y: Tensor; x: Tensor } {
  const [n, h, w, channels] = dy.shape;
  const points = n * h * w;
  const zeros = fill([n, h, w], 0);
  if (samples.method === 'nearest') return { y: zeros, x: zeros };
  const pixels = reshape(image, [image.size / channels, channels]);
  const errors = reshape(dy, [points, channels]);
  let y = zeros;
  let x = zeros;
  for (const { pixel, weightY, weightX, isLower, isRight } of cornersOf(samples, image.shape)) {
    const values = gather(pixels, reshape(pixel, [points]));
    const products = reshape(sum(mul(errors, values), 1), [n, h, w]);
    const along = mul(products, samples.valid);
    y = add(y, mul(along, isLower ? weightX : mul(weightX, -1)));
    x = add(x, mul(along, isRight ? weightY : mul(weightY, -1)));
  }
  return { y, x };
}
