import { fill, type GradConfig, registerGradient, type Tensor } from '@tensorflow/tfjs-core';

/** What a gradient needs of the forward pass. */
export type Saves =
  | { readonly inputs?: readonly string[]; readonly outputs?: readonly boolean[] }
  /** For kernels whose inputs are a list. */
  | 'all inputs';

/**
 * Registers the gradient of a kernel for all engines, in place of TensorFlow.js's own if there is one.
 *
 * @param gradient gets the error of the (first) output, the saved tensors and the kernel's attributes
 */
export function defineGradient<Attributes = object>(
  kernelName: string,
  saves: Saves,
  gradient: (dy: Tensor, saved: readonly Tensor[], attributes: Attributes) => Record<string, () => Tensor>,
): void {
  const config: GradConfig = {
    kernelName,
    ...(saves === 'all inputs'
      ? { saveAllInputs: true }
      : { inputsToSave: [...(saves.inputs ?? [])], outputsToSave: [...(saves.outputs ?? [])] }),
    gradFunc: (dy, saved, attributes) =>
      gradient(Array.isArray(dy) ? dy[0] : dy, saved, attributes as unknown as Attributes),
  };
  registerGradient(config);
}

/** Zeros of a tensor's shape: the gradient of what a result does not depend on smoothly, such as indices. */
export function noGradient({ shape }: Tensor): () => Tensor {
  return () => fill(shape, 0);
}
