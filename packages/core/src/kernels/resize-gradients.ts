import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { composedKernel } from './composed-kernel.js';
import { contract } from './contract.js';
import { type Resizing, resizeWeights } from './resize-weights.js';

/**
 * Resizing is a matrix product along each axis, and so is its gradient. TensorFlow.js's own kernels ignore `halfPixelCenters`; of the
 * JavaScript ones that of interpolation swaps height and width, and that of nearest neighbours reads the wrong images of a batch and
 * never ends where one pixel is aligned by its corners.
 */
export function registerResizeGradients(backendName: string): void {
  for (const [kernel, mode] of [
    ['ResizeBilinearGrad', 'linear'],
    ['ResizeNearestNeighborGrad', 'nearest'],
  ] as const) {
    composedKernel<{ images: Tensor; dy: Tensor }, Resizing>(kernel, backendName, ({ images, dy }, resizing) => {
      const weights = (from: number, to: number): Tensor =>
        tensor2d(resizeWeights(from, to, resizing, mode), [to, from], 'float32');
      const [, height, width] = images.shape as [number, number, number, number];
      const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
      const rows = contract(['pi', 'npqc'], 'niqc', [weights(height, newHeight), dy]);
      return contract(['qj', 'niqc'], 'nijc', [weights(width, newWidth), rows]);
    });
  }
}
