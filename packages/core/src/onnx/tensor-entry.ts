import type { BackendValues, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensor } from 'onnxruntime-common';
import type { PendingGraph } from './pending-graph.js';
import type { Value } from './value.js';

/** What the engine keeps of one piece of data. Tensors of different shapes can share it (reshape copies nothing). */
export interface TensorEntry {
  /** The numbers; undefined while they are pending. */
  values: BackendValues | undefined;
  readonly dtype: DataType;
  refCount: number;
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  /** Where the value stands in the pending graph that will compute it. */
  pending?: { readonly graph: PendingGraph; readonly value: Value };
  /** Where the value stands as an input of a pending graph. */
  fed?: { readonly graph: PendingGraph; readonly value: Value };
  /** 0 or 1 if all numbers are that: gradients are full of them, and they simplify. */
  uniform?: 0 | 1;
  /** The array came from the pool and nobody else has seen it, so it goes back there. */
  owned?: boolean;
  disposed?: boolean;
  /** Why the value could not be computed. */
  failure?: Error;
  /** The array wrapped for the runtime. */
  native?: Tensor;
}
