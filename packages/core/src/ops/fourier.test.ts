import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSameEveryWay } from '../../test/every-way.js';
import { fft, InvalidArgumentError, ifft, irfft, irfft2, rfft, rfft2, type Spectrum, setEngine, tf } from '../index.js';
import { expectClose, readGolden, withoutLeaks } from '../testing/index.js';

type Numbers = number[];

const golden = readGolden<{
  cases: {
    name: 'rfft' | 'irfft' | 'fft' | 'ifft' | 'rfft2' | 'irfft2';
    options: object;
    inputs: Numbers[];
    outputs: Numbers[];
    weights: Numbers[];
    gradients: Numbers[];
  }[];
}>(new URL('../../golden/fourier.json', import.meta.url));

const transforms = { rfft, irfft, fft, ifft, rfft2, irfft2 } as Readonly<
  Record<string, (x: never, options?: object) => tf.Tensor | Spectrum>
>;

/** The transform from real parts and, if there are any, imaginary ones, to the same. */
const partsOf = (name: string, [real, imaginary]: tf.Tensor[], options: object): tf.Tensor[] => {
  const result = transforms[name]((imaginary ? { real, imaginary } : real) as never, options);
  return result instanceof tf.Tensor ? [result] : [result.real, result.imaginary];
};

afterAll(() => setEngine('auto'));

describe.each(['onnx', 'cpu', 'wasm'] as const)('on the %s engine', (engine) => {
  beforeAll(() => setEngine(engine));

  it('transforms and their gradients agree with PyTorch', () => {
    for (const { name, options, inputs, outputs, weights, gradients } of golden.cases) {
      tf.tidy(() => {
        const given = inputs.map((values) => tf.tensor(values));
        const actual = partsOf(name, given, options);
        const closeness = { relative: 1e-5, absolute: 2e-6 * Math.max(1, actual[0].size) ** 0.5 };
        expectClose(actual.map((part) => part.arraySync()) as never, outputs as never, closeness);
        const weighted = (...parts: tf.Tensor[]): tf.Tensor =>
          tf.addN(partsOf(name, parts, options).map((part, i) => part.mul(tf.tensor(weights[i])).sum()));
        const found = tf
          .grads(weighted)(given)
          .map((gradient) => gradient.arraySync());
        expectClose(found as never, gradients as never, closeness);
      });
    }
  });

  it('keeps the digits of long transforms of every length', () => {
    for (const length of [1000, 1009, 1024]) {
      const x = tf.randomNormal([3, length], 0, 1, 'float32', 1);
      const back = irfft(rfft(x), { length });
      expect(back.sub(x).abs().max().dataSync()[0]).toBeLessThan(5e-6);
      const whole = ifft(fft({ real: x, imaginary: x.square() }));
      expect(whole.imaginary.sub(x.square()).abs().max().dataSync()[0]).toBeLessThan(2e-5);
    }
  });

  it('has gradients of gradients', () => {
    const x = tf.tensor1d([1, -2, 3, 0.5, 2]);
    const power = (t: tf.Tensor) => rfft(t).real.square().mul(rfft(t).imaginary).sum();
    const direction = tf.tensor1d([0.3, 0.1, -0.2, 0.5, -0.4]);
    const along = tf.grad((t: tf.Tensor) => tf.grad(power)(t).mul(direction).sum())(x);
    const step = direction.mul(1e-2);
    const differences = tf
      .grad(power)(x.add(step))
      .sub(tf.grad(power)(x.sub(step)))
      .div(2e-2);
    expectClose(along.dataSync(), differences.dataSync(), { relative: 2e-3, absolute: 2e-2 });
  });

  it('leaks nothing and takes integers and empty batches', async () => {
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3], 'int32');
    const floats = x.toFloat();
    const spectrum = await withoutLeaks(() => rfft2(x));
    await withoutLeaks(() => [irfft2(spectrum, { lengths: [2, 3] }), tf.grad((t) => rfft(t).real)(floats)]);
    expectClose(
      rfft(x, { axis: 0 }).real.arraySync() as never,
      [
        [5, 7, 9],
        [-3, -3, -3],
      ] as never,
    );
    expect(rfft(tf.zeros([0, 5])).real.shape).toEqual([0, 3]);
    expect(irfft(rfft(tf.zeros([2, 0, 5])), { length: 5 }).shape).toEqual([2, 0, 5]);
  });
});

it.each([3, 5, 8, 12, 1])('is compiled and exported, %d points', async (points) => {
  await expectSameEveryWay(
    (x: tf.Tensor) => {
      const { real, imaginary } = rfft(x, { norm: 'ortho' });
      return [real, imaginary, irfft({ real: real.square(), imaginary }, { length: points })];
    },
    [[4, points]],
  );
  await expectSameEveryWay(
    (x: tf.Tensor) =>
      tf.grad((t: tf.Tensor) => ifft(fft({ real: t, imaginary: t.square() }, { axis: 0 })).imaginary.sin())(x),
    [[points, 2]],
  );
});

it('refuses what has no transform', async () => {
  await setEngine('onnx');
  const x = tf.ones([2, 3]);
  const pair = { real: x, imaginary: x };
  expect(() => rfft(tf.scalar(1))).toThrow("'x' of rfft must have an axis");
  expect(() => rfft(tf.ones([2, 0]))).toThrow("'x' of rfft must give at least one point along axis -1, got [2,0].");
  expect(() => rfft(x, { length: 0 })).toThrow("'length' of rfft must be an integer >= 1");
  expect(() => rfft(x, { axis: 2 })).toThrow("'axis' of rfft must");
  expect(() => fft(pair, { norm: 'unit' as never })).toThrow("'norm' of fft must");
  expect(() => irfft({ real: x, imaginary: tf.ones([3]) })).toThrow("'imaginary' of irfft must be of the shape [2,3]");
  expect(() => irfft({ real: tf.ones([2, 1]), imaginary: tf.ones([2, 1]) })).toThrow(
    "'spectrum' of irfft must give at least one point along axis -1, got [2,1].",
  );
  expect(() => rfft2(tf.ones([3]))).toThrow("'x' of rfft2 must have at least two axes, got [3].");
  expect(() => irfft2({ real: tf.ones([3]), imaginary: tf.ones([3]) })).toThrow(InvalidArgumentError);
});
