import {
  add,
  backend_util,
  cast,
  equal,
  logicalAnd,
  logicalNot,
  logicalOr,
  mul,
  pad,
  slice,
  stridedSlice,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { composedKernel } from './composed-kernel.js';
import { spreadOut } from './spread-out.js';

type Sizes<T> = T | number;

interface Attributes<T> {
  readonly filterSize: Sizes<T>;
  readonly strides: Sizes<T>;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The windows along one axis of the pixels. */
interface Windows {
  readonly count: number;
  readonly size: number;
  readonly stride: number;
  /** Places before the first pixel; below 0 where TensorFlow.js leaves the first pixels out. */
  readonly before: number;
}

const LOWEST = -3.4e38;

function placesIn(windows: readonly Windows[]): number[][] {
  const along = windows.map(({ size }) => Array.from({ length: size }, (_, place) => place));
  return along.reduce<number[][]>((all, axis) => all.flatMap((start) => axis.map((place) => [...start, place])), [[]]);
}

/** The error of each window goes to the first of its pixels that is the maximum. */
function maxPoolGradient(dy: Tensor, x: Tensor, y: Tensor, windows: readonly Windows[]): Tensor {
  const [n, channels] = [x.shape[0], x.shape[x.rank - 1]];
  const left = windows.map(({ before }) => Math.max(-before, 0));
  const within = slice(x, [0, ...left, 0], [n, ...windows.map((_, i) => x.shape[i + 1] - left[i]), channels]);
  const pads = windows.map(({ count, size, stride, before }, i): [number, number] => {
    const first = Math.max(before, 0);
    return [first, Math.max(0, (count - 1) * stride + size - first - within.shape[i + 1])];
  });
  const padded = pad(within, [[0, 0], ...pads, [0, 0]], LOWEST);
  const strides = [1, ...windows.map(({ stride }) => stride), 1];

  let taken: Tensor | undefined;
  let sum: Tensor | undefined;
  for (const place of placesIn(windows)) {
    const reach = windows.map(({ count, stride }, i) => place[i] + (count - 1) * stride + 1);
    const seen = stridedSlice(padded, [0, ...place, 0], [n, ...reach, channels], strides);
    const isMaximum = equal(seen, y);
    const chosen = taken ? logicalAnd(isMaximum, logicalNot(taken)) : isMaximum;
    taken = taken ? logicalOr(taken, isMaximum) : isMaximum;
    const error = windows.reduce<Tensor>(
      (spread, { stride }, i) => spreadOut(spread, i + 1, stride),
      mul(dy, cast(chosen, 'float32')),
    );
    const around = windows.map((_, i): [number, number] => [place[i], padded.shape[i + 1] - reach[i]]);
    const placed = pad(error, [[0, 0], ...around, [0, 0]]);
    sum = sum ? add(sum, placed) : placed;
  }
  const inside = slice(sum as Tensor, [0, ...pads.map(([first]) => first), 0], within.shape);
  return left.every((size) => size === 0)
    ? inside
    : pad(inside, [[0, 0], ...left.map((size): [number, number] => [size, 0]), [0, 0]]);
}

/** TensorFlow.js's own kernel on wasm gives windows whose maximum is negative no gradient. */
export function registerMaxPoolGradient(backendName: string): void {
  composedKernel<{ dy: Tensor; input: Tensor; output: Tensor }, Attributes<[number, number]>>(
    'MaxPoolGrad',
    backendName,
    ({ dy, input, output }, { filterSize, strides, pad: padding, dimRoundingMode }) => {
      const shape = input.shape as [number, number, number, number];
      const g = backend_util.computePool2DInfo(shape, filterSize, strides, 1, padding, dimRoundingMode);
      return maxPoolGradient(dy, input, output, [
        { count: g.outHeight, size: g.filterHeight, stride: g.strideHeight, before: g.padInfo.top },
        { count: g.outWidth, size: g.filterWidth, stride: g.strideWidth, before: g.padInfo.left },
      ]);
    },
  );
}

/** TensorFlow.js's own kernels mix up the places of windows that are not cubes. */
export function registerMaxPool3dGradient(backendName: string): void {
  composedKernel<{ dy: Tensor; input: Tensor; output: Tensor }, Attributes<[number, number, number]>>(
    'MaxPool3DGrad',
    backendName,
    ({ dy, input, output }, { filterSize, strides, pad: padding, dimRoundingMode }) => {
      const shape = input.shape as [number, number, number, number, number];
      const g = backend_util.computePool3DInfo(shape, filterSize, strides, 1, padding as 'same', dimRoundingMode);
      return maxPoolGradient(dy, input, output, [
        { count: g.outDepth, size: g.filterDepth, stride: g.strideDepth, before: g.padInfo.front },
        { count: g.outHeight, size: g.filterHeight, stride: g.strideHeight, before: g.padInfo.top },
        { count: g.outWidth, size: g.filterWidth, stride: g.strideWidth, before: g.padInfo.left },
      ]);
    },
  );
}
