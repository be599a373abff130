import {
  fill,
  type GradConfig,
  mul,
  registerGradient,
  reshape,
  type Tensor,
  unregisterGradient,
  util,
} from '@tensorflow/tfjs-core';

/**
 * The gradients of Sum and Mean: the error spread over the reduced axes. TensorFlow.js's own multiply by an array of ones that is
 * filled in JavaScript; `fill` is a kernel, which an engine that records graphs does not need to write out.
 */
function spreadingGradient(kernelName: 'Sum' | 'Mean'): GradConfig {
  return {
    kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved as Tensor[];
      const axes = util.parseAxisParam(attrs['axis'] as number | number[], x.shape);
      const shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const count = kernelName === 'Mean' ? axes.reduce((product, axis) => product * x.shape[axis], 1) : 1;
      return {
        x: () => {
          const error = reshape(dy as Tensor, shape);
          return mul(count === 1 ? error : mul(error, 1 / count), fill(x.shape, 1));
        },
      };
    },
  };
}

for (const kernel of ['Sum', 'Mean'] as const) {
  unregisterGradient(kernel);
  registerGradient(spreadingGradient(kernel));
}
