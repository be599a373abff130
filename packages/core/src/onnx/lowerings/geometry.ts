import { backend_util } from '@tensorflow/tfjs-core';

export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly inputShape?: [number, number, number, number];
  readonly filterShape?: [number, number, number, number];
}

export type Geometry = backend_util.Conv2DInfo;
type Shape4 = [number, number, number, number];

/** The sizes, strides and pads of a convolution; undefined with channels first, which TensorFlow.js's own kernels then take. */
export function geometryOf(
  input: readonly number[],
  filter: readonly number[],
  attributes: ConvolutionAttributes,
  depthwise = false,
): Geometry | undefined {
  if (attributes.dataFormat === 'NCHW') return undefined;
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

/** Pads as ONNX orders them: top, left, bottom, right. */
export function padsOf({ padInfo }: Geometry): [number, number, number, number] {
  return [padInfo.top, padInfo.left, padInfo.bottom, padInfo.right];
}

/**
 * How many rows and columns at the end of the input the last windows do not start at: a transposed convolution adds them. Fewer than a
 * stride, as sizes are rounded down; undefined where they were rounded otherwise.
 */
export function outputPadding(geometry: Geometry): [number, number] | undefined {
  const { inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = geometry;
  const [top, left, bottom, right] = padsOf(geometry);
  const height = inHeight - ((outHeight - 1) * strideHeight + geometry.effectiveFilterHeight - top - bottom);
  const width = inWidth - ((outWidth - 1) * strideWidth + geometry.effectiveFilterWidth - left - right);
  const fits = height >= 0 && height < strideHeight && width >= 0 && width < strideWidth;
  return fits ? [height, width] : undefined;
}
