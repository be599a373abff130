import type { BackendValues, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { DeviceArray, type Stored } from './device-array.js';
import type { PendingGraph } from './pending-graph.js';
import { asElements, type Elements, type ElementType } from './types.js';
import type { Value } from './value.js';

/** What the engine keeps of one piece of data. Tensors of different shapes can share it (reshape copies nothing). */
export interface TensorEntry {
  /** The numbers; undefined while they are pending. Those of a device are fetched when somebody asks for them. */
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
  /** Where the numbers are on the device. */
  resident?: DeviceArray;
  disposed?: boolean;
  /** Why the value could not be computed. */
  failure?: Error;
}

/** The entry's numbers as the runtime takes them. */
export function elementsOf(entry: TensorEntry, dtype: ElementType): Elements {
  return asElements(dtype, entry.values as unknown as ArrayLike<number>);
}

/** Whether there are no numbers, which are the same at every call of a compiled function. */
export function isEmpty(entry: TensorEntry): boolean {
  return !entry.pending && !entry.resident && entry.values?.length === 0;
}

/** Gives a pending entry its numbers, which are the engine's own. */
export function settle(entry: TensorEntry, stored: Stored): void {
  entry.pending = undefined;
  entry.owned = true;
  if (stored instanceof DeviceArray) {
    entry.resident = stored;
    const write = (values: BackendValues | undefined): void => {
      Object.defineProperty(entry, 'values', { value: values, writable: true, configurable: true });
    };
    const read = (): BackendValues => {
      write(stored.elements() as unknown as BackendValues);
      return entry.values as BackendValues;
    };
    Object.defineProperty(entry, 'values', { get: read, set: write, configurable: true });
  } else {
    entry.values = stored as unknown as BackendValues;
  }
}

/** 0 or 1 if all of `values` are that. A single number in an array is data, not a constant: data must not change the graph. */
export function uniformValue(values: Float32Array, shape: readonly number[]): 0 | 1 | undefined {
  const first = values?.[0];
  if ((first !== 0 && first !== 1) || (values.length === 1 && shape.length > 0)) return undefined;
  for (let i = 1; i < values.length; i++) if (values[i] !== first) return undefined;
  return first;
}
