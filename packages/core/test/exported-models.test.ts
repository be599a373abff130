import { describe, expect, it } from 'vitest';
import { loadOnnx, setEngine, tf } from '../src/index.js';
import { expectClose, readGolden } from '../src/testing/index.js';
import { exportCase, exportCases } from './exported-models.js';

interface Run {
  readonly shape: number[];
  readonly input: number[];
  readonly output: number[];
}

const golden = readGolden<Record<string, Run[]>>(new URL('../golden/exported.json', import.meta.url));

describe.each(Object.entries(exportCases))('the exported %s', (name, make) => {
  it('gives what ONNX Runtime gave in Python, for three batch sizes, here as a model and as a function', async () => {
    await setEngine('onnx');
    const network = make();
    const model = await loadOnnx(await exportCase(network));
    expect(golden[name].map(({ shape }) => shape[0])).toEqual([1, 3, 8]);
    for (const { shape, input, output } of golden[name]) {
      const x = tf.tensor(input, shape, network.input.dtype);
      const { output0 } = await model.run({ input0: x });
      expectClose(output0.dataSync(), output, { relative: 1e-5, absolute: 1e-6 });
      expectClose(network.fn(x).dataSync(), output, { relative: 1e-5, absolute: 1e-6 });
    }
    await model.dispose();
    tf.disposeVariables();
  });
});
