import { add, pad, reverse, slice, type Tensor } from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';

interface MirrorPadAttributes {
  readonly paddings: readonly [number, number][];
  readonly mode: 'reflect' | 'symmetric';
}

/** A piece of `x` along an axis. */
function piece(x: Tensor, axis: number, begin: number, size: number): Tensor {
  return slice(
    x,
    x.shape.map((_, i) => (i === axis ? begin : 0)),
    x.shape.map((all, i) => (i === axis ? size : all)),
  );
}

/** The error of what was mirrored along one axis is folded back onto the pixels it was copied from. */
function foldAxis(dy: Tensor, axis: number, [before, after]: readonly [number, number], mode: string): Tensor {
  const size = dy.shape[axis] - before - after;
  const rim = mode === 'reflect' ? 1 : 0; // the pixel at the rim is not copied when reflecting
  const fold = (begin: number, length: number, at: number): Tensor =>
    pad(
      reverse(piece(dy, axis, begin, length), axis),
      dy.shape.map((_, i): [number, number] => (i === axis ? [at, size - at - length] : [0, 0])),
    );
  let error = piece(dy, axis, before, size);
  if (before > 0) error = add(error, fold(0, before, rim));
  if (after > 0) error = add(error, fold(before + size, after, size - rim - after));
  return error;
}

defineGradient<MirrorPadAttributes>('MirrorPad', {}, (dy, _, { paddings, mode }) => ({
  x: () => paddings.reduce((error, amounts, axis) => foldAxis(error, axis, amounts, mode), dy),
}));
