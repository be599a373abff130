// Tensors
export { tf } from './tfjs/index.js';
export { ENGINE_NAMES, type EngineInfo, type EngineName, type EngineOptions } from './engines/engine-info.js';
export { engineInfo, setEngine } from './engines/select.js';

// Operations beside TensorFlow.js's, with gradients of their own
export { type BatchNormResult, batchNormTraining } from './ops/batch-norm.js';
export {
  type Fourier2Options,
  type FourierNorm,
  type FourierOptions,
  fft,
  ifft,
  irfft,
  irfft2,
  rfft,
  rfft2,
  type Spectrum,
} from './ops/fourier.js';
export { gelu } from './ops/gelu.js';
export { layerNorm } from './ops/layer-norm.js';
export {
  type ScaledDotProductAttentionOptions,
  scaledDotProductAttention,
} from './ops/scaled-dot-product-attention.js';

// Kernels as they run
export { type KernelCall, observeKernels } from './ops/observe-kernels.js';

// Compiled functions
export { type Compiled, type CompileOptions, compile } from './compile/compile.js';
export { CompileError } from './onnx/trace.js';

// Models of other runtimes
export { type ExportedModel, type ExportOptions, exportOnnx } from './exchange/export-onnx.js';
export { loadOnnx, type ModelPort, type OnnxModel } from './exchange/load-onnx.js';

// Randomness
export { Random, type RandomState } from './random/random.js';
export { randomBernoulli, randomNormal, randomUniform } from './random/tensors.js';

// Input checked at the door
export { checkBoolean, checkInteger, checkNumber, checkOneOf, type NumberBounds } from './input/check.js';
export {
  type Column,
  checkSameLength,
  type DenseMatrix,
  type InputOptions,
  isDenseMatrix,
  isTensor,
  type MatrixLike,
  type NumericArray,
  type Rows,
  toMatrix,
  toVector,
} from './input/matrix.js';

// Errors and warnings
export { describeValue, EngineUnavailableError, Got, InvalidArgumentError, InvalidDataError } from './errors.js';
export { type Logger, setLogger, warn } from './logger.js';

// Contracts
export type { Metric } from './metric.js';
