import {
  broadcast_util,
  broadcastTo,
  concat,
  engine,
  type KernelFunc,
  type NamedAttrMap,
  notEqual,
  slice,
  slice_util,
  type Tensor,
  type TensorInfo,
  tidy,
} from '@tensorflow/tfjs-core';
import { wrapKernel } from './wrap-kernel.js';

/** Running sums and products along an axis that is counted from the back. */
function withAxisFromFront(original: KernelFunc): KernelFunc {
  return (call) => {
    const { axis } = call.attrs as { axis: number };
    const { shape } = call.inputs['x'] as TensorInfo;
    return original({ ...call, attrs: { ...call.attrs, axis: axis < 0 ? axis + shape.length : axis } });
  };
}

/** Strided slices that lose an axis: TensorFlow.js's kernels mix up the axes that are left. */
function withoutLostAxes(original: KernelFunc): KernelFunc {
  return (call) => {
    const a = call.attrs as unknown as Record<string, never>;
    if (!a['shrinkAxisMask']) return original(call);
    const { shape } = call.inputs['x'] as TensorInfo;
    const info = slice_util.sliceInfo(
      shape,
      a['begin'],
      a['end'],
      a['strides'],
      a['beginMask'],
      a['endMask'],
      a['ellipsisMask'],
      a['newAxisMask'],
      a['shrinkAxisMask'],
    );
    // a slice that runs backwards to the first element ends before it, which only the mask can say
    const endMask = info.end.reduce((mask, end, axis) => (end < 0 ? mask | (1 << axis) : mask), 0);
    const attrs: NamedAttrMap = {
      begin: info.begin,
      end: info.end,
      strides: info.strides,
      beginMask: 0,
      endMask,
      ellipsisMask: 0,
      newAxisMask: 0,
      shrinkAxisMask: 0,
    };
    return { ...(original({ ...call, attrs }) as TensorInfo), shape: info.finalShape };
  };
}

/** Whether `shape` broadcasts to `whole` along leading axes alone: its elements then repeat one after the other. */
function repeatsFromFront(shape: readonly number[], whole: readonly number[]): boolean {
  const missing = whole.length - shape.length;
  const first = shape.findIndex((size) => size !== 1);
  return first < 0 || shape.slice(first).every((size, i) => size === whole[missing + first + i]);
}

/** Products of batches like [2, 1, ...] by [2, 3, ...]: TensorFlow.js's kernels pair matrices by their place modulo the batch's size. */
function withWholeBatches(original: KernelFunc): KernelFunc {
  return (call) => {
    const { a, b } = call.inputs as { a: Tensor; b: Tensor };
    const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
    const batch = broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
    if (repeatsFromFront(batchA, batch) && repeatsFromFront(batchB, batch)) return original(call);
    return tidy(() => {
      const whole = (x: Tensor): Tensor => {
        const all = broadcastTo(x, [...batch, ...x.shape.slice(-2)]);
        all.dataSync(); // the kernel looks at the numbers, which an engine may not have computed yet
        return all;
      };
      return engine().makeTensorFromTensorInfo(
        original({ ...call, inputs: { a: whole(a), b: whole(b) } }) as TensorInfo,
      );
    });
  };
}

/** Repairs kernels of a backend of TensorFlow.js that give wrong results or fail for some arguments. */
export function repairKernels(backendName: string): void {
  wrapKernel('Cumsum', backendName, withAxisFromFront);
  wrapKernel('Cumprod', backendName, withAxisFromFront);
  wrapKernel('StridedSlice', backendName, withoutLostAxes);
  wrapKernel('BatchMatMul', backendName, withWholeBatches);
}

/** Repairs the wasm backend's cast to booleans, which cuts numbers to a byte instead of asking whether they are 0. */
export function repairBooleans(): void {
  wrapKernel('Cast', 'wasm', (original) => (call) => {
    const x = call.inputs['x'] as Tensor;
    return call.attrs?.['dtype'] === 'bool' && x.dtype !== 'bool' ? notEqual(x, 0) : original(call);
  });
}

/** Repairs the JavaScript kernel of image transformations, which leaves all images of a batch but the first empty. */
export function repairTransform(): void {
  wrapKernel('Transform', 'cpu', (original) => (call) => {
    const { image, transforms } = call.inputs as { image: Tensor; transforms: Tensor };
    const count = image.shape[0];
    if (count === 1) return original(call);
    const part = (x: Tensor, index: number): Tensor => {
      const one = slice(x, [index, ...x.shape.slice(1).map(() => 0)], [1, ...x.shape.slice(1)]);
      one.dataSync(); // the kernel looks at the numbers, which an engine may not have computed yet
      return one;
    };
    return tidy(() => {
      const images = Array.from({ length: count }, (_, i) => {
        const inputs = {
          image: part(image, i),
          transforms: transforms.shape[0] === 1 ? transforms : part(transforms, i),
        };
        return engine().makeTensorFromTensorInfo(original({ ...call, inputs }) as TensorInfo);
      });
      return concat(images, 0);
    });
  });
}
