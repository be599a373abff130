import { getKernel, type KernelFunc, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

/** Puts a kernel of our own around a backend's. */
export function wrapKernel(kernelName: string, backendName: string, wrap: (original: KernelFunc) => KernelFunc): void {
  const original = getKernel(kernelName, backendName);
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...original, kernelFunc: wrap(original.kernelFunc) });
}
