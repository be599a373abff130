import { engine, getBackend, type Tensor, tensor, util } from '@tensorflow/tfjs-core';
import type { OnnxBackend } from '../onnx/backend.js';
import type { TensorEntry } from '../onnx/tensor-entry.js';
import type { Random } from './random.js';

/** A tensor filled by draws; inside a compiled function it is filled anew at each call. */
function drawn(shape: readonly number[], draw: () => number): Tensor {
  const size = util.sizeFromShape(shape as number[]);
  const fill = (): Float32Array => {
    const values = new Float32Array(size);
    for (let i = 0; i < size; i++) values[i] = draw();
    return values;
  };
  const result = tensor(fill(), shape as number[], 'float32');
  if (getBackend() === 'onnx') {
    const backend = engine().backend as OnnxBackend;
    backend.trace?.sources.set(backend.data.get(result.dataId) as unknown as TensorEntry, { kind: 'draw', fill });
  }
  return result;
}

/**
 * A tensor of normal deviates.
 *
 * @param random where the numbers come from
 * @param shape the tensor's shape
 */
export function randomNormal(random: Random, shape: readonly number[], mean = 0, standardDeviation = 1): Tensor {
  return drawn(shape, () => random.normal(mean, standardDeviation));
}

/**
 * A tensor of numbers in [low, high), each equally likely.
 *
 * @param random where the numbers come from
 * @param shape the tensor's shape
 */
export function randomUniform(random: Random, shape: readonly number[], low = 0, high = 1): Tensor {
  return drawn(shape, () => random.uniform(low, high));
}

/**
 * A tensor of ones and zeros, one with the given probability: the mask of dropout.
 *
 * @param random where the numbers come from
 * @param shape the tensor's shape
 */
export function randomBernoulli(random: Random, shape: readonly number[], probability = 0.5): Tensor {
  return drawn(shape, () => (random.bernoulli(probability) ? 1 : 0));
}
