import { registerConvolutionGradients } from './convolution-gradients.js';
import { registerEinsum } from './einsum.js';
import { registerMaxPoolGradient } from './max-pool-gradient.js';
import { registerSegmentSum } from './segment-sum.js';

let isRegistered = false;

/** Registers what TensorFlow.js's wasm backend lacks for training or gets wrong; its own kernels must be registered by then. */
export function registerWasmKernels(): void {
  if (isRegistered) return;
  registerConvolutionGradients('wasm');
  registerEinsum('wasm');
  registerMaxPoolGradient('wasm');
  registerSegmentSum('wasm');
  isRegistered = true;
}
