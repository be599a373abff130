// biome-ignore-all lint/suspicious/noExplicitAny: operations of every rank and signature are called alike
import { beforeAll, describe, expect, it } from 'vitest';
import { setEngine, tf as typed } from '../src/index.js';

// Gradients of all kinds of operations, TensorFlow.js's own included, against central differences on every engine in Node.js.

const tf: any = typed;
const r = (shape: number[], seed = 1, scale = 1): any => tf.randomNormal(shape, 0, scale, 'float32', seed);
const pos = (shape: number[], seed = 1): any => tf.randomUniform(shape, 0.5, 1.5, 'float32', seed);

/** What makes the input, and the operation. Inputs keep away from kinks. */
const cases: Record<string, [() => any, (x: any) => any]> = {
  'prod all': [() => pos([2, 3]), (x) => x.prod()],
  'prod -1': [() => pos([2, 3]), (x) => x.prod(-1)],
  'prod 0 keep': [() => pos([2, 3]), (x) => x.prod(0, true)],
  'prod 0,1 keep': [() => pos([2, 3, 2]), (x) => x.prod([0, 2], true)],
  'sum -1': [() => r([2, 3, 4]), (x) => x.sum(-1).square()],
  'mean keep': [() => r([2, 3, 4]), (x) => x.mean([0, -1], true).square()],
  'max -1': [() => r([2, 3, 4]), (x) => x.max(-1)],
  'max all': [() => r([2, 3, 4]), (x) => x.max()],
  'min keep [0,2]': [() => r([2, 3, 4]), (x) => x.min([0, 2], true)],
  'max [0,-1]': [() => r([2, 3, 4]), (x) => x.max([0, -1])],
  logSumExp: [() => r([2, 3, 4]), (x) => x.logSumExp(-1)],
  softmax: [() => r([2, 3, 4]), (x) => x.softmax(-1)],
  logSoftmax: [() => r([2, 3, 4]), (x) => x.logSoftmax()],
  'cumsum -1': [() => r([2, 3]), (x) => tf.cumsum(x, -1)],
  'cumprod -1': [() => r([2, 3]), (x) => tf.cumprod(x, -1)],
  'concat -1': [() => r([2, 3]), (x) => tf.concat([x, x.square()], -1)],
  'stack -1': [() => r([2, 3]), (x) => tf.stack([x, x.square()], -1)],
  'unstack -1': [() => r([2, 3]), (x) => tf.unstack(x, -1)[1].square()],
  split: [() => r([2, 6]), (x) => tf.split(x, [1, 2, 3], -1)[1].square()],
  split0: [() => r([6, 2]), (x) => tf.split(x, 3, 0)[2].square()],
  slice: [() => r([4, 5]), (x) => x.slice([1, 2], [2, -1])],
  tile: [() => r([2, 3]), (x) => x.tile([2, 3]).square()],
  tile3: [() => r([2, 3, 2]), (x) => x.tile([2, 1, 3]).square()],
  tile5: [() => r([1, 2, 1, 2, 1]), (x) => x.tile([1, 2, 1, 2, 2]).square()],
  pad: [
    () => r([2, 3]),
    (x) =>
      x
        .pad([
          [1, 2],
          [0, 1],
        ])
        .square(),
  ],
  'mirrorPad reflect': [
    () => r([3, 4]),
    (x) =>
      tf
        .mirrorPad(
          x,
          [
            [1, 1],
            [2, 1],
          ],
          'reflect',
        )
        .square(),
  ],
  'mirrorPad symmetric': [
    () => r([3, 4]),
    (x) =>
      tf
        .mirrorPad(
          x,
          [
            [1, 1],
            [2, 1],
          ],
          'symmetric',
        )
        .square(),
  ],
  reverse: [() => r([2, 3]), (x) => x.reverse(-1).mul(tf.range(0, 3))],
  transpose: [() => r([2, 3, 4]), (x) => x.transpose([2, 0, 1]).square()],
  'gather -1': [() => r([2, 3]), (x) => tf.gather(x, [0, 2, 2], -1).square()],
  where: [() => r([2, 3]), (x) => tf.where(tf.greater(x, 0), x.square(), x)],
  'where broadcast': [
    () => r([3]),
    (x) => tf.where(tf.tensor2d([1, 0, 1, 0, 1, 1], [2, 3], 'bool'), x.square(), tf.scalar(1)),
  ],
  'pow scalar': [() => pos([2, 3]), (x) => x.pow(2.5)],
  'pow exp': [() => pos([3]), (x) => tf.pow(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), x)],
  'pow 0': [() => tf.tensor1d([0, 1, 2]), (x) => x.pow(2)],
  div: [() => pos([3]), (x) => tf.div(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), x)],
  'div a': [() => pos([3]), (x) => tf.div(x, tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]))],
  divNoNan: [() => pos([3]), (x) => tf.divNoNan(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), x)],
  'mod b': [() => pos([3]), (x) => tf.mod(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]).add(0.1), x.mul(0.9))],
  atan2: [() => r([3]), (x) => tf.atan2(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), x)],
  prelu: [() => r([3]), (x) => tf.prelu(r([2, 3], 4), x)],
  'prelu x': [() => r([2, 3]), (x) => tf.prelu(x, tf.tensor1d([0.1, 0.2, 0.3]))],
  leaky: [() => r([2, 3]), (x) => tf.leakyRelu(x, 0.3)],
  elu: [() => r([2, 3]), (x) => tf.elu(x)],
  selu: [() => r([2, 3]), (x) => tf.selu(x)],
  softplus: [() => r([2, 3]), (x) => tf.softplus(x)],
  erf: [() => r([2, 3]), (x) => tf.erf(x)],
  relu6: [() => r([2, 3]).mul(5), (x) => tf.relu6(x)],
  clip: [() => r([2, 3]).mul(2), (x) => tf.clipByValue(x, -1, 1)],
  log1p: [() => pos([2, 3]), (x) => tf.log1p(x)],
  rsqrt: [() => pos([2, 3]), (x) => tf.rsqrt(x)],
  reciprocal: [() => pos([2, 3]), (x) => tf.reciprocal(x)],
  expm1: [() => r([2, 3]), (x) => tf.expm1(x)],
  'inverse trigonometric': [
    () => r([2, 3], 1, 0.2),
    (x) =>
      tf
        .asin(x)
        .add(tf.acos(x).mul(2))
        .add(tf.atan(x))
        .add(tf.asinh(x))
        .add(tf.atanh(x))
        .add(tf.acosh(x.add(3))),
  ],
  trigonometric: [
    () => r([2, 3], 1),
    (x) =>
      tf
        .sin(x)
        .add(tf.cos(x).mul(2))
        .add(tf.tan(x.mul(0.3)))
        .add(tf.sinh(x))
        .add(tf.cosh(x))
        .add(tf.tanh(x)),
  ],
  'matmul tA': [() => r([4, 2, 3]), (x) => tf.matMul(x, r([4, 2, 5], 3), true, false)],
  'matmul tB': [() => r([4, 2, 3]), (x) => tf.matMul(x, r([4, 5, 3], 3), false, true)],
  'matmul tAB b': [() => r([4, 5, 2]), (x) => tf.matMul(r([4, 2, 3], 3), x, true, true)],
  'matmul bcast': [() => r([2, 3]), (x) => tf.matMul(x, r([4, 3, 5], 3))],
  'matmul bcast b': [() => r([3, 5]), (x) => tf.matMul(r([4, 2, 3], 3), x)],
  dot: [() => r([3]), (x) => tf.dot(x, r([3], 2))],
  outer: [() => r([3]), (x) => tf.outerProduct(x, r([4], 2))],
  conv1d: [() => r([2, 7, 3]), (x) => tf.conv1d(x, r([3, 3, 2], 2), 2, 'same')],
  'conv2d s2 same f': [() => r([3, 3, 2, 4]), (x) => tf.conv2d(r([2, 7, 6, 2], 3), x, 2, 'same')],
  'conv2d s2 same x': [() => r([2, 7, 6, 2]), (x) => tf.conv2d(x, r([3, 3, 2, 4], 3), 2, 'same')],
  'conv2d s3 valid x': [() => r([1, 8, 9, 2]), (x) => tf.conv2d(x, r([2, 2, 2, 4], 3), 3, 'valid')],
  'conv2d s3 valid f': [() => r([2, 2, 2, 4]), (x) => tf.conv2d(r([1, 8, 9, 2], 3), x, 3, 'valid')],
  'conv2d explicit x': [
    () => r([1, 6, 7, 2]),
    (x) =>
      tf.conv2d(x, r([3, 3, 2, 4], 3), 2, [
        [0, 0],
        [1, 0],
        [2, 1],
        [0, 0],
      ]),
  ],
  'conv2d explicit f': [
    () => r([3, 3, 2, 4]),
    (x) =>
      tf.conv2d(r([1, 6, 7, 2], 3), x, 2, [
        [0, 0],
        [1, 0],
        [2, 1],
        [0, 0],
      ]),
  ],
  'conv2d pad3 x': [() => r([1, 6, 7, 2]), (x) => tf.conv2d(x, r([3, 3, 2, 4], 3), 1, 3)],
  'conv2d pad3 f': [() => r([3, 3, 2, 4]), (x) => tf.conv2d(r([1, 6, 7, 2], 2), x, 1, 3)],
  'convT x': [() => r([1, 3, 4, 2]), (x) => tf.conv2dTranspose(x, r([3, 3, 3, 2], 3), [1, 6, 8, 3], 2, 'same')],
  'convT f': [() => r([3, 3, 3, 2]), (x) => tf.conv2dTranspose(r([1, 3, 4, 2], 2), x, [1, 6, 8, 3], 2, 'same')],
  'depthwise s2 x': [() => r([1, 7, 6, 2]), (x) => tf.depthwiseConv2d(x, r([3, 3, 2, 2], 3), 2, 'same')],
  'depthwise s2 f': [() => r([3, 3, 2, 2]), (x) => tf.depthwiseConv2d(r([1, 7, 6, 2], 3), x, 2, 'same')],
  separable: [() => r([1, 7, 6, 2]), (x) => tf.separableConv2d(x, r([3, 3, 2, 2], 3), r([1, 1, 4, 3], 4), 1, 'same')],
  'conv3d x': [() => r([1, 4, 4, 4, 2]), (x) => tf.conv3d(x, r([2, 2, 2, 2, 3], 3), 1, 'same')],
  'conv3d f': [() => r([2, 2, 2, 2, 3]), (x) => tf.conv3d(r([1, 4, 4, 4, 2], 3), x, 2, 'valid')],
  'conv3dT x': [
    () => r([1, 2, 2, 2, 2]),
    (x) => tf.conv3dTranspose(x, r([2, 2, 2, 3, 2], 3), [1, 4, 4, 4, 3], 2, 'same'),
  ],
  maxPool: [() => r([1, 6, 7, 2]).sub(2), (x) => tf.maxPool(x, 3, 2, 'same')],
  avgPool: [() => r([1, 6, 7, 2]), (x) => tf.avgPool(x, 3, 2, 'same')],
  'avgPool pad': [() => r([1, 6, 7, 2]), (x) => tf.avgPool(x, 3, 2, 1)],
  maxPool3d: [() => r([1, 4, 4, 4, 2]).sub(2), (x) => tf.maxPool3d(x, 2, 2, 'same')],
  avgPool3d: [() => r([1, 4, 4, 4, 2]), (x) => tf.avgPool3d(x, 2, 2, 'same')],
  'avgPool3d with padding': [() => r([1, 5, 4, 5, 2]), (x) => tf.avgPool3d(x, 3, 2, 'same')],
  'maxPool3d of oblong windows': [() => r([1, 5, 4, 6, 1]), (x) => tf.maxPool3d(x, [2, 3, 1], [1, 2, 1], 'same')],
  rotate: [() => r([1, 5, 4, 2]), (x) => tf.image.rotateWithOffset(x, 0.4, 0.5)],
  'pool, dilated': [() => r([1, 6, 6, 2]), (x) => tf.pool(x, 2, 'max', 'valid', 2, 1)],
  resizeBilinear: [() => r([1, 4, 5, 2]), (x) => tf.image.resizeBilinear(x, [7, 3])],
  'resizeBilinear ac': [() => r([1, 4, 5, 2]), (x) => tf.image.resizeBilinear(x, [7, 3], true)],
  'resizeBilinear half': [() => r([1, 4, 5, 2]), (x) => tf.image.resizeBilinear(x, [7, 3], false, true)],
  resizeNearest: [() => r([1, 4, 5, 2]), (x) => tf.image.resizeNearestNeighbor(x, [7, 3])],
  'resizeNearest ac': [() => r([1, 4, 5, 2]), (x) => tf.image.resizeNearestNeighbor(x, [7, 3], true)],
  'resizeNearest half': [() => r([1, 4, 5, 2]), (x) => tf.image.resizeNearestNeighbor(x, [8, 10], false, true)],
  'batchNorm of x': [
    () => r([2, 3, 3, 2]),
    (x) => tf.batchNorm(x, tf.tensor1d([0.1, 0.2]), tf.tensor1d([1, 2]), tf.tensor1d([0.5, 0.6]), tf.tensor1d([2, 3])),
  ],
  'batchNorm of the mean': [
    () => r([2]),
    (x) => tf.batchNorm(r([2, 3, 3, 2], 3), x, tf.tensor1d([1, 2]), tf.tensor1d([0.5, 0.6]), tf.tensor1d([2, 3])),
  ],
  'batchNorm of the variance': [
    () => pos([2]),
    (x) => tf.batchNorm(r([2, 3, 3, 2], 3), tf.tensor1d([1, 2]), x, tf.tensor1d([0.5, 0.6]), tf.tensor1d([2, 3])),
  ],
  'batchNorm of the scale': [
    () => pos([2]),
    (x) => tf.batchNorm(r([2, 3, 3, 2], 3), tf.tensor1d([1, 2]), tf.tensor1d([1, 2]), tf.tensor1d([0.5, 0.6]), x),
  ],
  lrn: [() => r([1, 3, 3, 4]), (x) => tf.localResponseNormalization(x, 2)],
  dilation2d: [() => r([1, 5, 5, 2]), (x) => tf.dilation2d(x, r([2, 2, 2], 4), 1, 'same')],
  batchToSpace: [
    () => r([4, 2, 2, 1]),
    (x) =>
      tf
        .batchToSpaceND(
          x,
          [2, 2],
          [
            [0, 1],
            [0, 0],
          ],
        )
        .square(),
  ],
  spaceToBatch: [
    () => r([1, 4, 3, 1]),
    (x) =>
      tf
        .spaceToBatchND(
          x,
          [2, 2],
          [
            [0, 0],
            [0, 1],
          ],
        )
        .square(),
  ],
  broadcastTo: [() => r([2, 1, 3]), (x) => tf.broadcastTo(x, [4, 2, 5, 3]).square()],
  expandDims: [() => r([2, 3]), (x) => x.expandDims(1).squeeze().square()],
  moments: [() => r([4, 3]), (x) => tf.moments(x, 0).variance],
  norm1: [() => r([4, 3]), (x) => x.norm(1, 1)],
  'norm -inf': [() => r([4, 3]), (x) => x.norm(-Infinity, 1)],
  euclideanNorm: [() => r([4, 3]), (x) => tf.euclideanNorm(x, 1)],
  logSigmoid: [() => r([4, 3]), (x) => tf.logSigmoid(x)],
  bandPart: [() => r([4, 3]), (x) => tf.linalg.bandPart(x, 1, 0)],
  gramSchmidt: [() => r([2, 3]), (x) => tf.linalg.gramSchmidt(x)],
  addN: [() => r([2, 3]), (x) => tf.addN([x, x, x.square()])],
  'sub bcast': [() => r([3]), (x) => tf.sub(r([2, 3], 2), x).square()],
  'mul bcast scalar': [() => tf.scalar(2), (x) => tf.mul(r([2, 3], 2), x)],
  cosineDistance: [() => r([2, 3]), (x) => tf.losses.cosineDistance(r([2, 3], 3), x, 1)],
  huber: [() => r([2, 3]), (x) => tf.losses.huberLoss(r([2, 3], 3), x)],
  logLoss: [() => pos([2, 3]).mul(0.5), (x) => tf.losses.logLoss(tf.tensor2d([0, 1, 0, 1, 1, 0], [2, 3]), x)],
  sigmoidCE: [() => r([2, 3]), (x) => tf.losses.sigmoidCrossEntropy(tf.tensor2d([0, 1, 0, 1, 1, 0], [2, 3]), x)],
  hinge: [() => r([2, 3]), (x) => tf.losses.hingeLoss(tf.tensor2d([0, 1, 0, 1, 1, 0], [2, 3]), x)],
  absDiff: [() => r([2, 3]), (x) => tf.losses.absoluteDifference(r([2, 3], 3), x)],
  meanSquared: [() => r([2, 3]), (x) => tf.losses.meanSquaredError(r([2, 3], 3), x)],
  'unsortedSegmentSum big': [
    () => r([6, 2]),
    (x) => tf.unsortedSegmentSum(x, tf.tensor1d([0, 600, 2, 2, -1, 5], 'int32'), 700),
  ],
  flip: [() => r([1, 5, 5, 2]), (x) => tf.image.flipLeftRight(x).mul(r([1, 5, 5, 2], 3))],
  grayscale: [() => r([1, 5, 5, 1]), (x) => tf.image.grayscaleToRGB(x)],
  rgb2gray: [() => r([1, 5, 5, 3]), (x) => tf.image.rgbToGrayscale(x)],
  'topk of all': [() => r([5]), (x) => tf.topk(x, 5).values],
  dropout: [() => r([5]), (x) => tf.dropout(x, 0.5, undefined, 3)],
  basicLSTMCell: [
    () => r([1, 2]),
    (x) => tf.basicLSTMCell(tf.scalar(1), r([4, 8], 2), r([8], 3), x, r([1, 2], 4), r([1, 2], 5))[1],
  ],
  'sum over a mask': [() => r([5]), (x) => x.mul(x.greater(0).toFloat()).sum()],
  'argMax inside': [() => r([5]), (x) => x.mul(tf.oneHot(x.argMax(), 5))],
  'isNaN inside': [() => r([5]), (x) => tf.where(tf.isNaN(x), tf.zerosLike(x), x.square())],
  'floor inside': [() => r([5]), (x) => x.sub(tf.floor(x)).mul(x)],
  'ceil, round, sign inside': [() => r([5]), (x) => x.mul(tf.sign(x)).add(tf.round(x)).add(tf.ceil(x))],
};

const STEP = 0.002;

/** The slope of the weighted sum of an operation's results along a direction, by differences and by the gradient. */
function slopes(operation: (x: any) => any, x: any): [number, number] {
  const direction = tf.randomNormal(x.shape, 0, 1, 'float32', 33);
  const weights = tf.randomNormal(operation(x).shape, 0, 1, 'float32', 44);
  const weighted = (at: any): number => {
    const values = operation(at).dataSync();
    return [...weights.dataSync()].reduce((sum: number, weight, i) => sum + weight * values[i], 0);
  };
  const difference = weighted(x.add(direction.mul(STEP))) - weighted(x.sub(direction.mul(STEP)));
  return [difference / (2 * STEP), tf.grad(operation)(x, weights).mul(direction).sum().dataSync()[0]];
}

describe.each(['onnx', 'wasm', 'cpu'] as const)('gradients on %s agree with differences', (engine) => {
  beforeAll(async () => {
    await setEngine(engine);
  });

  it.each(Object.entries(cases))('%s', (_, [make, operation]) => {
    tf.tidy(() => {
      const [difference, gradient] = slopes(operation, make());
      expect(Math.abs(difference - gradient) / Math.max(1, Math.abs(difference))).toBeLessThan(0.01);
    });
  });
});
