import { describe, expect, it } from 'vitest';
import { tf } from '../index.js';
import { expectClose, withoutLeaks } from './index.js';

describe('expectClose', () => {
  it('accepts what is close and names what is not', () => {
    expectClose([1, [2, Number.NaN]], [1 + 1e-9, [2, Number.NaN]]);
    expectClose(Float32Array.of(1e-9), [0], { absolute: 1e-8 });
    expect(() => expectClose([1, [2, 3]], [1, [2, 3.1]])).toThrow('[1][1]: got 3, expected 3.1');
    expect(() => expectClose([1], [1, 2])).toThrow('got 1 values, expected 2 values');
    expect(() => expectClose([1], [Number.POSITIVE_INFINITY], { relative: 1 })).toThrow();
    expect(() => expectClose([Number.NaN], [1], { relative: 1 })).toThrow();
  });
});

describe('withoutLeaks', () => {
  it('lets the caller keep the result, and counts the rest', async () => {
    tf.dispose(await withoutLeaks(() => ({ a: tf.scalar(1), b: [tf.scalar(2)] })));
    await expect(withoutLeaks(() => void tf.scalar(1))).rejects.toThrow('1 tensors leaked by the call');
    await expect(
      withoutLeaks(() => {
        tf.scalar(1);
        throw new Error('x');
      }),
    ).rejects.toThrow('1 tensors leaked after a throw');
  });
});
