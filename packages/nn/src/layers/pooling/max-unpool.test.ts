import { tf } from '@ai/core';
import { expectClose, readGolden, withoutLeaks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as nn from '../../index.js';

interface GoldenArray {
  readonly shape: number[];
  readonly data: number[];
}

interface UnpoolCase
  extends Readonly<Record<'x' | 'output' | 'indices' | 'back' | 'weights' | 'gradient', GoldenArray>> {
  readonly axes: 1 | 2 | 3;
  readonly kernel: number | number[];
  readonly options: nn.MaxPoolOptions;
  readonly size: number[] | null;
}

const { cases } = readGolden<{ cases: UnpoolCase[] }>(new URL('../../../golden/unpooling.json', import.meta.url));
const POOLS = { 1: nn.MaxPool1d, 2: nn.MaxPool2d, 3: nn.MaxPool3d };
const UNPOOLS = { 1: nn.MaxUnpool1d, 2: nn.MaxUnpool2d, 3: nn.MaxUnpool3d };
const tensor = ({ data, shape }: GoldenArray, dtype: 'float32' | 'int32' = 'float32') => tf.tensor(data, shape, dtype);

describe('unpooling agrees with PyTorch', () => {
  it.each(cases)(
    'in $axes axes, kernel $kernel, $options, size $size',
    async ({ axes, kernel, options, size, ...golden }) => {
      const x = tensor(golden.x);
      const { output, indices } = await withoutLeaks(() => new POOLS[axes](kernel, options).forwardWithIndices(x));
      expect([output.shape, indices.shape]).toEqual([golden.output.shape, golden.indices.shape]);
      expect([...output.dataSync()]).toEqual(golden.output.data);
      expect([...indices.dataSync()]).toEqual(golden.indices.data);
      const { stride, padding } = options;
      const unpool = new UNPOOLS[axes](kernel, { stride, padding });
      const outputSize = size ?? undefined;
      const back = await withoutLeaks(() => unpool.forward({ x: output, indices, outputSize }));
      expect(back.shape).toEqual(golden.back.shape);
      expect([...back.dataSync()]).toEqual(golden.back.data);
      const weights = tensor(golden.weights);
      const gradient = tf.grad((y) => tf.mul(unpool.forward({ x: y, indices, outputSize }), weights))(output);
      expectClose(gradient.dataSync(), golden.gradient.data, { relative: 1e-6 });
    },
  );
});

describe('unpooling', () => {
  it('takes the first of equal values, and the mean where windows overlap', () => {
    const { output, indices } = new nn.MaxPool1d(3, { stride: 1 }).forwardWithIndices(tf.ones([1, 4, 1]));
    expect([...indices.dataSync()]).toEqual([0, 1]);
    const same = tf.tensor3d([[[1], [1]]], [1, 2, 1], 'int32');
    const x = tf.tensor3d([[[2], [4]]]);
    expect([...new nn.MaxUnpool1d(3, { stride: 1 }).forward({ x, indices: same }).dataSync()]).toEqual([0, 3, 0, 0]);
    expect([...output.dataSync()]).toEqual([1, 1]);
  });

  it('refuses sizes that the windows do not come from', () => {
    const x = tf.zeros([1, 2, 2, 1]);
    const indices = tf.zeros([1, 2, 2, 1], 'int32');
    expect(() => new nn.MaxUnpool2d(2).forward({ x, indices, outputSize: [4, 6] })).toThrow(
      "'outputSize' of MaxUnpool2d must be less than the stride [2,2] away from [4,4], got [4, 6].",
    );
  });
});
