import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';

/** The numbers of a tensor that lie in memory already; undefined while they are pending. */
export type KnownValues = (info: TensorInfo) => ArrayLike<number> | undefined;

type Attributes = NamedAttrMap | undefined;

/** Where a kernel's indices point into. */
interface Target {
  /** What the message calls it. */
  readonly name: string;
  readonly shape: readonly number[];
  /** The bound of each number of an index, in turn. */
  readonly bounds: readonly number[];
}

const ofRows = (name: string, shape: readonly number[], indices: TensorInfo): Target => {
  const depth = indices.shape.length > 1 ? indices.shape[indices.shape.length - 1] : 1;
  return { name, shape, bounds: shape.slice(0, depth) };
};

type Given = Readonly<Record<string, TensorInfo>>;

const TARGETS: Readonly<Record<string, ((inputs: Given, attrs: Attributes) => Target) | undefined>> = {
  GatherV2: ({ x }, attrs) => {
    const axis = attrs?.['axis'] as number;
    return { name: `axis ${axis} of x`, shape: x.shape, bounds: [x.shape[axis < 0 ? axis + x.shape.length : axis]] };
  },
  GatherNd: ({ params, indices }) => {
    const depth = indices.shape[indices.shape.length - 1];
    return { name: 'params', shape: params.shape, bounds: params.shape.slice(0, depth) };
  },
  ScatterNd: ({ indices }, attrs) => ofRows('the result', attrs?.['shape'] as number[], indices),
  TensorScatterUpdate: ({ tensor, indices }) => ofRows('tensor', tensor.shape, indices),
};

/**
 * Refuses indices that are out of bounds at the call that was given them, where they are known by then. (Indices that are themselves
 * pending are checked by the runtime when they have been computed.)
 *
 * @throws Error naming the index and the bound
 */
export function checkIndices(kernel: string, inputs: NamedTensorInfoMap, attrs: Attributes, known: KnownValues): void {
  const { indices } = inputs;
  const targetOf = TARGETS[kernel];
  const values = targetOf && indices && known(indices);
  if (!values) return;
  const { name, shape, bounds } = targetOf(inputs as Given, attrs);
  for (let i = 0; i < values.length; i++) {
    const bound = bounds[i % bounds.length];
    if (values[i] < 0 || values[i] >= bound) {
      throw new Error(
        `${kernel}: the index value ${values[i]} is not in [0, ${bound - 1}] (at ${i}, ${name} [${shape}])`,
      );
    }
  }
}
