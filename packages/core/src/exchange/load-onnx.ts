import { type NamedTensorMap, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-common';
import { requireOptional } from '../engines/node-require.js';
import { EngineUnavailableError, Got, InvalidArgumentError } from '../errors.js';

/** An input or output of a model; a dimension that is open is given by its name. */
export interface ModelPort {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/** An ONNX model as a function of tensors. */
export interface OnnxModel {
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
  /**
   * Runs the model.
   * @param inputs a tensor for every input, by name
   * @returns a tensor for every output, by name; int64 becomes int32, float64 becomes float32
   * @throws InvalidArgumentError for a missing or unknown name, another shape or type than the model takes, or integers it cannot hold
   * @throws RangeError for an integer of a result that int32 cannot hold
   */
  run(inputs: Readonly<Record<string, Tensor>>): Promise<NamedTensorMap>;
  /** Frees the model. */
  dispose(): Promise<void>;
}

/**
 * Loads any ONNX model, from a file or from bytes, to be run by ONNX Runtime's native kernels. Weights in files of their own (external
 * data) are found beside the model's file.
 *
 * @param source a file's path, or a serialized ModelProto
 * @throws EngineUnavailableError if onnxruntime-node is not installed
 * @throws Error if the model is damaged or uses operators that ONNX Runtime does not know
 *
 * @example
 * ```ts
 * import { exportOnnx, loadOnnx, tf } from '@ai/core';
 *
 * const { bytes } = await exportOnnx((x: tf.Tensor) => x.relu(), [tf.zeros([1, 3])]);
 * const model = await loadOnnx(bytes);
 * const { output0 } = await model.run({ input0: tf.tensor2d([[-1, 0, 2]]) });
 * ```
 */
export async function loadOnnx(source: string | Uint8Array): Promise<OnnxModel> {
  const runtime = load();
  const session = await (typeof source === 'string'
    ? runtime.InferenceSession.create(source, QUIET)
    : runtime.InferenceSession.create(source, QUIET));
  const inputs = session.inputMetadata.map(portOf);
  const outputs = session.outputMetadata.map(portOf);
  return {
    inputs,
    outputs,
    run: async (given) => {
      const feeds: Record<string, OnnxTensor> = {};
      for (const name of Object.keys(given)) {
        if (!inputs.some((port) => port.name === name)) {
          throw new InvalidArgumentError(
            'inputs',
            'OnnxModel.run',
            `have names among ${inputs.map((port) => `'${port.name}'`).join(', ')}`,
            name,
          );
        }
      }
      for (const port of inputs) feeds[port.name] = toOnnx(runtime, port, given[port.name]);
      const results = await session.run(feeds);
      return Object.fromEntries(outputs.map(({ name }) => [name, fromOnnx(name, results[name] as OnnxTensor)]));
    },
    dispose: () => session.release(),
  };
}

/** Failures come back as errors, they need not be printed too. */
const QUIET: InferenceSession.SessionOptions = { logSeverityLevel: 4 };

function load(): typeof import('onnxruntime-common') {
  try {
    return requireOptional<typeof import('onnxruntime-common')>('onnxruntime-node');
  } catch (cause) {
    throw new EngineUnavailableError('loadOnnx needs onnxruntime-node: npm install onnxruntime-node@1.30.0', { cause });
  }
}

function portOf(metadata: InferenceSession.ValueMetadata): ModelPort {
  return metadata.isTensor
    ? { name: metadata.name, type: metadata.type, shape: metadata.shape }
    : { name: metadata.name, type: 'not a tensor', shape: [] };
}

function toOnnx(runtime: typeof import('onnxruntime-common'), port: ModelPort, given: Tensor | undefined): OnnxTensor {
  const want = `be a ${port.type} tensor of shape [${port.shape}]`;
  if (!given) throw new InvalidArgumentError(port.name, 'OnnxModel.run', want, new Got('nothing'));
  // the runtime gives no dimensions for a number as well as for any shape, and tells them apart itself
  const fits =
    port.shape.length === 0 ||
    (given.rank === port.shape.length &&
      port.shape.every((size, i) => typeof size === 'string' || size === given.shape[i]));
  if (!fits) throw new InvalidArgumentError(port.name, 'OnnxModel.run', want, given);
  const values = given.dataSync() as Float32Array;
  const convert = CONVERSIONS[port.type];
  if (!convert || (given.dtype === 'string') !== (port.type === 'string')) {
    throw new InvalidArgumentError(port.name, 'OnnxModel.run', want, given);
  }
  const isWhole = port.type.includes('int');
  const data = isWhole && !values.every(Number.isInteger) ? undefined : convert(values);
  if (!data || (isWhole && values.some((value, i) => Number(data[i]) !== value))) {
    throw new InvalidArgumentError(port.name, 'OnnxModel.run', `${want}, of numbers that ${port.type} holds`, given);
  }
  return new runtime.Tensor(port.type as 'float32', data as Float32Array, given.shape);
}

/** Values of a tensor as the arrays that ONNX Runtime takes for a type. */
const CONVERSIONS: Readonly<Record<string, ((values: ArrayLike<number>) => ArrayLike<unknown>) | undefined>> = {
  float32: (values) => (values instanceof Float32Array ? values : Float32Array.from(values)),
  float64: (values) => Float64Array.from(values),
  int64: (values) => BigInt64Array.from(Array.from(values, BigInt)),
  uint64: (values) => BigUint64Array.from(Array.from(values, BigInt)),
  int32: (values) => (values instanceof Int32Array ? values : Int32Array.from(values)),
  uint32: (values) => Uint32Array.from(values),
  int16: (values) => Int16Array.from(values),
  uint16: (values) => Uint16Array.from(values),
  int8: (values) => Int8Array.from(values),
  uint8: (values) => Uint8Array.from(values),
  bool: (values) => Uint8Array.from(values, (value) => Number(value !== 0)),
  string: (values) => Array.from(values),
};

function narrowed(value: bigint | number): number {
  const number = Number(value);
  if (number < -(2 ** 31) || number >= 2 ** 31) {
    throw new RangeError(`A result of the model holds ${value}, which is no int32.`);
  }
  return number;
}

function fromOnnx(name: string, { data, dims, type }: OnnxTensor): Tensor {
  const shape = [...dims];
  if (type === 'string') return tensor(data as string[], shape, 'string');
  if (type === 'float32' || type === 'float64')
    return tensor(Float32Array.from(data as Float32Array), shape, 'float32');
  if (type === 'bool') return tensor(Uint8Array.from(data as Uint8Array), shape, 'bool');
  if (type === 'int64' || type === 'uint64' || type === 'uint32') {
    return tensor(Int32Array.from(data as BigInt64Array, narrowed), shape, 'int32');
  }
  if (['int32', 'int16', 'int8', 'uint16', 'uint8'].includes(type))
    return tensor(Int32Array.from(data as Int32Array), shape, 'int32');
  throw new Error(`The output '${name}' has the type ${type}, for which there is no tensor here.`);
}
