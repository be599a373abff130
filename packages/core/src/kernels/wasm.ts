import { borrowKernel } from './borrowed-kernel.js';
import { registerConvolutionGradients } from './convolution-gradients.js';
import { registerEinsum } from './einsum.js';
import { registerMaxPool3dGradient, registerMaxPoolGradient } from './max-pool-gradient.js';
import { repairBooleans, repairKernels } from './repairs.js';
import { registerResizeGradients } from './resize-gradients.js';
import { registerSegmentSum } from './segment-sum.js';

/** Kernels of the wasm backend that give wrong numbers (maxima below 0 become 0) and are too rare to be written anew. */
const BORROWED = [
  'Conv3DBackpropFilterV2',
  'Conv3DBackpropInputV2',
  'Dilation2D',
  'Dilation2DBackpropFilter',
  'Dilation2DBackpropInput',
  'MaxPool3D',
];

let isRegistered = false;

/** Registers what TensorFlow.js's wasm backend lacks for training or gets wrong; its own kernels must be registered by then. */
export function registerWasmKernels(): void {
  if (isRegistered) return;
  registerConvolutionGradients('wasm');
  registerEinsum('wasm');
  registerMaxPoolGradient('wasm');
  registerMaxPool3dGradient('wasm');
  registerResizeGradients('wasm');
  registerSegmentSum('wasm');
  repairKernels('wasm');
  repairBooleans();
  for (const kernel of BORROWED) borrowKernel(kernel, 'wasm');
  isRegistered = true;
}
