import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadOnnx, setEngine, tf } from '../index.js';
import { expectClose, readGolden } from '../testing/index.js';

interface Entry {
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly shape: number[];
  readonly values: number[];
}

interface Run {
  readonly inputs: Readonly<Record<string, Entry>>;
  readonly outputs: Readonly<Record<string, Entry>>;
}

const fileOf = (name: string) => fileURLToPath(new URL(`../../golden/models/${name}.onnx`, import.meta.url));
const golden = readGolden<Record<string, Run[]>>(new URL('../../golden/loaded.json', import.meta.url));

describe('a model that was made elsewhere', () => {
  beforeAll(() => setEngine('onnx'));

  const names = ['classifier', 'decoder', 'recurrent', 'attention', 'numbers', 'large', 'external', 'kinds'];

  it.each(names)('gives what it gives in Python: %s', async (name) => {
    const model = await loadOnnx(fileOf(name));
    for (const { inputs, outputs } of golden[name]) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([key, { values, shape, dtype }]) => [key, tf.tensor(values, shape, dtype)]),
      );
      const results = await model.run(feeds);
      expect(Object.keys(results)).toEqual(Object.keys(outputs));
      for (const [key, { dtype, shape, values }] of Object.entries(outputs)) {
        expect([results[key].dtype, results[key].shape]).toEqual([dtype, shape]);
        expectClose(results[key].dataSync(), values, { relative: 1e-5, absolute: 1e-6 });
      }
    }
    await model.dispose();
  });

  it('tells its inputs and outputs, open dimensions by name', async () => {
    const model = await loadOnnx(new Uint8Array(readFileSync(fileOf('attention'))));
    expect(model.inputs).toEqual([
      { name: 'x', type: 'float32', shape: ['batch', 'tokens', 6] },
      { name: 'mask', type: 'bool', shape: ['tokens', 'tokens'] },
    ]);
    expect(model.outputs.map(({ name, type }) => [name, type])).toEqual([
      ['y', 'float32'],
      ['best', 'int64'],
      ['hidden', 'bool'],
    ]);
  });

  it('refuses integers that the type of an input cannot hold', async () => {
    const model = await loadOnnx(fileOf('kinds'));
    const [small, any] = [tf.tensor1d([1, 2], 'int32'), tf.ones([1, 2])];
    const feeds = { int16: small, uint16: small, uint32: small, uint8: tf.tensor1d([1, 256], 'int32'), any };
    await expect(model.run(feeds)).rejects.toThrow(
      "'uint8' of OnnxModel.run must be a uint8 tensor of shape [2], of numbers",
    );
    await expect(model.run({ ...feeds, uint8: tf.tensor1d(['1', '2']) })).rejects.toThrow('got a string tensor');
    await model.dispose();
  });

  it('refuses to cut integers that int32 cannot hold', async () => {
    const model = await loadOnnx(fileOf('large'));
    await expect(model.run({ x: tf.tensor1d([2 ** 31]) })).rejects.toThrow('holds 2147483648, which is no int32');
  });

  it('refuses a model without the file of its weights', async () => {
    await expect(loadOnnx(new Uint8Array(readFileSync(fileOf('external'))))).rejects.toThrow(/external/);
  });
});
