import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';

/** The numbers of a tensor that lie in memory already; undefined while they are pending. */
export type KnownValues = (info: TensorInfo) => ArrayLike<number> | undefined;

/**
 * Refuses indices that are out of bounds at the call that was given them, where they are known by then. (Indices that are themselves
 * pending are checked by the runtime when they have been computed.)
 *
 * @throws Error naming the index and the bound
 */
export function checkIndices(
  kernel: string,
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap | undefined,
  known: KnownValues,
): void {
  const { x, indices } = inputs;
  if (kernel !== 'GatherV2' || !x || !indices) return;
  const values = known(indices);
  if (!values) return;
  const axis = attrs?.['axis'] as number;
  const bound = x.shape[axis < 0 ? axis + x.shape.length : axis];
  for (let i = 0; i < values.length; i++) {
    if (values[i] < 0 || values[i] >= bound) {
      throw new Error(
        `GatherV2: the index value ${values[i]} is not in [0, ${bound - 1}] (at ${i}, axis ${axis} of x [${x.shape}])`,
      );
    }
  }
}
