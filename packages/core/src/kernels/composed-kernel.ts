import {
  getKernel,
  type NamedTensorMap,
  registerKernel,
  type Tensor,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

/**
 * Registers a kernel that is written in TensorFlow.js's operations, in place of the backend's own if it has one. The operations run on
 * the same backend.
 */
export function composedKernel<Inputs extends NamedTensorMap, Attributes = object>(
  kernelName: string,
  backendName: string,
  compute: (inputs: Inputs, attributes: Attributes) => Tensor,
): void {
  if (getKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName);
  registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs }) => tidy(() => compute(inputs as Inputs, attrs as unknown as Attributes)),
  });
}
