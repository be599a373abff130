import { afterAll, describe, expect, it } from 'vitest';
import { batchNormTraining, engineInfo, Random, randomNormal, setEngine, tf } from '../../index.js';
import { expectClose } from '../../testing/index.js';
import { channelBlock } from '../channel-block.js';

type Tensor = import('@tensorflow/tfjs-core').Tensor;
type Tensor1D = import('@tensorflow/tfjs-core').Tensor1D;
type Tensor4D = import('@tensorflow/tfjs-core').Tensor4D;
type Pad = 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];

afterAll(() => setEngine('auto'));

/** Values and gradients of `fn` on an engine, for tensors of the given shapes. */
async function evaluate(engine: 'onnx' | 'cpu', fn: (...tensors: Tensor[]) => Tensor, shapes: number[][]) {
  await setEngine(engine);
  return tf.tidy(() => {
    const random = new Random(4);
    const inputs = shapes.map((shape) => randomNormal(random, shape));
    const value = fn(...inputs);
    const dy = randomNormal(random, value.shape);
    const gradients = tf.grads(fn)(inputs, dy);
    return [value, ...gradients].map((tensor) => [...tensor.dataSync()]);
  });
}

async function expectSame(fn: (...tensors: Tensor[]) => Tensor, shapes: number[][]): Promise<void> {
  const expected = await evaluate('cpu', fn, shapes);
  const actual = await evaluate('onnx', fn, shapes);
  expectClose(actual, expected, { relative: 1e-4, absolute: 2e-4 });
}

const explicit: Pad = [
  [0, 0],
  [2, 0],
  [1, 3],
  [0, 0],
];

// [height, width, filter, stride, pad, channels in, channels out]
const geometries: [number, number, number, number, Pad, number, number][] = [
  // a product per image, NCHW
  [8, 9, 3, 1, 'same', 3, 4],
  [8, 9, 3, 2, 'same', 3, 4],
  [9, 8, 3, 2, 'valid', 2, 5],
  [10, 11, 5, 3, 'same', 2, 3],
  [7, 7, 3, 1, 2, 2, 3],
  [8, 8, 3, 2, explicit, 2, 3],
  [8, 8, 3, 2, 1, 2, 3], // a window that ends in the padding
  [9, 8, 3, 3, 1, 2, 3],
  [6, 7, 1, 1, 'valid', 3, 2],
  [6, 7, 1, 2, 'same', 3, 2],
  [7, 7, 2, 1, 1, 2, 3], // a pad as large as the filter allows: the gradient's is negative elsewhere
  [6, 6, 3, 1, 4, 2, 2],
  [32, 33, 3, 1, 'same', 2, 3], // large images: shifted copies
  [34, 32, 5, 1, 'valid', 2, 2],
  // one product, channels last
  [4, 5, 3, 1, 'same', 16, 17],
  [8, 8, 3, 2, 'same', 16, 18],
  [8, 7, 3, 2, 'valid', 17, 16],
  [6, 6, 1, 1, 'same', 16, 20],
  [6, 6, 1, 2, 'same', 16, 20],
  [5, 6, 3, 1, explicit, 16, 16],
  [5, 5, 2, 1, 1, 16, 16],
  // a filter that covers the image
  [4, 4, 4, 1, 'valid', 16, 1],
  [4, 4, 4, 3, 'valid', 16, 32],
  [1, 1, 1, 1, 'valid', 5, 3],
  // channels in blocks
  [12, 11, 3, 1, 'same', 3, 16], // fewer than a block come in as they are
  [12, 11, 4, 2, 1, 1, 32],
  [12, 11, 3, 1, 'same', 16, 32],
  [12, 11, 3, 1, 'valid', 32, 16],
  [12, 12, 3, 1, explicit, 16, 16],
  [7, 8, 1, 1, 'valid', 32, 16],
  [12, 14, 3, 2, 'same', 16, 16], // the input's gradient in phases
  [12, 12, 3, 2, 1, 16, 16],
  [12, 12, 4, 2, 1, 16, 32],
  [12, 12, 2, 2, 'valid', 16, 16],
  [12, 15, 5, 3, 'same', 16, 16],
  [13, 12, 3, 2, 'same', 16, 16], // phases of different sizes
  [12, 12, 1, 2, 'same', 16, 16], // a phase without taps
  [9, 9, 3, 1, 4, 16, 16], // negative pads
  // the filter's gradient in tiles: several ones, incomplete ones, channels of the image that fit no block
  [17, 35, 3, 1, 'same', 3, 16],
  [19, 18, 5, 1, 'valid', 5, 16],
  [23, 20, 5, 1, explicit, 16, 16],
  [33, 3, 1, 1, 'valid', 3, 32],
  [4, 5, 7, 1, 'same', 2, 16],
  [18, 34, 3, 1, 'same', 16, 80],
  [37, 34, 3, 2, 'same', 3, 16],
  [22, 40, 5, 3, 'valid', 16, 16],
  [36, 21, 4, 2, explicit, 2, 32],
];

