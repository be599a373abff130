import { expect } from 'vitest';
import { compile, exportOnnx, loadOnnx, Random, randomNormal, setEngine, tf } from '../src/index.js';
import { type CloseOptions, expectClose } from '../src/testing/index.js';

type Tensor = tf.Tensor;

/** A shape stands for normal numbers of it. */
type Given =
  | readonly number[]
  | { readonly values: ArrayLike<number>; readonly shape: number[]; readonly dtype?: 'float32' | 'int32' | 'bool' };

const isShape = (given: Given): given is readonly number[] => Array.isArray(given);

function tensorsOf(given: readonly Given[]): Tensor[] {
  const random = new Random(5);
  return given.map((each) =>
    isShape(each) ? randomNormal(random, [...each]) : tf.tensor([...(each.values as number[])], each.shape, each.dtype),
  );
}

const plain = (results: Tensor | readonly Tensor[]) =>
  [results].flat().map((each) => ({ shape: each.shape, dtype: each.dtype, values: [...each.dataSync()] }));

/** A tensor of integers, for {@link expectSameEveryWay}. */
export const integers = (values: readonly number[], shape: number[] = [values.length]): Given => ({
  values,
  shape,
  dtype: 'int32',
});

/** A tensor of floats, for {@link expectSameEveryWay}. */
export const floats = (values: readonly number[], shape: number[] = [values.length]): Given => ({ values, shape });

/** A tensor of booleans, for {@link expectSameEveryWay}. */
export const booleans = (values: readonly number[], shape: number[] = [values.length]): Given => ({
  values,
  shape,
  dtype: 'bool',
});

/**
 * Checks that a function gives on the onnx engine, as plain code, compiled and exported, what TensorFlow.js's JavaScript kernels give.
 * (A kernel without a lowering fails here: a compiled function refuses it.)
 */
export async function expectSameEveryWay(
  fn: (...inputs: never[]) => Tensor | readonly Tensor[],
  given: readonly Given[],
  closeness: CloseOptions = { relative: 1e-5, absolute: 1e-5 },
): Promise<void> {
  const run = fn as (...inputs: Tensor[]) => Tensor | Tensor[];
  await setEngine('cpu');
  const expected = tf.tidy(() => plain(run(...tensorsOf(given))));
  await setEngine('onnx');
  const inputs = tensorsOf(given);
  const exported = await exportOnnx(run, inputs);
  const model = await loadOnnx(exported.bytes);
  const feeds = Object.fromEntries(inputs.map((input, i) => [`input${i}`, input]));
  const used = Object.fromEntries(
    Object.entries(feeds).filter(([name]) => model.inputs.some((port) => port.name === name)),
  );
  const outputs = await model.run(used);
  const ways = {
    'as plain code': tf.tidy(() => plain(run(...inputs))),
    compiled: plain(compile(run).sync(...inputs)),
    exported: plain(expected.map((_, i) => outputs[`output${i}`])),
  };
  await model.dispose();
  tf.dispose([inputs, outputs]);
  for (const [way, actual] of Object.entries(ways)) {
    const form = (results: typeof expected) => results.map(({ shape, dtype }) => `${way}: ${dtype} [${shape}]`);
    expect(form(actual)).toEqual(form(expected));
    actual.forEach(({ values }, i) => {
      expectClose(values as number[], expected[i].values as number[], closeness);
    });
  }
}
