import { engine, type NamedAttrMap, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';

/** One kernel that ran. */
export interface KernelCall {
  /** As TensorFlow.js calls it: 'BatchMatMul', 'Conv2D', ... */
  readonly name: string;
  readonly inputs: Readonly<NamedTensorMap>;
  readonly outputs: readonly Tensor[];
  readonly attributes: Readonly<NamedAttrMap>;
}

/**
 * Tells of every kernel that `body` runs, after it ran, on whatever engine. An engine that records kernels to run them later tells of
 * them when they are recorded.
 *
 * @param body anything but asynchronous
 * @param onKernel called with tensors that it must not dispose
 *
 * @example
 * ```ts
 * import { observeKernels, tf } from '@ai/core';
 *
 * const names: string[] = [];
 * observeKernels(() => tf.relu(tf.tensor1d([-1, 1])), ({ name }) => names.push(name));
 * console.log(names); // ['Relu']
 * ```
 */
export function observeKernels<T>(body: () => T, onKernel: (call: KernelCall) => void): T {
  const { runKernel: outer } = engine();
  engine().runKernel = function runKernel<R extends Tensor | Tensor[]>(
    name: string,
    inputs: NamedTensorMap,
    attributes: NamedAttrMap = {},
  ): R {
    const result = outer.call(engine(), name, inputs, attributes) as R;
    onKernel({ name, inputs, outputs: Array.isArray(result) ? result : [result], attributes });
    return result;
  };
  try {
    return body();
  } finally {
    engine().runKernel = outer;
  }
}
