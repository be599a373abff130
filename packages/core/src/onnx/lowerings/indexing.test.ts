import { beforeAll, describe, expect, it } from 'vitest';
import { booleans, expectSameEveryWay, floats, integers } from '../../../test/every-way.js';
import { compile, setEngine, tf } from '../../index.js';

const count = (size: number) => Array.from({ length: size }, (_, i) => i);

describe('gather', () => {
  it.each([
    [[5], [3], 0, 0],
    [[4, 5, 2], [2, 3], 1, 0],
    [[2, 3, 4], [2, 2], 1, 1],
    [[2, 4, 3, 5], [2, 3], 2, 1],
    [[2, 3, 4, 2], [2, 3, 2], 2, 2],
    [[2, 3, 4, 2], [2, 3, 5], 3, 2],
    [[2, 4], [2, 3], -1, -1],
  ])(
    'from %j by indices %j along %d, with %d axes of batch, and its gradient',
    async (shape, indexShape, axis, batchDims) => {
      const size = shape.at(axis) as number;
      const indices = integers(
        count(indexShape.reduce((a, b) => a * b)).map((i) => (i * 5 + 1) % size),
        indexShape,
      );
      const gather = (x: tf.Tensor, index: tf.Tensor): tf.Tensor => tf.gather(x, index as tf.Tensor1D, axis, batchDims);
      await expectSameEveryWay(
        (x: tf.Tensor, index: tf.Tensor) => [gather(x, index), tf.grad((t: tf.Tensor) => gather(t, index))(x)],
        [shape, indices],
      );
      await expectSameEveryWay(gather, [integers(count(shape.reduce((a, b) => a * b)), shape), indices]);
    },
  );

  it.each([
    [
      [4, 3],
      [
        [0, 1],
        [3, 2],
      ],
    ],
    [
      [4, 3],
      [[1], [3], [0]],
    ],
    [
      [2, 3, 2],
      [[[0, 2]], [[1, 1]]],
    ],
    [[2, 3, 2], [[1, 2, 0]]],
    [[5], [3]],
  ])('from %j at %j', async (shape, places) => {
    await expectSameEveryWay(
      (x: tf.Tensor) => {
        const gather = (t: tf.Tensor): tf.Tensor =>
          tf.gatherND(t, tf.tensor(places as unknown as number[], undefined, 'int32'));
        return [gather(x), tf.grad(gather)(x)];
      },
      [shape],
    );
  });
});

describe('scatter', () => {
  it.each([
    [[3], [6], [[4], [1], [4]]],
    [
      [2, 3],
      [5, 3],
      [[4], [0]],
    ],
    [
      [3],
      [2, 3],
      [
        [0, 1],
        [1, 2],
        [0, 1],
      ],
    ],
    [
      [2, 2, 3],
      [4, 3],
      [
        [[0], [1]],
        [[3], [1]],
      ],
    ],
  ])('sums updates %j into %j at %j', async (updates, shape, places) => {
    const scatter = (x: tf.Tensor) =>
      tf.scatterND(tf.tensor(places as unknown as number[], undefined, 'int32'), x, shape);
    await expectSameEveryWay((x: tf.Tensor) => [scatter(x), tf.grad(scatter)(x)], [updates]);
    await expectSameEveryWay(scatter, [integers(count(updates.reduce((a, b) => a * b)), updates)]);
  });

  it('sums by plain indices', async () => {
    await expectSameEveryWay(
      (x: tf.Tensor, places: tf.Tensor) => tf.scatterND(places, x, [7]),
      [[3], integers([6, 0, 6], [3, 1])],
    );
  });

  it('overwrites', async () => {
    const update = (x: tf.Tensor, places: tf.Tensor, updates: tf.Tensor) => tf.tensorScatterUpdate(x, places, updates);
    await expectSameEveryWay(update, [[6], integers([4, 1], [2, 1]), [2]]);
    await expectSameEveryWay(update, [[4, 3], integers([3, 0], [2, 1]), [2, 3]]);
    await expectSameEveryWay(update, [[4, 3], integers([3, 0, 1, 2], [2, 2]), [2]]);
    await expectSameEveryWay(update, [integers(count(6)), integers([4, 1], [2, 1]), integers([9, 8])]);
    await expectSameEveryWay(update, [booleans([0, 0, 1]), integers([1], [1, 1]), booleans([1])]);
    const places = integers([4, 1], [2, 1]);
    await expectSameEveryWay(
      (x: tf.Tensor, at: tf.Tensor, updates: tf.Tensor) =>
        tf.grads((a: tf.Tensor, b: tf.Tensor) => update(a, at, b))([x, updates]),
      [[6], places, [2]],
    );
  });

  it('makes sparse numbers dense', async () => {
    const dense = (places: tf.Tensor, values: tf.Tensor, otherwise: tf.Tensor) =>
      tf.sparseToDense(places as tf.Tensor2D, values as tf.Tensor1D, [3, 4], otherwise as tf.Scalar);
    await expectSameEveryWay(dense, [integers([0, 1, 2, 3], [2, 2]), [2], floats([0.5], [])]);
    await expectSameEveryWay(dense, [integers([0, 1, 2, 3], [2, 2]), floats([2.5], []), floats([0], [])]);
    await expectSameEveryWay(
      (places: tf.Tensor1D, values: tf.Tensor1D) => tf.sparseToDense(places, values, [5], tf.scalar(-1, 'int32')),
      [integers([3, 0]), integers([7, 9])],
    );
  });
});

