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

  /** Runs the model of a function for three batch sizes and compares; `fixed` are the shapes of inputs without a batch. */
  async function expectOpen(fn: (...inputs: Tensor[]) => Tensor, shape: number[], fixed: Tensor[] = []) {
    const random = new Random(6);
    const { bytes, fixedBatchReason } = await exportOnnx(fn, [randomNormal(random, shape), ...fixed]);
    expect(fixedBatchReason).toBeUndefined();
    const model = await loadOnnx(bytes);
    for (const batch of [1, 3, 6]) {
      const inputs = [randomNormal(random, [batch, ...shape.slice(1)]), ...fixed];
      const results = await model.run(Object.fromEntries(inputs.map((input, i) => [`input${i}`, input])));
      const expected = fn(...inputs);
      expect(results['output0'].shape).toEqual(expected.shape);
      expectClose(results['output0'].dataSync(), expected.dataSync(), { relative: 1e-5, absolute: 1e-6 });
    }
    await model.dispose();
  }

  it.each<[string, number[], (x: Tensor, nets: ReturnType<typeof networks>) => Tensor]>([
    ['attention', [2, 5, 6], (x, nets) => nets.attention(x)],
    ['one sample as the example', [1, 8, 8, 2], (x, nets) => nets.convolutional(x)],
    [
      'shapes with the batch folded in',
      [2, 3, 4, 5],
      (x) =>
        x
          .reshape([-1, 4, 5])
          .matMul(tf.ones([5, 2]))
          .reshape([-1, 3, 8]),
    ],
    [
      'a state of zeros',
      [2, 4],
      (x) =>
        x
          .concat(tf.zeros([x.shape[0], 3]), 1)
          .tanh()
          .concat(tf.ones([x.shape[0], 2000]), 1),
    ],
    ['a token in front', [3, 4, 2], (x) => tf.concat([tf.tensor3d([1, 2], [1, 1, 2]).tile([x.shape[0], 1, 1]), x], 1)],
    ['resized images', [2, 3, 3, 2], (x) => tf.image.resizeBilinear(x as Tensor4D, [5, 6])],
    [
      'cropped images',
      [2, 3, 3, 2],
      (x) =>
        tf.image.cropAndResize(
          x as Tensor4D,
          tf.tensor2d([[0, 0.2, 1, 0.9]]).tile([x.shape[0], 1]) as tf.Tensor2D,
          tf.range(0, x.shape[0], 1, 'int32'),
          [2, 4],
        ),
    ],
    ['turned images', [2, 3, 3, 2], (x) => tf.image.rotateWithOffset(x as Tensor4D, 0.4)],
    [
      'pads, slices and splits',
      [2, 6, 4],
      (x) =>
        tf
          .split(
            x.slice([0, 1, 0], [-1, 4, -1]).pad([
              [0, 0],
              [1, 1],
              [0, 0],
            ]),
            2,
            1,
          )[1]
          .mul(2),
    ],
    ['a mean over the batch', [4, 3], (x) => x.sub(x.mean(0)).square().mean()],
    ['its own gradient', [4, 3], (x) => tf.grad((t: Tensor) => t.square().mean())(x)],
    ['gathered rows', [4, 5, 3], (x) => tf.gather(x, x.sum(2).argMax(1).toInt().reshape([-1, 1]) as tf.Tensor2D, 1, 1)],
    ['pooled volumes', [2, 4, 4, 4, 1], (x) => tf.maxPool3d(x as never, 2, 2, 'same')],
    ['one input twice', [2, 3], (x) => x.matMul(x.square(), false, true)],
  ])('leaves the batch size open: %s', async (_, shape, fn) => {
    const nets = networks();
    await expectOpen((x: Tensor) => fn(x, nets), shape);
  });

  it('leaves inputs without a batch as they are', async () => {
    await expectOpen((x, table) => x.matMul(table).add(table.sum()), [2, 5], [tf.ones([5, 3])]);
  });

  it('says why the batch size cannot be left open', async () => {
    const halves = (x: Tensor) => (x.shape[0] % 2 === 0 ? x.relu() : x.relu().exp());
    const squeezed = await exportOnnx((x: Tensor) => x.squeeze(), [tf.ones([1, 1, 3])]);
    expect(squeezed.fixedBatchReason).toBe('result 0 is of shape [3] for a batch of 1, [7,3] for 7');
    const { dynamicBatch, fixedBatchReason, bytes } = await exportOnnx(halves, [tf.ones([2, 3])]);
    expect([dynamicBatch, fixedBatchReason]).toEqual([false, 'the function does other operations for other sizes']);
    expect((await loadOnnx(bytes)).inputs[0].shape).toEqual([2, 3]);
    const strict = exportOnnx((x: Tensor) => x.reshape([2, -1]).exp(), [tf.ones([2, 3])], undefined, {
      dynamicBatch: true,
    });
    await expect(strict).rejects.toThrow(
      /cannot leave the batch size open: the function fails for a batch of 7 \(The implicit shape/,
    );
    const powers = exportOnnx((x: Tensor) => x.mul(x.shape[0] ** 2), [tf.ones([2, 3])], undefined, {
      dynamicBatch: true,
    });
    await expect(powers).rejects.toThrow('the constant that Mul takes (float32 []) depends on it in a way of its own');
  });

  it('gives results back that are inputs or constants, and takes inputs that are reshaped at once', async () => {
    const fn = (x: Tensor) => [x, tf.tensor1d([1, 2, 3]), x.reshape([-1]).mul(2), x];
    const { bytes } = await exportOnnx(fn, [tf.ones([2, 3])]);
    const model = await loadOnnx(bytes);
    expect(model.inputs[0].shape).toEqual(['batch', 3]);
    const x = tf.tensor2d([1, 2, 3], [1, 3]);
    const results = await model.run({ input0: x });
    const values = ['output0', 'output1', 'output2', 'output3'].map((name) => [...results[name].dataSync()]);
    expect(values).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [2, 4, 6],
      [1, 2, 3],
    ]);
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

  it('keeps the names of the user apart from those of the graph, and refuses a name given twice', async () => {
    const weight = tf.variable(tf.tensor1d([1, 2]), true, 'c0');
    const inputs: [Tensor, Tensor] = [tf.ones([2]), tf.ones([2])];
    const fn = (x: Tensor, y: Tensor) => x.add(y).mul(2).exp().mul(weight);
    const { bytes } = await exportOnnx(fn, inputs, undefined, { inputNames: ['v0', 'v1'], outputNames: ['v2'] });
    const model = await loadOnnx(bytes);
    const { v2 } = await model.run({ v0: tf.tensor1d([1, 2]), v1: tf.tensor1d([0, 1]) });
    expectClose(v2.dataSync(), [Math.exp(2), 2 * Math.exp(6)]);
    await model.dispose();
    await expect(exportOnnx(fn, inputs, undefined, { inputNames: ['a', 'a'] })).rejects.toThrow(
      "'inputNames' of exportOnnx must leave every name to one input, output or variable, got 'a'.",
    );
    await expect(exportOnnx(fn, inputs, undefined, { outputNames: ['input0'] })).rejects.toThrow(
      "'outputNames' of exportOnnx must leave every name to one input, output or variable, got 'input0'.",
    );
  });

  it('refuses strings and disposed tensors as examples', async () => {
    await expect(exportOnnx((x: Tensor) => x, [tf.tensor1d(['a'])])).rejects.toThrow(
      "'inputs' of exportOnnx must be float32, int32 or bool tensors, got a string tensor of shape [1].",
    );
    const gone = tf.ones([2]);
    gone.dispose();
    await expect(exportOnnx((x: Tensor) => x.exp(), [gone])).rejects.toThrow('got a disposed tensor.');
  });

  it('refuses fractions where a model takes integers', async () => {
    const { bytes } = await exportOnnx((x: Tensor) => x.mul(tf.scalar(2, 'int32')), [tf.tensor1d([1, 2], 'int32')]);
    const model = await loadOnnx(bytes);
    expect([...(await model.run({ input0: tf.tensor1d([3, 4]) }))['output0'].dataSync()]).toEqual([6, 8]);
    await expect(model.run({ input0: tf.tensor1d([1.5, Number.NaN]) })).rejects.toThrow(
      "'input0' of OnnxModel.run must be a int32 tensor of shape [batch], of numbers that int32 holds, got a float32 tensor of shape [2].",
    );
    await model.dispose();
  });

  it('refuses damaged models', async () => {
    await expect(loadOnnx(new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });
});
