import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportOnnx, InvalidArgumentError, loadOnnx, Random, randomNormal, setEngine, tf } from '../index.js';
import { expectClose } from '../testing/index.js';

type Tensor = import('@tensorflow/tfjs-core').Tensor;
type Tensor4D = import('@tensorflow/tfjs-core').Tensor4D;
type Scalar = import('@tensorflow/tfjs-core').Scalar;

beforeEach(() => setEngine('onnx'));
afterEach(() => tf.disposeVariables());

/** A small convolutional network and one whose products are batched. */
function networks() {
  const random = new Random(1);
  const weight = (shape: number[]) => tf.variable(randomNormal(random, shape, 0, 0.3));
  const filter = weight([3, 3, 2, 4]);
  const bias = weight([4]);
  const dense = weight([64, 3]);
  const convolutional = (x: Tensor) => {
    const hidden = tf.maxPool(
      tf.relu(tf.conv2d(x as Tensor4D, filter as never, 1, 'same').add(bias)) as Tensor4D,
      2,
      2,
      'same',
    );
    return hidden.reshape([x.shape[0], -1]).matMul(dense).softmax();
  };
  const query = weight([6, 6]);
  const attention = (x: Tensor) =>
    x
      .matMul(query.expandDims(0).tile([x.shape[0], 1, 1]))
      .matMul(x, false, true)
      .mul(0.4)
      .softmax()
      .matMul(x);
  return { convolutional, attention, random, weights: [filter, bias, dense] };
}

describe('exportOnnx', () => {
  it('writes a model that gives the same numbers, for any batch size', async () => {
    const { convolutional, random } = networks();
    const file = join(mkdtempSync(join(tmpdir(), 'onnx-')), 'model.onnx');
    const exported = await exportOnnx((x: Tensor) => convolutional(x), [randomNormal(random, [2, 8, 8, 2])], file, {
      inputNames: ['image'],
      outputNames: ['probabilities'],
    });
    expect(exported).toMatchObject({ inputs: ['image'], outputs: ['probabilities'], dynamicBatch: true });
    const model = await loadOnnx(file);
    expect(model.inputs).toEqual([{ name: 'image', type: 'float32', shape: ['batch', 8, 8, 2] }]);
    for (const batch of [1, 2, 5]) {
      const x = randomNormal(random, [batch, 8, 8, 2]);
      const { probabilities } = await model.run({ image: x });
      expectClose(probabilities.dataSync(), convolutional(x).dataSync(), { relative: 1e-5, absolute: 1e-7 });
    }
    await model.dispose();
  });

  it('keeps the batch size where the graph depends on it', async () => {
    const { attention, random } = networks();
    const exported = await exportOnnx((x: Tensor) => attention(x), [randomNormal(random, [2, 5, 6])]);
    expect(exported.dynamicBatch).toBe(false);
    const model = await loadOnnx(exported.bytes);
    const x = randomNormal(random, [2, 5, 6]);
    expectClose((await model.run({ input0: x }))['output0'].dataSync(), attention(x).dataSync(), {
      relative: 1e-5,
      absolute: 1e-6,
    });
  });

  it('writes a training step: variables come in and go out, and stay as they were here', async () => {
    const { convolutional, random, weights } = networks();
    const step = (x: Tensor, y: Tensor) => {
      const { value, grads } = tf.variableGrads(
        () => convolutional(x).sub(y).square().mean() as Scalar,
        weights as never,
      );
      for (const weight of weights) weight.assign(weight.sub(grads[weight.name].mul(0.1)) as never);
      return value;
    };
    const x = randomNormal(random, [2, 8, 8, 2]);
    const y = randomNormal(random, [2, 3]);
    const before = weights.map((weight) => [...weight.dataSync()]);
    const exported = await exportOnnx(step, [x, y]);
    expect(weights.map((weight) => [...weight.dataSync()])).toEqual(before);
    const model = await loadOnnx(exported.bytes);
    const feeds = Object.fromEntries(weights.map((weight) => [weight.name, weight as Tensor]));
    const results = await model.run({ input0: x, input1: y, ...feeds });
    const loss = step(x, y);
    expectClose(results['output0'].dataSync(), loss.dataSync(), { relative: 1e-5 });
    for (const weight of weights)
      expectClose(results[`${weight.name}.next`].dataSync(), weight.dataSync(), { relative: 1e-5, absolute: 1e-6 });
  });

  it('passes the checker and the runtime of Python, where AI_PYTHON names one that has them', async ({ skip }) => {
    const python = process.env['AI_PYTHON'];
    if (!python) skip();
    const { convolutional, random } = networks();
    const folder = mkdtempSync(join(tmpdir(), 'onnx-'));
    const x = randomNormal(random, [2, 8, 8, 2]);
    await exportOnnx((t: Tensor) => convolutional(t), [x], join(folder, 'model.onnx'));
    writeFileSync(join(folder, 'x.json'), JSON.stringify(x.arraySync()));
    const script = `
import json, sys, numpy, onnx, onnxruntime
folder = sys.argv[1]
onnx.checker.check_model(folder + '/model.onnx', full_check=True)
x = numpy.array(json.load(open(folder + '/x.json')), dtype=numpy.float32)
print(json.dumps(onnxruntime.InferenceSession(folder + '/model.onnx').run(None, {'input0': x})[0].tolist()))`;
    const printed = execFileSync(python as string, ['-c', script, folder], { encoding: 'utf8' });
    expectClose(JSON.parse(printed), convolutional(x).arraySync() as number[][], { relative: 1e-5, absolute: 1e-7 });
  });

  it('needs the onnx engine', async () => {
    await setEngine('cpu');
    await expect(exportOnnx((x: Tensor) => x.relu(), [tf.zeros([1])])).rejects.toThrow("needs the engine 'onnx'");
  });
});

describe('OnnxModel.run', () => {
  it('refuses missing, unknown and misshapen inputs', async () => {
    const { bytes } = await exportOnnx((x: Tensor) => x.relu(), [tf.zeros([1, 3])]);
    const model = await loadOnnx(bytes);
    await expect(model.run({})).rejects.toThrow(
      "'input0' of OnnxModel.run must be a float32 tensor of shape [batch,3], got nothing.",
    );
    await expect(model.run({ input0: tf.zeros([1, 4]) })).rejects.toThrow(InvalidArgumentError);
    await expect(model.run({ input0: tf.zeros([1, 3]), x: tf.zeros([1]) })).rejects.toThrow("names among 'input0'");
  });

  it('refuses damaged models', async () => {
    await expect(loadOnnx(new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });
});
