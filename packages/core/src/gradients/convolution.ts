import {
  type backend_util,
  conv2d,
  conv3d,
  depthwiseConv2d,
  engine,
  getBackend,
  type NamedTensorMap,
  stridedSlice,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { spreadOut } from '../kernels/spread-out.js';
import { defineGradient } from './define-gradient.js';

type Pair = [number, number];

interface ConvolutionAttributes {
  readonly strides: Pair | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: Pair | number | null;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const pairOf = (value: Pair | number | null | undefined): Pair =>
  typeof value === 'number' ? [value, value] : (value ?? [1, 1]);

/** A dense filter that does what the dilated one [height, width, ...] does: zeros stand between its taps. */
function dilate(filter: Tensor, [dh, dw]: Pair): Tensor {
  return spreadOut(spreadOut(filter, 0, dh), 1, dw);
}

const dilatedSize = ([kh, kw]: readonly number[], [dh, dw]: Pair): Pair => [(kh - 1) * dh + 1, (kw - 1) * dw + 1];

/** The taps of a dilated filter out of the dense one. */
function undilate(filter: Tensor, [dh, dw]: Pair): Tensor {
  return stridedSlice(filter, [0, 0, 0, 0], filter.shape, [dh, dw, 1, 1]);
}

function run(kernel: string, inputs: NamedTensorMap, attributes: object): Tensor {
  return engine().runKernel(kernel, inputs, attributes as never) as Tensor;
}

/** Whether the engine's gradient kernels know of dilation; TensorFlow.js's own ignore it. */
function knowsDilation({ dataFormat }: ConvolutionAttributes): boolean {
  return ['onnx', 'wasm'].includes(getBackend()) && dataFormat !== 'NCHW';
}

/** One family of kernels (2D or depthwise): its two gradients, which are right for dilated filters too. */
class Convolution {
  constructor(
    private readonly inputKernel: string,
    private readonly filterKernel: string,
    /** The convolution itself. */
    readonly forward: (x: Tensor, filter: Tensor, attributes: ConvolutionAttributes) => Tensor,
  ) {}

  inputGradient(inputShape: readonly number[], dy: Tensor, filter: Tensor, attributes: ConvolutionAttributes): Tensor {
    const dilations = pairOf(attributes.dilations);
    const isDense = dilations.every((rate) => rate === 1);
    if (isDense || knowsDilation(attributes)) {
      return run(this.inputKernel, { dy, filter }, { ...attributes, dilations, inputShape });
    }
    const dense = { ...attributes, dilations: [1, 1], inputShape };
    return run(this.inputKernel, { dy, filter: dilate(filter, dilations) }, dense);
  }

  filterGradient(x: Tensor, dy: Tensor, filterShape: readonly number[], attributes: ConvolutionAttributes): Tensor {
    const dilations = pairOf(attributes.dilations);
    const isDense = dilations.every((rate) => rate === 1);
    if (isDense || knowsDilation(attributes)) {
      return run(this.filterKernel, { x, dy }, { ...attributes, dilations, filterShape });
    }
    const shape = [...dilatedSize(filterShape, dilations), ...filterShape.slice(2)];
    return undilate(
      run(this.filterKernel, { x, dy }, { ...attributes, dilations: [1, 1], filterShape: shape }),
      dilations,
    );
  }

  /** Registers the gradient of the convolution and the gradients of its gradients, all of them linear in both tensors. */
  register(kernel: string): void {
    defineGradient<ConvolutionAttributes>(kernel, { inputs: ['x', 'filter'] }, (dy, [x, filter], attributes) => ({
      x: () => this.inputGradient(x.shape, dy, filter, attributes),
      filter: () => this.filterGradient(x, dy, filter.shape, attributes),
    }));
    defineGradient<ConvolutionAttributes>(
      this.inputKernel,
      { inputs: ['dy', 'filter'] },
      (error, [dy, filter], attributes) => ({
        dy: () => this.forward(error, filter, attributes),
        filter: () => this.filterGradient(error, dy, filter.shape, attributes),
      }),
    );
    defineGradient<ConvolutionAttributes>(this.filterKernel, { inputs: ['x', 'dy'] }, (error, [x, dy], attributes) => ({
      x: () => this.inputGradient(x.shape, dy, error, attributes),
      dy: () => this.forward(x, error, attributes),
    }));
  }
}

new Convolution('Conv2DBackpropInput', 'Conv2DBackpropFilter', (x, filter, attributes) => {
  const { strides, pad: padding, dataFormat, dilations, dimRoundingMode } = attributes;
  return conv2d(x as never, filter as never, strides, padding, dataFormat, pairOf(dilations), dimRoundingMode);
}).register('Conv2D');

new Convolution(
  'DepthwiseConv2dNativeBackpropInput',
  'DepthwiseConv2dNativeBackpropFilter',
  (x, filter, attributes) => {
    const { strides, pad: padding, dataFormat, dilations, dimRoundingMode } = attributes;
    return depthwiseConv2d(
      x as never,
      filter as never,
      strides,
      padding as never,
      dataFormat,
      pairOf(dilations),
      dimRoundingMode,
    );
  },
).register('DepthwiseConv2dNative');

/** The transposed 3D convolution, which TensorFlow.js gives no gradient. */
defineGradient<{ strides: [number, number, number] | number; pad: 'valid' | 'same' }>(
  'Conv3DBackpropInputV2',
  { inputs: ['dy', 'filter'] },
  (error, [dy, filter], { strides, pad }) => ({
    dy: () => conv3d(error as never, filter as never, strides, pad),
    filter: () => run('Conv3DBackpropFilterV2', { x: error, dy }, { strides, pad, filterShape: filter.shape }),
  }),
);
