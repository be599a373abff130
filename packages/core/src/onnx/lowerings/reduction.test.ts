import { describe, it } from 'vitest';
import { booleans, expectSameEveryWay, floats, integers } from '../../../test/every-way.js';
import { tf } from '../../index.js';

const flags = booleans([1, 0, 0, 0, 1, 1], [2, 3]);
const whole = integers([3, -1, 4, 1, -5, 9], [2, 3]);

describe('reductions', () => {
  it('the places of the largest and the least', async () => {
    const places = (x: tf.Tensor) => [x.argMax(1), x.argMin(0)];
    for (const given of [[2, 3], flags, whole]) await expectSameEveryWay(places, [given]);
    await expectSameEveryWay((x: tf.Tensor) => x.argMax(1), [floats([0, Number.NaN, 2, 0, 5, 1], [2, 3])]);
  });

  it('the k largest', async () => {
    const largest = (x: tf.Tensor) => {
      const { values, indices } = tf.topk(x, 2);
      return [values, indices];
    };
    for (const given of [[2, 5], whole]) await expectSameEveryWay(largest, [given]);
  });

  it('whether all or any are true', async () => {
    await expectSameEveryWay((x: tf.Tensor) => [tf.all(x, 1), tf.any(x, 0), tf.all(x)], [flags]);
  });

  it.each([undefined, 0, [0, 1], -1])('sums, products and extremes along %j', async (axis) => {
    const all = (x: tf.Tensor) => [x.sum(axis), x.prod(axis), x.max(axis), x.min(axis, true)];
    await expectSameEveryWay((x: tf.Tensor) => [...all(x), x.mean(axis)], [[2, 3, 2]]);
    await expectSameEveryWay(all, [whole]);
  });
});
