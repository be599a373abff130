import { reshape, sum, type Tensor } from '@tensorflow/tfjs-core';
import { defineGradient } from './define-gradient.js';

/** The copies' errors, added up along one axis after the other, for any rank. */
function tileGradient(dy: Tensor, reps: readonly number[]): Tensor {
  return reps.reduce((error, copies, axis) => {
    if (copies === 1) return error;
    const outer = error.shape.slice(0, axis).reduce((all, size) => all * size, 1);
    const shape = error.shape.map((size, i) => (i === axis ? size / copies : size));
    return reshape(sum(reshape(error, [outer, copies, error.size / outer / copies]), 1), shape);
  }, dy);
}

defineGradient<{ reps: number[] }>('Tile', {}, (dy, _, { reps }) => ({ x: () => tileGradient(dy, reps) }));
