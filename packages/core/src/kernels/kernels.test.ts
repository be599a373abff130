import { beforeEach, describe, expect, it } from 'vitest';
import { type EngineName, setEngine, tf } from '../index.js';
import { expectClose, withoutLeaks } from '../testing/index.js';

/** Losses and final weights of a few steps of a small network: convolution, depthwise convolution, pooling, embedding. */
const train = (): number[] =>
  tf.tidy(() => {
    const random = (shape: number[], seed: number): tf.Variable =>
      tf.variable(tf.randomNormal(shape, 0, 0.3, 'float32', seed));
    const [filter, depthwise, dense, table] = [
      random([3, 3, 2, 6], 1),
      random([3, 3, 6, 2], 2),
      random([48, 5], 3),
      random([4, 5], 4),
    ];
    const weights = [filter, depthwise, dense, table];
    const optimizer = tf.train.sgd(0.1);
    const images = tf.randomNormal<tf.Rank.R4>([8, 9, 9, 2], 0, 1, 'float32', 5);
    const tokens = tf.tensor1d([0, 1, 2, 3, 0, 1, 0, 2], 'int32');
    const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 3, 4, 0, 1, 2], 'int32'), 5);
    const losses: number[] = [];
    for (let step = 0; step < 6; step++) {
      const loss = optimizer.minimize(
        () => {
          const first = tf.conv2d(images, filter as never, 2, 'same').relu();
          const second = tf.depthwiseConv2d(first as tf.Tensor4D, depthwise as never, 1, 'same').tanh();
          const pooled = tf.maxPool(second as tf.Tensor4D, 2, 2, 'valid').reshape([8, 48]);
          const logits = tf.einsum('bi,io->bo', pooled, dense).add(tf.gather(table, tokens));
          return tf.losses.softmaxCrossEntropy(labels, logits) as tf.Scalar;
        },
        true,
        weights,
      ) as tf.Scalar;
      losses.push(loss.dataSync()[0]);
      loss.dispose();
    }
    const result = [...losses, ...weights.flatMap((weight) => [...weight.dataSync()])];
    tf.dispose(weights);
    optimizer.dispose();
    return result;
  });

async function trainOn(engine: EngineName): Promise<number[]> {
  await setEngine(engine);
  return train();
}

describe('the wasm engine', () => {
  beforeEach(() => setEngine('wasm', { threads: 1 }));

  it('trains a small network as the JavaScript kernels do', async () => {
    const losses = await trainOn('wasm');
    expect(losses[5]).toBeLessThan(losses[0]);
    expectClose(losses, await trainOn('cpu'), { relative: 1e-4, absolute: 1e-5 });
  });

  it('leaks no tensors while it trains', async () => {
    await withoutLeaks(() => {
      train();
    });
  });

  it.each([
    ['valid', 2, 2],
    ['same', 3, 2],
    ['valid', 3, 1],
    [1, 3, 2],
  ] as const)('gives pooled maxima their gradient, padding %s, window %d, stride %d', async (padding, size, stride) => {
    const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, size, stride, padding);
    const gradient = () => {
      const x = tf.randomNormal([2, 6, 7, 3], -2, 1, 'float32', 1).mul(4).round(); // with equal neighbours
      const weights = tf.randomNormal(pool(x).shape, 0, 1, 'float32', 2);
      return [...tf.grad(pool)(x, weights).dataSync()];
    };
    const onWasm = gradient();
    await setEngine('cpu');
    expectClose(onWasm, gradient(), { absolute: 1e-6 });
  });

  it('sums segments, leaving out those below 0', () => {
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const sums = tf.unsortedSegmentSum(x, tf.tensor1d([1, -1, 1], 'int32'), 3);
    expect([...sums.dataSync()]).toEqual([0, 0, 6, 8, 0, 0]);
  });

  it('contracts integers', () => {
    const a = tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32');
    const product = tf.einsum('ij,kj->ik', a, a);
    expect(product.dtype).toBe('int32');
    expect([...product.dataSync()]).toEqual([5, 11, 11, 25]);
  });
});

