import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs `body` and checks that it left exactly as many tensors as before, whether it returned or threw. Tensors in the returned
 * value (at any depth of arrays and objects) count as the caller's: they are allowed, and handed back.
 *
 * @throws Error naming how many tensors were leaked
 */
export async function withoutLeaks<T>(body: () => T | Promise<T>): Promise<T> {
  const before = tf.memory().numTensors;
  let result: T;
  try {
    result = await body();
  } catch (error) {
    const leaked = tf.memory().numTensors - before;
    if (leaked !== 0) throw new Error(`${leaked} tensors leaked after a throw.`, { cause: error });
    throw error;
  }
  const leaked = tf.memory().numTensors - before - countTensors(result);
  if (leaked !== 0) throw new Error(`${leaked} tensors leaked by the call.`);
  return result;
}

function countTensors(value: unknown, seen = new Set<unknown>()): number {
  if (typeof value !== 'object' || value === null || seen.has(value) || ArrayBuffer.isView(value)) return 0;
  seen.add(value);
  if (value instanceof tf.Tensor) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + countTensors(item, seen), 0);
}