describe('convolution on the onnx engine agrees with JavaScript', () => {
  it.each(geometries)(
    '%d x %d, filter %d, stride %d, pad %j, %d -> %d channels',
    async (h, w, k, stride, pad, ci, co) => {
      await expectSame(
        (x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, stride, pad),
        [
          [2, h, w, ci],
          [k, k, ci, co],
        ],
      );
      expect(engineInfo().name).toBe('onnx');
    },
  );

  it.each([1, 5, 33])('a batch of %d images', async (batchSize) => {
    await expectSame(
      (x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same'),
      [
        [batchSize, 6, 5, 16],
        [3, 3, 16, 16],
      ],
    );
  });

  it('in blocks through all that keeps them and all that does not', async () => {
    await setEngine('onnx');
    expect(channelBlock()).toBeGreaterThan(0);
    const network = (x: Tensor, filter: Tensor, gain: Tensor, shift: Tensor, rows: Tensor): Tensor => {
      const convolve = (input: Tensor): Tensor => tf.conv2d(input as Tensor4D, filter.mul(0.1) as Tensor4D, 1, 'same');
      const { value } = batchNormTraining(convolve(x), gain as Tensor1D, shift as Tensor1D);
      const hidden = tf.relu(value).add(convolve(x).mul(gain).sub(shift));
      const reversed = shift.sub(convolve(hidden)).mul(0.1).add(rows);
      const inference = tf.batchNorm(
        convolve(reversed),
        shift as never,
        gain.square().add(1) as never,
        shift as never,
        gain as never,
      );
      const both = tf.concat([tf.leakyRelu(inference), tf.relu(convolve(hidden).add(shift))], 3);
      const [a, b] = tf.split(both, 2, 3);
      const gate = tf.sigmoid(tf.mean(b, [1, 2], true));
      const pooled = tf.maxPool(convolve(a.mul(gate)) as Tensor4D, 2, 2, 'same');
      return tf.where(pooled.greater(0), pooled, tf.abs(b).mean()).mul(tf.mean(a, [0, 1, 2]));
    };
    await expectSame(network, [[2, 6, 8, 16], [3, 3, 16, 16], [16], [16], [6, 8, 1]]);
  });

  it('in blocks that take sums and activations along, where nothing else reads what those are of', async () => {
    const network = (x: Tensor, filter: Tensor, gain: Tensor): Tensor => {
      const convolve = (input: Tensor): Tensor => tf.conv2d(input as Tensor4D, filter.mul(0.1) as Tensor4D, 1, 'same');
      const [a, b] = [convolve(x), convolve(x.mul(2))];
      const sum = tf.relu(a.mul(gain).add(b.mul(gain))); // both die here
      const shared = convolve(sum);
      const leaky = tf.leakyRelu(convolve(sum.mul(3)), 0.3);
      return tf
        .relu(shared.add(x))
        .add(tf.leakyRelu(shared.add(leaky), 0.1))
        .add(convolve(leaky).add(convolve(leaky.abs())));
    };
    await expectSame(network, [[2, 6, 8, 16], [3, 3, 16, 16], [16]]);
  });

  it.each([
    [4, 'same', 2],
    [20, 'same', 2],
    [20, 'valid', 3],
    [16, 'same', 2],
  ] as const)('dilated, %d channels, %s', async (channels, pad, dilation) => {
    const run = async (engine: 'onnx' | 'cpu') => {
      await setEngine(engine);
      const random = new Random(5);
      const x = randomNormal(random, [2, 9, 8, channels]) as Tensor4D;
      const filter = randomNormal(random, [3, 3, channels, channels === 16 ? 16 : 18]) as Tensor4D;
      return [...tf.conv2d(x, filter, 1, pad, 'NHWC', dilation).dataSync()];
    };
    expectClose(await run('onnx'), await run('cpu'), { relative: 1e-4, absolute: 2e-4 });
  });

  it('with a bias and relu, through a pool and batch normalization', async () => {
    await expectSame(
      (x, filter, bias, mean, offset) => {
        const hidden = tf.relu(tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same').add(bias));
        const normal = tf.batchNorm(
          hidden,
          mean as never,
          tf.square(mean).add(1) as never,
          offset as never,
          bias as never,
          1e-3,
        );
        return tf.maxPool(normal as Tensor4D, 2, 2, 'same').mul(offset);
      },
      [[2, 7, 6, 3], [3, 3, 3, 4], [4], [4], [4]],
    );
  });

  it.each([
    [1, 'same', 1],
    [2, 'same', 2],
    [2, 'valid', 1],
    [2, 1, 2],
  ] as const)('depthwise, stride %d, %s, multiplier %d', async (stride, pad, multiplier) => {
    const fn = (x: Tensor, filter: Tensor) => tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, stride, pad);
    await expectSame(fn, [
      [2, 8, 7, 3],
      [3, 3, 3, multiplier],
    ]);
  });

  it.each([
    ['same', 2, 3, 4],
    ['valid', 2, 3, 4],
    ['same', 1, 3, 4],
    ['same', 2, 32, 16],
    ['same', 3, 16, 16],
    ['whole', 1, 16, 32],
  ] as const)('transposed, %s, stride %d, %d -> %d channels', async (pad, stride, inputs, outputs) => {
    const isWhole = pad === 'whole'; // one position becomes an image of the filter's size
    const size = isWhole ? 3 : pad === 'valid' ? 11 : 5 * stride;
    const padding = isWhole ? 'valid' : pad;
    const fn = (x: Tensor, filter: Tensor) =>
      tf.conv2dTranspose(x as Tensor4D, filter as Tensor4D, [2, size, size, outputs], stride, padding);
    const from = isWhole ? 1 : 5;
    await expectSame(fn, [
      [2, from, from, inputs],
      [3, 3, outputs, inputs],
    ]);
  });
});

it('topK gives its values alone', () => {
  const { values, indices } = tf.topk(tf.tensor1d([1, 3, 2]), 2);
  indices.dispose();
  expect([...values.dataSync()]).toEqual([3, 2]);
});

describe('pooling on the onnx engine agrees with JavaScript', () => {
  it.each([
    [2, 2, 'same'],
    [3, 2, 'same'],
    [3, 1, 'valid'],
    [2, 3, 'valid'],
    [4, 4, 'valid'],
  ] as const)('window %d, stride %d, %s', async (size, stride, pad) => {
    for (const pool of [tf.maxPool, tf.avgPool])
      await expectSame((x) => pool(x as Tensor4D, size, stride, pad), [[2, 9, 8, 3]]);
  });
});

it.each([2, 3])(
  'the first of equal maxima of tiles of %d x %d gets the gradient, with channels in blocks',
  async (size) => {
    const run = async (engine: 'onnx' | 'cpu') => {
      await setEngine(engine);
      return tf.tidy(() => {
        const random = new Random(3);
        const x = tf.round(randomNormal(random, [2, 6, 12, 16]));
        const unit = tf.eye(16).reshape([1, 1, 16, 16]);
        const pool = (x: Tensor, filter: Tensor) =>
          tf.maxPool(tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same'), size, size, 'valid');
        const value = pool(x, unit);
        const [gradient] = tf.grads(pool)([x, unit], randomNormal(random, value.shape));
        return [[...value.dataSync()], [...gradient.dataSync()]];
      });
    };
    expectClose(await run('onnx'), await run('cpu'), { relative: 1e-6 });
  },
);

describe('resizing on the onnx engine', () => {
  it.each([
    [7, 5, false, false],
    [3, 9, true, false],
    [8, 8, false, true],
    [1, 1, true, false],
  ])('to %d x %d (align corners %s, half pixel centers %s)', async (h, w, alignCorners, halfPixelCenters) => {
    for (const resize of [tf.image.resizeBilinear, tf.image.resizeNearestNeighbor]) {
      const fn = (x: Tensor) => resize(x as Tensor4D, [h, w], alignCorners, halfPixelCenters);
      await setEngine('cpu');
      const x = randomNormal(new Random(1), [2, 4, 5, 2]);
      const expected = fn(x).dataSync();
      await setEngine('onnx');
      expectClose(fn(x).dataSync(), expected, { relative: 1e-5, absolute: 1e-6 });
      // it is linear, so its gradient is what it does to unit images (JavaScript's kernels are wrong for half pixels and for nearest)
      const dy = randomNormal(new Random(2), [2, h, w, 2]);
      const exact = tf.tidy(() =>
        Array.from(
          { length: 80 },
          (_, i) =>
            fn(tf.oneHot(i, 80).toFloat().reshape([2, 4, 5, 2]))
              .mul(dy)
              .sum()
              .dataSync()[0],
        ),
      );
      expectClose(tf.grad(fn)(x, dy).dataSync(), exact, { relative: 1e-5, absolute: 1e-5 });
    }
  });
});
