import { pad, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';

/** Puts `step - 1` zeros between neighbours along an axis: n become (n - 1) step + 1. */
export function spreadOut(x: Tensor, axis: number, step: number): Tensor {
  const size = x.shape[axis];
  if (step === 1 || size <= 1) return x;
  const outer = x.shape.slice(0, axis).reduce((all, each) => all * each, 1);
  const inner = x.size / outer / size;
  const padded = pad(reshape(x, [outer, size, 1, inner]), [
    [0, 0],
    [0, 0],
    [0, step - 1],
    [0, 0],
  ]);
  const length = (size - 1) * step + 1;
  const spread = slice(reshape(padded, [outer, size * step, inner]), [0, 0, 0], [outer, length, inner]);
  return reshape(
    spread,
    x.shape.map((each, i) => (i === axis ? length : each)),
  );
}
