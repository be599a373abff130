/** The engines there are, best first. */
export const ENGINE_NAMES = ['tensorflow-gpu', 'tensorflow', 'onnx', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];

/** Settings of an engine. */
export interface EngineOptions {
  /**
   * Threads that one operation may use (`onnx`, `wasm`).
   * @default AI_THREADS, else all cores
   */
  readonly threads?: number;
  /**
   * What computes (`onnx`): 'cpu', or another device of the installed build of onnxruntime-node, such as 'webgpu', 'cuda', 'coreml' or
   * 'dml'. Results stay in the memory of a 'webgpu' device until they are read; from the others they come back after every run.
   * @default AI_DEVICE, else 'cpu'
   */
  readonly device?: string;
}

/** What runs the tensors now. */
export interface EngineInfo {
  readonly name: EngineName;
  /** Version of the library that runs them. */
  readonly version: string;
  /** Threads that one operation may use, where it is known. */
  readonly threads?: number;
  /** `onnx`: the device that computes. */
  readonly device?: string;
  /** `onnx`: graphs ready to run again. */
  readonly graphsCached?: number;
  /** `onnx`: graphs built since the start. A number that goes on rising in a loop means that shapes or constants change. */
  readonly graphsBuilt?: number;
  /** `onnx`: graphs run. */
  readonly flushes?: number;
  /** `onnx`: bytes of arrays waiting to be used again. */
  readonly pooledBytes?: number;
}
