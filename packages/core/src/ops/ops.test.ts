import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchNormTraining, gelu, layerNorm, setEngine, tf } from '../index.js';
import { expectClose, readGolden, withoutLeaks } from '../testing/index.js';

type Tensor = import('@tensorflow/tfjs-core').Tensor;
type Tensor1D = import('@tensorflow/tfjs-core').Tensor1D;

const golden = readGolden<{
  gelu: { x: number[]; y: number[]; dx: number[] };
  batchNorm: Record<'x' | 'weights' | 'y' | 'dx', number[][][][]> &
    Record<'scale' | 'offset' | 'dscale' | 'doffset' | 'mean' | 'variance', number[]>;
  layerNorm: Record<'x' | 'weights' | 'y' | 'dx', number[][][]> &
    Record<'scale' | 'offset' | 'dscale' | 'doffset', number[]>;
}>(new URL('../../golden/ops.json', import.meta.url));

afterAll(() => setEngine('auto'));

describe.each(['onnx', 'cpu'] as const)('on the %s engine', (engine) => {
  beforeAll(() => setEngine(engine));

  it('gelu agrees with PyTorch, also its gradient', () => {
    const { x, y, dx } = golden.gelu;
    expectClose(gelu(tf.tensor1d(x)).dataSync(), y, { relative: 2e-6, absolute: 2e-7 });
    expectClose(
      tf
        .grad((t: Tensor) => gelu(t).sum())(tf.tensor1d(x))
        .dataSync(),
      dx,
      { relative: 2e-6, absolute: 3e-7 },
    );
  });

  it('takes empty tensors', () => {
    expect(gelu(tf.zeros([0, 3])).shape).toEqual([0, 3]);
    expect(layerNorm(tf.zeros([0, 3]), tf.ones([3]), tf.zeros([3])).shape).toEqual([0, 3]);
  });

  it('layerNorm agrees with PyTorch, also its gradients', () => {
    const { x, scale, offset, weights, y, dx, dscale, doffset } = golden.layerNorm;
    const inputs = [tf.tensor3d(x), tf.tensor1d(scale), tf.tensor1d(offset)];
    const norm = ([a, b, c]: Tensor[]) => layerNorm(a, b as Tensor1D, c as Tensor1D);
    expectClose(norm(inputs).arraySync() as number[][][], y, { relative: 1e-5, absolute: 1e-6 });
    const gradients = tf.grads((...given: Tensor[]) => norm(given).mul(tf.tensor3d(weights)).sum())(inputs);
    expectClose(gradients.map((gradient) => gradient.arraySync()) as never, [dx, dscale, doffset] as never, {
      relative: 1e-4,
      absolute: 1e-5,
    });
  });

  it.each([false, true])(
    'batchNormTraining agrees with PyTorch, also its gradients (behind a convolution: %s)',
    (convolved) => {
      const { x, scale, offset, weights, y, mean, variance, dx, dscale, doffset } = golden.batchNorm;
      const inputs = [tf.tensor4d(x), tf.tensor1d(scale), tf.tensor1d(offset)];
      const identity = tf.eye(5).reshape([1, 1, 5, 5]) as never; // leaves the values alone, but with channels first
      const norm = ([a, b, c]: Tensor[]) =>
        batchNormTraining(convolved ? tf.conv2d(a as never, identity, 1, 'same') : a, b as Tensor1D, c as Tensor1D);
      const result = norm(inputs);
      expectClose(result.value.arraySync() as number[][][][], y, { relative: 1e-5, absolute: 2e-6 });
      expectClose([...result.mean.dataSync()], mean, { relative: 1e-5 });
      expectClose([...result.variance.dataSync()], variance, { relative: 1e-5 });
      const gradients = tf.grads((...given: Tensor[]) => norm(given).value.mul(tf.tensor4d(weights)).sum())(inputs);
      expectClose(gradients.map((g) => g.arraySync()) as never, [dx, dscale, doffset] as never, {
        relative: 1e-4,
        absolute: 1e-5,
      });
    },
  );

  it('leak nothing', async () => {
    const x = tf.ones([2, 3]);
    const [scale, offset] = [tf.ones([3]) as Tensor1D, tf.zeros([3]) as Tensor1D];
    await withoutLeaks(() => [gelu(x), layerNorm(x, scale, offset), batchNormTraining(x, scale, offset)]);
    await withoutLeaks(() => tf.grad((t: Tensor) => gelu(layerNorm(t, scale, offset)).sum())(x));
  });
});

it('layerNorm refuses scales of another shape', () => {
  expect(() => layerNorm(tf.ones([2, 3]), tf.ones([2]), tf.ones([3]))).toThrow(
    "'scale' of layerNorm must be of shape [3], got [2].",
  );
});
