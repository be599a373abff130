import {
  add,
  cast,
  greaterEqual,
  lessEqual,
  logicalAnd,
  mul,
  reshape,
  slice,
  stack,
  sum,
  type Tensor,
  tensor1d,
} from '@tensorflow/tfjs-core';
import { defineGradient, noGradient } from './define-gradient.js';
import { imageGradient, placeGradient, type Samples } from './sampling.js';

interface CropAttributes {
  readonly cropSize: [number, number];
  readonly method: 'bilinear' | 'nearest';
}

/** Samples at the rim of an image may lie outside by a rounding error: they count as inside up to this many pixels. */
const RIM = 1e-3;

/** Where between the box's low edge (0) and its high edge (1) the samples lie along an axis. */
function steps(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0.5 : i / (count - 1)));
}

/** One coordinate of the samples (N, count), in pixels. */
function coordinates(low: Tensor, high: Tensor, count: number, size: number): Tensor {
  const at = tensor1d(steps(count));
  const rest = tensor1d(steps(count).map((step) => 1 - step));
  return mul(add(mul(low, rest), mul(high, at)), size - 1);
}

function samplesOf(image: Tensor, boxes: Tensor, boxInd: Tensor, { cropSize, method }: CropAttributes): Samples {
  const [, height, width] = image.shape;
  const boxCount = boxes.shape[0];
  const [y1, x1, y2, x2] = [0, 1, 2, 3].map((side) => slice(boxes, [0, side], [boxCount, 1]));
  const y = reshape(coordinates(y1, y2, cropSize[0], height), [boxCount, cropSize[0], 1]);
  const x = reshape(coordinates(x1, x2, cropSize[1], width), [boxCount, 1, cropSize[1]]);
  const inside = (at: Tensor, size: number): Tensor =>
    cast(logicalAnd(greaterEqual(at, -RIM), lessEqual(at, size - 1 + RIM)), 'float32');
  const valid = mul(inside(y, height), inside(x, width)); // (N, H, W)
  const zeros = mul(valid, 0);
  return { y: add(y, zeros), x: add(x, zeros), image: reshape(boxInd, [boxCount, 1, 1]), valid, method };
}

/** The error of samples along one axis (N, count), carried to the two edges of each box. */
function edgeGradients(error: Tensor, count: number, size: number): [Tensor, Tensor] {
  const share = (weights: number[]): Tensor => mul(sum(mul(error, tensor1d(weights)), 1), size - 1);
  return [share(steps(count).map((step) => 1 - step)), share(steps(count))];
}

function boxGradient(dy: Tensor, samples: Samples, image: Tensor): Tensor {
  const [, cropHeight, cropWidth] = dy.shape;
  const [, height, width] = image.shape;
  const { y, x } = placeGradient(dy, samples, image);
  const [y1, y2] = edgeGradients(sum(y, 2), cropHeight, height);
  const [x1, x2] = edgeGradients(sum(x, 1), cropWidth, width);
  return stack([y1, x1, y2, x2], 1);
}

defineGradient<CropAttributes>(
  'CropAndResize',
  { inputs: ['image', 'boxes', 'boxInd'] },
  (dy, [image, boxes, boxInd], attributes) => ({
    image: () => imageGradient(dy, samplesOf(image, boxes, boxInd, attributes), image.shape),
    boxes: () => boxGradient(dy, samplesOf(image, boxes, boxInd, attributes), image),
    boxInd: noGradient(boxInd),
  }),
);
