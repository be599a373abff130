import type { NdArray } from '../array/nd-array.js';
import type { TensorInfo } from './safetensors-header.js';

/** Tensors in one or several files, read one at a time. */
export interface TensorSource {
  /** What there is to read, by name. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** Free text that stands beside the tensors. */
  readonly metadata: ReadonlyMap<string, string>;

  /**
   * Reads one tensor and nothing else.
   *
   * @throws InvalidArgumentError for a name that is not there
   * @throws InvalidDataError for a file that was cut since it was opened, and for whole numbers that int32 cannot hold
   */
  read(name: string): Promise<NdArray>;

  /** Closes the files. A second call does nothing. */
  close(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void>;
}
