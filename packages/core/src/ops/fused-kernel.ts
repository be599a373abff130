import { engine, getBackend, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Whether gradients run that will be differentiated themselves. What the forward pass saved is a constant to them: everything that
 * depends on the input has to be computed from it again, of operations that have gradients.
 */
export function isDifferentiatedAgain(): boolean {
  return engine().state.gradientDepth > 0;
}

/**
 * Runs a kernel that only the `onnx` engine has, where that engine runs and no tensor is empty; undefined elsewhere, where the caller
 * composes the same from TensorFlow.js's operations.
 */
export function fusedKernel<T extends Tensor | Tensor[]>(
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: NamedAttrMap = {},
): T | undefined {
  const isThere = getBackend() === 'onnx' && Object.values(inputs).every(({ size }) => size > 0);
  return isThere ? (engine().runKernel(name, inputs as never, attributes) as T) : undefined;
}
