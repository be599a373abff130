import {
  type DataType,
  getKernelsForBackend,
  type KernelFunc,
  registerBackend,
  registerKernel,
  util,
} from '@tensorflow/tfjs-core';
import { OnnxBackend, type OnnxBackendOptions } from './backend.js';
import { fused } from './lowerings/fused.js';
import { lowerings } from './lowerings/index.js';
import { sizeOf } from './types.js';

/** Kernels that share their input's data: nothing needs to be computed for them. */
const SHARING = new Set(['Reshape', 'Identity', 'ExpandDims']);

/** Makes the backend `onnx` known to TensorFlow.js, with a kernel for every kernel of its JavaScript backend. */
export function registerOnnxBackend(options: () => OnnxBackendOptions): void {
  registerBackend('onnx', () => new OnnxBackend(options()), 0);
  for (const { kernelName, kernelFunc: fallback } of getKernelsForBackend('cpu')) {
    if (kernelName === 'Fill') {
      registerFill(fallback);
      continue;
    }
    const lowering = lowerings[kernelName];
    registerKernel({
      kernelName,
      backendName: 'onnx',
      kernelFunc: (call) => {
        const backend = call.backend as OnnxBackend;
        const shares =
          SHARING.has(kernelName) || (kernelName === 'Cast' && call.inputs['x']?.dtype === call.attrs?.['dtype']);
        return shares ? fallback(call) : backend.execute(kernelName, lowering, fallback, call);
      },
    });
  }
  for (const [kernelName, lowering] of Object.entries(fused)) {
    registerKernel({
      kernelName,
      backendName: 'onnx',
      kernelFunc: (call) => (call.backend as OnnxBackend).execute(kernelName, lowering, refuse, call),
    });
  }
}

/** Fill has no tensor to look at: it asks the backend for one. */
function registerFill(fallback: KernelFunc): void {
  registerKernel({
    kernelName: 'Fill',
    backendName: 'onnx',
    kernelFunc: (call) => {
      const { shape, value, dtype } = call.attrs as unknown as {
        shape: number[];
        value: number | string;
        dtype?: DataType;
      };
      const type = dtype ?? util.inferDtype(value);
      const isNumeric = typeof value === 'number' && (type === 'float32' || type === 'int32' || type === 'bool');
      return isNumeric && sizeOf(shape) > 0 ? (call.backend as OnnxBackend).fill(shape, value, type) : fallback(call);
    },
  });
}

/** The kernels of our own operations run for float32 tensors that are not empty; their operations see to it. */
function refuse(): never {
  throw new Error('This operation takes float32 tensors that are not empty.');
}
