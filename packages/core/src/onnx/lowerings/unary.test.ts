import { describe, it } from 'vitest';
import { booleans, expectSameEveryWay, floats, integers } from '../../../test/every-way.js';
import { tf } from '../../index.js';

const numbers = floats([0, -0, 0.3, -0.7, 1, -1, 2.5, -3.5, 1e-7, 30, -30, Number.NaN]);
const open = floats([0.1, 0.5, 0.9, -0.2]);
const special = floats([0, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
const whole = integers([3, -2, 0, 7]);

describe('functions of one number', () => {
  it.each([
    'abs',
    'ceil',
    'cos',
    'elu',
    'erf',
    'exp',
    'expm1',
    'floor',
    'neg',
    'relu',
    'relu6',
    'round',
    'selu',
    'sigmoid',
    'sign',
    'sin',
    'softplus',
    'square',
    'step',
    'tan',
    'tanh',
    'atan',
    'asinh',
    'sinh',
    'cosh',
    'leakyRelu',
  ] as const)('%s', async (name) => {
    await expectSameEveryWay((x: tf.Tensor) => (tf[name] as (t: tf.Tensor) => tf.Tensor)(x), [numbers], {
      relative: 2e-5,
      absolute: 1e-5,
    });
  });

  it.each(['acos', 'asin', 'atanh', 'log1p', 'sqrt', 'log', 'rsqrt', 'reciprocal', 'acosh'] as const)(
    '%s',
    async (name) => {
      await expectSameEveryWay((x: tf.Tensor) => (tf[name] as (t: tf.Tensor) => tf.Tensor)(x), [open], {
        relative: 2e-5,
        absolute: 1e-6,
      });
    },
  );

  it('tan near its poles', async () => {
    await expectSameEveryWay((x: tf.Tensor) => tf.tan(x), [floats([1.570763, -1.5707, 4.7124])], { relative: 1e-7 });
  });

  it.each(['abs', 'neg', 'sign', 'square', 'relu', 'relu6'] as const)('%s of integers', async (name) => {
    await expectSameEveryWay((x: tf.Tensor) => (tf[name] as (t: tf.Tensor) => tf.Tensor)(x), [whole]);
  });

  it('whether they are numbers, infinite or finite', async () => {
    await expectSameEveryWay((x: tf.Tensor) => [tf.isNaN(x), tf.isInf(x), tf.isFinite(x)], [special]);
  });

  it('cast, clipped, negated in logic', async () => {
    await expectSameEveryWay(
      (x: tf.Tensor) => [x.toInt(), x.toBool(), x.clipByValue(-1, 2)],
      [floats([0.7, -1.9, 0, 3])],
    );
    await expectSameEveryWay(
      (x: tf.Tensor) => [x.toInt(), x.toBool()],
      [floats([0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e10, -3e38])],
    );
    await expectSameEveryWay((x: tf.Tensor) => [x.toFloat(), x.toBool()], [whole]);
    await expectSameEveryWay((x: tf.Tensor) => [x.toFloat(), x.toInt(), tf.logicalNot(x)], [booleans([1, 0])]);
  });
});