describe('einsum', () => {
  it.each(['onnx', 'wasm', 'cpu'] as const)('sums axes that one operand has alone, on %s', async (engine) => {
    await setEngine(engine);
    const [a, b] = [tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2])];
    expectClose(tf.einsum('ab,cd->ac', a, b).dataSync(), [9, 21, 33, 21, 49, 77]);
    expectClose(tf.einsum('ab,cd->dac', a, b).shape, [2, 2, 3]);
    expectClose(tf.einsum('ab->', a).dataSync(), [10]);
    expect(() => tf.einsum('ab,cd', a, b)).toThrow();
  });
});

describe('repaired kernels', () => {
  it.each(['onnx', 'wasm', 'cpu'] as const)('on %s', async (engine) => {
    await setEngine(engine);
    const x = tf.range(0, 24).reshape([2, 3, 4]);
    const slice = tf.stridedSlice(x, [0, 2, 1], [2, 3, 4], [1, 1, 2], 0, 0, 0, 0, 0b010);
    expect([slice.shape, ...slice.dataSync()]).toEqual([[2, 2], 9, 11, 21, 23]);
    const backwards = tf.stridedSlice(x, [0, 2, 3], [2, 3, 0], [1, 1, -2], 0, 0b100, 0, 0, 0b010);
    expect([...backwards.dataSync()]).toEqual([11, 9, 23, 21]);
    expect([...tf.cumsum(tf.tensor2d([1, 2, 3, 4], [2, 2]), -1).dataSync()]).toEqual([1, 3, 3, 7]);
    expect([...tf.cumprod(tf.tensor2d([1, 2, 3, 4], [2, 2]), -1).dataSync()]).toEqual([1, 2, 3, 12]);
    expect([...tf.tensor1d([2.5, 0, -1.5, 256]).cast('bool').dataSync()]).toEqual([1, 0, 1, 1]);
    const [rows, columns] = [tf.tensor4d([1, 2, 3, 4], [2, 1, 2, 1]), tf.tensor4d([1, 10, 100], [1, 3, 1, 1])];
    expect([...tf.matMul(rows, columns).dataSync()]).toEqual([1, 2, 10, 20, 100, 200, 3, 4, 30, 40, 300, 400]);
    const below = tf.tensor5d([-1, -2, -3, -4, -5, -6, -7, -8], [1, 2, 2, 2, 1]);
    expect(tf.maxPool3d(below, 2, 2, 'valid').dataSync()[0]).toBe(-1);
  });

  it.each(['onnx', 'wasm', 'cpu'] as const)('give resized images of a batch their gradients, on %s', async (engine) => {
    await setEngine(engine);
    const images = tf.randomNormal<tf.Rank.R4>([3, 2, 1, 2], 0, 1, 'float32', 1);
    for (const resize of [tf.image.resizeNearestNeighbor, tf.image.resizeBilinear]) {
      for (const [corners, centers] of [
        [false, false],
        [true, false],
        [false, true],
      ]) {
        const weighted = (x: tf.Tensor4D) => {
          const resized = resize(x, [5, 3], corners, centers);
          return resized.mul(tf.range(0, resized.size).reshape(resized.shape)).sum();
        };
        // it is linear: the gradient along any image is the function of that image
        const along = images.mul(tf.grad(weighted as never)(images)).sum();
        expectClose(along.dataSync(), weighted(images).dataSync(), { relative: 1e-5, absolute: 1e-4 });
      }
    }
  });

  it.each(['onnx', 'wasm', 'cpu'] as const)('transform every image of a batch, on %s', async (engine) => {
    await setEngine(engine);
    const images = tf.randomNormal<tf.Rank.R4>([3, 4, 5, 2], 0, 1, 'float32', 1);
    const transforms = tf.tensor2d([
      [1, 0, 1, 0, 1, 0, 0, 0],
      [0.9, 0.11, 0.3, 0.07, 1.1, -0.4, 0, 0],
      [1, 0, 0, 0, 1, -1, 0, 0],
    ]);
    const transform = (from: number, size: number) =>
      tf.image.transform(
        images.slice([from, 0, 0, 0], [size, -1, -1, -1]),
        transforms.slice([from, 0], [size, -1]),
        'bilinear',
      );
    const apart = [0, 1, 2].flatMap((image) => [...transform(image, 1).dataSync()]);
    expectClose(transform(0, 3).dataSync(), apart);
    await withoutLeaks(() => {
      tf.tidy(() => {
        transform(0, 3);
      });
    });
  });
});
