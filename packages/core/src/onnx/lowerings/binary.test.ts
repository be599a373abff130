import { describe, it } from 'vitest';
import { booleans, expectSameEveryWay, floats, integers } from '../../../test/every-way.js';
import { tf } from '../../index.js';

const signs = [3, -3, 7.5, -7.5, 0, -0, 1e-30, -1e30, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const pairs = signs.flatMap((a) => signs.map((b) => [a, b] as const));
const [left, right] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe('two numbers', () => {
  it('multiplied, one of them 0: NaN and infinities stay visible', async () => {
    const x = floats([nan, infinity, -infinity, 2]);
    await expectSameEveryWay((x: tf.Tensor) => [x.mul(0), x.mul(tf.zeros([4])), tf.zeros([4]).mul(x)], [x]);
    await expectSameEveryWay(
      (x: tf.Tensor, flags: tf.Tensor) => [x.mul(flags.cast('float32')), x.mul(x.greater(0).cast('float32'))],
      [x, booleans([0, 0, 1, 1])],
    );
    await expectSameEveryWay((x: tf.Tensor) => x.mul(0), [integers([5, -3])]);
  });

  it('as an angle, in all quadrants, at all zeros and infinities', async () => {
    await expectSameEveryWay((a: tf.Tensor, b: tf.Tensor) => tf.atan2(a, b), [floats(left), floats(right)]);
    await expectSameEveryWay(
      (a: tf.Tensor, b: tf.Tensor) => tf.atan2(a, b),
      [floats([Number.NaN, 1]), floats([1, Number.NaN])],
    );
    await expectSameEveryWay((a: tf.Tensor, b: tf.Tensor) => tf.atan2(a, b), [[3, 4], [4]]);
    const gradients = (a: tf.Tensor, b: tf.Tensor) => tf.grads((x: tf.Tensor, y: tf.Tensor) => tf.atan2(x, y))([a, b]);
    await expectSameEveryWay(gradients, [
      [3, 4],
      [3, 4],
    ]);
  });

  it('divided and rounded down, and what remains', async () => {
    const divide = (a: tf.Tensor, b: tf.Tensor) => [tf.floorDiv(a, b), tf.mod(a, b)];
    const finite = (values: number[]) =>
      values.map((value) => (Math.abs(value) > 1e-9 && Math.abs(value) < 1e9 ? value : 2));
    await expectSameEveryWay(divide, [floats(finite(left)), floats(finite(right))]);
    await expectSameEveryWay(divide, [
      integers([7, -7, 7, -7, 0, 2147483647, -2147483648, 6, 5]),
      integers([2, 2, -2, -2, 3, 2, 3, -3, 7]),
    ]);
    await expectSameEveryWay(divide, [integers([5, 0]), integers([0, 0])]);
    await expectSameEveryWay(divide, [floats([1, -1, 0, nan, infinity]), floats([0, -0, 0, 2, 2])]);
    await expectSameEveryWay((a: tf.Tensor, b: tf.Tensor) => tf.mod(a, b), [floats([1, -0.5]), floats([-1e10, 1e9])]);
  });

  it('to a power', async () => {
    const power = (a: tf.Tensor, b: tf.Tensor) => tf.pow(a, b);
    await expectSameEveryWay(power, [floats([2, -2, 0, 0, 9, 1e-3]), floats([3, 2, 0, 2, 0.5, -1])]);
    await expectSameEveryWay(power, [integers([2, -3, 0, 5, 2]), integers([10, 3, 0, 0, -1])]);
    await expectSameEveryWay(power, [integers([0, 2, 3, -3, 2]), integers([-1, 32, 21, 21, -31])]);
  });

  it('bit by bit', async () => {
    await expectSameEveryWay(
      (a: tf.Tensor, b: tf.Tensor) => tf.bitwiseAnd(a, b),
      [integers([12, -1, 255, 0, -128]), integers([10, 77, -256, 5, 130])],
    );
  });
});
