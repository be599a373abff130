import { engine, getBackend, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Runs a kernel that only the `onnx` engine has, where that engine runs; undefined elsewhere, where the caller composes the same
 * from TensorFlow.js's operations.
 */
export function fusedKernel<T extends Tensor | Tensor[]>(
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: NamedAttrMap = {},
): T | undefined {
  return getBackend() === 'onnx' ? (engine().runKernel(name, inputs as never, attributes) as T) : undefined;
}
