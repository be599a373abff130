import { checkOneOf, tf } from '@ai/core';
import { checkSizes, type Sizes } from '../check-input.js';

/** How far an input is extended: 'valid' not at all, 'same' so that stride 1 keeps the size, or a number per axis and side. */
export type Padding = Sizes | 'same' | 'valid';

/** What stands in the padding. */
export type PaddingMode = 'zeros' | 'reflect' | 'replicate' | 'circular';

export const PADDING_MODES: readonly PaddingMode[] = ['zeros', 'reflect', 'replicate', 'circular'];

/** Entries added before and after an axis. */
export type Edges = readonly [before: number, after: number];

/** @throws InvalidArgumentError unless it is 'same', 'valid' or whole numbers >= 0 */
export function checkPadding(padding: Padding, count: number, owner: string): 'same' | 'valid' | number[] {
  if (typeof padding === 'string') return checkOneOf(padding, 'padding', owner, ['same', 'valid'] as const);
  return checkSizes(padding, count, 'padding', owner, 0);
}

/** The padding of one axis of `size` entries in numbers. 'same' gives ceil(size / stride) outputs, an odd entry at the end. */
export function edgesOf(
  padding: 'same' | 'valid' | number,
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
): Edges {
  if (padding === 'valid') return [0, 0];
  if (padding !== 'same') return [padding, padding];
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + (kernel - 1) * dilation + 1 - size, 0);
  return [total >> 1, total - (total >> 1)];
}

/** The tensor extended along `axis`. */
function padAxis(x: tf.Tensor, axis: number, [before, after]: Edges, mode: PaddingMode): tf.Tensor {
  if (before === 0 && after === 0) return x;
  const size = x.shape[axis];
  const take = (indices: number[]): tf.Tensor => tf.gather(x, tf.tensor1d(indices, 'int32'), axis);
  if (mode === 'zeros')
    return tf.pad(
      x,
      x.shape.map((_, i): [number, number] => (i === axis ? [before, after] : [0, 0])),
    );
  const wrap: Record<Exclude<PaddingMode, 'zeros'>, (i: number) => number> = {
    replicate: (i) => Math.min(Math.max(i, 0), size - 1),
    circular: (i) => ((i % size) + size) % size,
    reflect: (i) => (i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i),
  };
  return take(Array.from({ length: size + before + after }, (_, i) => wrap[mode](i - before)));
}

/** The tensor with the axes from 1 on extended by `edges`; axes without an entry stay. */
export function padSpatial(x: tf.Tensor, edges: readonly Edges[], mode: PaddingMode = 'zeros'): tf.Tensor {
  if (edges.every(([before, after]) => before === 0 && after === 0)) return x;
  if (mode !== 'zeros') return edges.reduce((y, pair, i) => padAxis(y, i + 1, pair, mode), x);
  return tf.pad(
    x,
    x.shape.map((_, axis): [number, number] => [...(edges[axis - 1] ?? [0, 0])] as [number, number]),
  );
}
