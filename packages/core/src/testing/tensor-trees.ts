import * as tf from '@tensorflow/tfjs-core';

/** The tensors in a value, at any depth of arrays and objects, in order. */
export function tensorsIn(value: unknown): tf.Tensor[] {
  if (value instanceof tf.Tensor) return [value];
  if (Array.isArray(value)) return value.flatMap(tensorsIn);
  return isPlain(value) ? Object.values(value).flatMap(tensorsIn) : [];
}

/** The float32 tensors among them. */
export function floatTensors(value: unknown): tf.Tensor[] {
  return tensorsIn(value).filter(({ dtype }) => dtype === 'float32');
}

/** The same value with its float32 tensors replaced by others, in order. */
export function mapTensors(value: unknown, replacements: readonly tf.Tensor[]): unknown {
  const queue = [...replacements];
  const walk = (item: unknown): unknown => {
    if (item instanceof tf.Tensor) return item.dtype === 'float32' ? queue.shift() : item;
    if (Array.isArray(item)) return item.map(walk);
    return isPlain(item) ? Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, walk(inner)])) : item;
  };
  return walk(value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
