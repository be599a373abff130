import {
  engine,
  getKernel,
  type KernelBackend,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

/** Lets a backend run TensorFlow.js's JavaScript kernel of that name, on copies of the numbers. */
export function borrowKernel(kernelName: string, backendName: string): void {
  if (getKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName);
  registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const own = backend as KernelBackend & { write(values: unknown, shape: number[], dtype: string): object };
      const javascript = engine().findBackend('cpu') as typeof own;
      Object.assign(javascript, { firstUse: false }); // its advice to install another backend does not hold here
      const given = Object.entries(inputs).map(([name, input]) => {
        const { dataId, shape, dtype } = input as TensorInfo;
        const copy = javascript.write(own.readSync(dataId), shape, dtype);
        return [name, { dataId: copy, shape, dtype, rank: shape.length }] as const; // some kernels look at the rank
      });
      const kernel = getKernel(kernelName, 'cpu');
      const result = kernel.kernelFunc({ inputs: Object.fromEntries(given), attrs, backend: javascript }) as TensorInfo;
      const values = javascript.readSync(result.dataId);
      javascript.disposeData(result.dataId);
      for (const [, { dataId }] of given) javascript.disposeData(dataId);
      return { dataId: own.write(values, result.shape, result.dtype), shape: result.shape, dtype: result.dtype };
    },
  });
}
