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

type Shape4 = [number, number, number, number];

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const LOWEST = -3.4e38;

/** The error of each window goes to the first of its pixels that is the maximum. */
function maxPoolGradient(dy: Tensor, x: Tensor, y: Tensor, attributes: Attributes): Tensor {
  const { filterSize, strides, dimRoundingMode } = attributes;
  const geometry = backend_util.computePool2DInfo(
    x.shape as Shape4,
    filterSize,
    strides,
    1,
    attributes.pad,
    dimRoundingMode,
  );
  const { inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth, padInfo } = geometry;
  const [n, , , channels] = x.shape as Shape4;
  const height = Math.max(padInfo.top + inHeight, (outHeight - 1) * strideHeight + geometry.filterHeight);
  const width = Math.max(padInfo.left + inWidth, (outWidth - 1) * strideWidth + geometry.filterWidth);
  const rows = [padInfo.top, height - padInfo.top - inHeight];
  const columns = [padInfo.left, width - padInfo.left - inWidth];
  const around = [[0, 0], rows, columns, [0, 0]] as [number, number][];
  const padded = pad(x, around, LOWEST);

  let taken: Tensor | undefined;
  let sum: Tensor | undefined;
  for (let row = 0; row < geometry.filterHeight; row++) {
    for (let column = 0; column < geometry.filterWidth; column++) {
      const end = [n, row + (outHeight - 1) * strideHeight + 1, column + (outWidth - 1) * strideWidth + 1, channels];
      const seen = stridedSlice(padded, [0, row, column, 0], end, [1, strideHeight, strideWidth, 1]);
      const isMaximum = equal(seen, y);
      const chosen = taken ? logicalAnd(isMaximum, logicalNot(taken)) : isMaximum;
      taken = taken ? logicalOr(taken, isMaximum) : isMaximum;
      const error = spreadOut(spreadOut(mul(dy, cast(chosen, 'float32')), 1, strideHeight), 2, strideWidth);
      const placed = pad(error, [
        [0, 0],
        [row, height - row - (error.shape[1] as number)],
        [column, width - column - (error.shape[2] as number)],
        [0, 0],
      ]);
      sum = sum ? add(sum, placed) : placed;
    }
  }
  return slice(sum as Tensor, [0, padInfo.top, padInfo.left, 0], x.shape);
}

/** TensorFlow.js's own kernel on wasm gives windows whose maximum is negative no gradient. */
export function registerMaxPoolGradient(backendName: string): void {
  composedKernel<{ dy: Tensor; input: Tensor; output: Tensor }, Attributes>(
    'MaxPoolGrad',
    backendName,
    ({ dy, input, output }, attributes) => maxPoolGradient(dy, input, output, attributes),
  );
}
