import {
  addN,
  backend_util,
  concat,
  conv2d,
  depthwiseConv2d,
  matMul,
  pad,
  reshape,
  reverse,
  slice,
  stridedSlice,
  type Tensor,
  type Tensor4D,
  transpose,
} from '@tensorflow/tfjs-core';
import { composedKernel } from './composed-kernel.js';
import { spreadOut } from './spread-out.js';

type Shape4 = [number, number, number, number];
type Geometry = backend_util.Conv2DInfo;

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function geometryOf(input: number[], filter: number[], attributes: Attributes, depthwise: boolean): Geometry {
  if (attributes.dataFormat === 'NCHW') {
    throw new Error("Convolutions on this engine take channels last ('NHWC') only.");
  }
  return backend_util.computeConv2DInfo(
    input as Shape4,
    filter as Shape4,
    attributes.strides,
    attributes.dilations ?? 1,
    attributes.pad,
    attributes.dimRoundingMode,
    depthwise,
  );
}

/** For every tap of the filter, the pixels of `x` it met: [channels, images * positions] each. */
function patches(x: Tensor, geometry: Geometry): Tensor[] {
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth, padInfo } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = geometry;
  const height = (outHeight - 1) * strideHeight + 1;
  const width = (outWidth - 1) * strideWidth + 1;
  const missing = (size: number, before: number, reach: number): number => Math.max(0, reach - before - size);
  const padded = pad(transpose(x, [3, 0, 1, 2]), [
    [0, 0],
    [0, 0],
    [padInfo.top, missing(inHeight, padInfo.top, height + (filterHeight - 1) * dilationHeight)],
    [padInfo.left, missing(inWidth, padInfo.left, width + (filterWidth - 1) * dilationWidth)],
  ]);
  return Array.from({ length: filterHeight * filterWidth }, (_, tap) => {
    const row = Math.floor(tap / filterWidth) * dilationHeight;
    const column = (tap % filterWidth) * dilationWidth;
    const whole = slice(padded, [0, 0, row, column], [inChannels, batchSize, height, width]);
    const met =
      strideHeight === 1 && strideWidth === 1
        ? whole
        : stridedSlice(whole, [0, 0, 0, 0], whole.shape, [1, 1, strideHeight, strideWidth]);
    return reshape(met, [inChannels, batchSize * outHeight * outWidth]);
  });
}

function filterGradient(x: Tensor, dy: Tensor, geometry: Geometry): Tensor {
  const errors = reshape(dy, [dy.size / geometry.outChannels, geometry.outChannels]);
  return reshape(matMul(concat(patches(x, geometry), 0), errors), geometry.filterShape);
}

function depthwiseFilterGradient(x: Tensor, dy: Tensor, geometry: Geometry): Tensor {
  const { inChannels, outChannels, filterHeight, filterWidth, filterShape } = geometry;
  const taps = filterHeight * filterWidth;
  const points = dy.size / outChannels;
  const met = concat(
    patches(x, geometry).map((patch) => reshape(patch, [inChannels, 1, points])),
    1,
  );
  const errors = transpose(reshape(dy, [points, inChannels, outChannels / inChannels]), [1, 0, 2]);
  const products = matMul(met, errors); // (channels, taps, multiplier)
  return reshape(transpose(reshape(products, [inChannels, taps, outChannels / inChannels]), [1, 0, 2]), filterShape);
}

/** `dy` with zeros between its pixels and around them, so that a convolution of stride 1 gives an error of the input's size. */
function spreadErrors(dy: Tensor, geometry: Geometry): Tensor4D {
  const { inHeight, inWidth, padInfo, effectiveFilterHeight, effectiveFilterWidth } = geometry;
  const spread = spreadOut(spreadOut(dy, 1, geometry.strideHeight), 2, geometry.strideWidth);
  const [images, height, width, channels] = spread.shape as Shape4;
  const top = effectiveFilterHeight - 1 - padInfo.top;
  const left = effectiveFilterWidth - 1 - padInfo.left;
  const around = [top, inHeight + effectiveFilterHeight - 1 - height - top];
  const beside = [left, inWidth + effectiveFilterWidth - 1 - width - left];
  const grown = pad(spread, [
    [0, 0],
    [Math.max(around[0], 0), Math.max(around[1], 0)],
    [Math.max(beside[0], 0), Math.max(beside[1], 0)],
    [0, 0],
  ]);
  return slice(
    grown,
    [0, Math.max(-around[0], 0), Math.max(-beside[0], 0), 0],
    [images, inHeight + effectiveFilterHeight - 1, inWidth + effectiveFilterWidth - 1, channels],
  ) as Tensor4D;
}

function inputGradient(dy: Tensor, filter: Tensor, geometry: Geometry): Tensor {
  const turned = transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]) as Tensor4D;
  const { dilationHeight, dilationWidth } = geometry;
  return conv2d(spreadErrors(dy, geometry), turned, 1, 'valid', 'NHWC', [dilationHeight, dilationWidth]);
}

function depthwiseInputGradient(dy: Tensor, filter: Tensor, geometry: Geometry): Tensor {
  const { inChannels, outChannels, dilationHeight, dilationWidth } = geometry;
  const multiplier = outChannels / inChannels;
  const turned = reverse(filter, [0, 1]);
  const [kh, kw] = filter.shape;
  const spread = spreadErrors(dy, geometry);
  const [n, h, w] = spread.shape;
  const errors = reshape(spread, [n * h * w, inChannels, multiplier]);
  return addN(
    Array.from({ length: multiplier }, (_, m) => {
      const part = reshape(slice(errors, [0, 0, m], [-1, -1, 1]), [n, h, w, inChannels]) as Tensor4D;
      const taps = slice(turned, [0, 0, 0, m], [kh, kw, inChannels, 1]) as Tensor4D;
      return depthwiseConv2d(part, taps, 1, 'valid', 'NHWC', [dilationHeight, dilationWidth]);
    }),
  );
}

/** The gradients of convolutions, dilated ones included, made of the convolutions themselves and of matrix products. */
export function registerConvolutionGradients(backendName: string): void {
  type WithInput = Attributes & { readonly inputShape: number[] };
  type WithFilter = Attributes & { readonly filterShape: number[] };
  for (const [kernel, depthwise, compute] of [
    ['Conv2DBackpropInput', false, inputGradient],
    ['DepthwiseConv2dNativeBackpropInput', true, depthwiseInputGradient],
  ] as const) {
    composedKernel<{ dy: Tensor; filter: Tensor }, WithInput>(kernel, backendName, ({ dy, filter }, attributes) =>
      compute(dy, filter, geometryOf(attributes.inputShape, filter.shape, attributes, depthwise)),
    );
  }
  for (const [kernel, depthwise, compute] of [
    ['Conv2DBackpropFilter', false, filterGradient],
    ['DepthwiseConv2dNativeBackpropFilter', true, depthwiseFilterGradient],
  ] as const) {
    composedKernel<{ x: Tensor; dy: Tensor }, WithFilter>(kernel, backendName, ({ x, dy }, attributes) =>
      compute(x, dy, geometryOf(x.shape, attributes.filterShape, attributes, depthwise)),
    );
  }
}
