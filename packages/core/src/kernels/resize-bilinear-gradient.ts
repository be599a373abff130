import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { composedKernel } from './composed-kernel.js';
import { contract } from './contract.js';

interface Attributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters?: boolean;
}

/** How much each old pixel counts in each new one along an axis: (new size, old size). */
function shares(oldSize: number, newSize: number, { alignCorners, halfPixelCenters }: Attributes): Tensor {
  const corners = alignCorners && newSize > 1;
  const scale = corners ? (oldSize - 1) / (newSize - 1) : oldSize / newSize;
  const table = Array.from({ length: newSize }, (_, i) => {
    const at = Math.min(Math.max(halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale, 0), oldSize - 1);
    return Array.from({ length: oldSize }, (_, j) => Math.max(0, 1 - Math.abs(at - j)));
  });
  return tensor2d(table, [newSize, oldSize]);
}

/**
 * Interpolation is a matrix product along each axis, and so is its gradient. TensorFlow.js's own kernels ignore `halfPixelCenters`, and
 * the JavaScript one swaps height and width.
 */
export function registerResizeBilinearGradient(backendName: string): void {
  composedKernel<{ images: Tensor; dy: Tensor }, Attributes>(
    'ResizeBilinearGrad',
    backendName,
    ({ images, dy }, attributes) => {
      const [, height, width] = images.shape as [number, number, number, number];
      const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
      const rows = contract(['pi', 'npqc'], 'niqc', [shares(height, newHeight, attributes), dy]);
      return contract(['qj', 'niqc'], 'nijc', [shares(width, newWidth, attributes), rows]);
    },
  );
}