it('finds places in sorted rows', async () => {
  const rows = [floats([0, 1, 1, 4, 9, -2, 0, 0, 5, 5], [2, 5]), floats([1, 10, -3, 0, 0, 6], [2, 3])] as const;
  await expectSameEveryWay((a: tf.Tensor, b: tf.Tensor) => [tf.lowerBound(a, b), tf.upperBound(a, b)], [...rows]);
  await expectSameEveryWay(
    (a: tf.Tensor, b: tf.Tensor) => tf.searchSorted(a, b, 'right'),
    [integers([1, 2, 2, 3]), integers([2, 9])],
  );
});

describe('indices out of bounds', () => {
  beforeAll(() => setEngine('onnx'));

  const table = () => tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const computed = () => tf.tensor1d([1], 'int32').sub(tf.tensor1d([2], 'int32')) as tf.Tensor1D;

  it('that are given are refused at the call', () => {
    const at = (...values: number[]) => tf.tensor2d([values], [1, values.length], 'int32');
    expect(() => tf.gatherND(table(), at(1, 2))).toThrow(
      'GatherNd: the index value 2 is not in [0, 1] (at 1, params [3,2])',
    );
    expect(() => tf.scatterND(at(3), tf.ones([1]), [3])).toThrow('ScatterNd: the index value 3 is not in [0, 2]');
    expect(() => tf.tensorScatterUpdate(table(), at(-1), tf.ones([1, 2]))).toThrow(
      'the index value -1 is not in [0, 2]',
    );
  });

  it('that are computed are refused, negative ones too', () => {
    expect(() => tf.gather(table(), computed()).dataSync()).toThrow(/onnx engine failed.*Gather/);
    expect(() => tf.gather(table().reshape([1, 3, 2]), computed().reshape([1, 1]), 1, 1).dataSync()).toThrow(
      /GatherND/,
    );
    expect(() => tf.gatherND(table(), computed().reshape([1, 1])).dataSync()).toThrow(/GatherND/);
    expect(() => tf.scatterND(computed().reshape([1, 1]), tf.ones([1]), [3]).dataSync()).toThrow(/ScatterND/);
    const updated = tf.tensorScatterUpdate(table(), computed().reshape([1, 1]), tf.ones([1, 2]));
    expect(() => updated.dataSync()).toThrow(/ScatterND/);
  });

  it('that a compiled function is given are refused', () => {
    const compiled = compile((index: tf.Tensor1D) => tf.gather(table(), index));
    expect([...compiled.sync(tf.tensor1d([2], 'int32')).dataSync()]).toEqual([5, 6]);
    expect(() => compiled.sync(tf.tensor1d([-1], 'int32'))).toThrow(/Gather/);
  });
});
