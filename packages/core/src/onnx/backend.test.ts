import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineInfo, setEngine, tf } from '../index.js';
import { expectClose, withoutLeaks } from '../testing/index.js';

const dist = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

beforeAll(() => setEngine('onnx'));

describe('a recorded program', () => {
  it('runs as one graph, kept for the next time', () => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const program = () => tf.tidy(() => x.matMul(x).add(1).relu().sum());
    const before = engineInfo();
    expect(program().dataSync()[0]).toBe(7 + 10 + 15 + 22 + 4);
    expect(program().dataSync()[0]).toBe(58);
    const after = engineInfo();
    expect(after.flushes! - before.flushes!).toBe(2);
    expect(after.graphsBuilt! - before.graphsBuilt!).toBe(1);
  });

  it('takes changing scalars as inputs', () => {
    const x = tf.tensor1d([1, 2]);
    const built: number[] = [];
    for (const rate of [0.1, 0.05, 0.025]) {
      expectClose(x.mul(rate).dataSync(), [rate, 2 * rate]);
      built.push(engineInfo().graphsBuilt!);
    }
    expect(built[2]).toBe(built[0]);
  });

  it('reads inputs that were disposed before the run', () => {
    const chain = () => {
      const x = tf.tensor1d([1, 2, 3]).square(); // computed by a first graph, so its array is the engine's own
      x.dataSync();
      const y = tf.tidy(() => x.add(1));
      const z = y.mul(2);
      y.dispose();
      x.dispose();
      const noise = tf.tensor1d([7, 7, 7]).add(tf.tensor1d([1, 1, 1]));
      expect([...noise.dataSync()]).toEqual([8, 8, 8]);
      return [...z.dataSync()];
    };
    expect(chain()).toEqual([4, 10, 20]);
    expect(chain()).toEqual([4, 10, 20]);
  });

  it('never reuses an array that the caller has seen', () => {
    const x = tf.tensor1d([1, 2, 3, 4]).square();
    const seen = x.dataSync();
    x.dispose();
    for (let i = 0; i < 3; i++) tf.tensor1d([5, 6, 7, 8]).add(i).dataSync();
    expect([...seen]).toEqual([1, 4, 9, 16]);
  });

  it('shares data between shapes without copies', () => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]).add(1);
    const row = x.reshape([4]);
    x.dispose();
    expect([...row.dataSync()]).toEqual([2, 3, 4, 5]);
    expect(row.expandDims(0).shape).toEqual([1, 4]);
  });

  it('reports a failure to whoever reads and starts clean afterwards', () => {
    const table = tf.tensor1d([1, 2, 3]);
    const index = tf.tensor1d([1], 'int32').add(tf.scalar(9, 'int32')) as import('@tensorflow/tfjs-core').Tensor1D;
    const bad = table.gather(index.toInt());
    const dependent = bad.add(1);
    expect(() => bad.dataSync()).toThrow(/onnx engine failed.*Gather/);
    expect(() => dependent.add(1)).toThrow(/onnx engine failed/);
    expect([...table.add(1).dataSync()]).toEqual([2, 3, 4]);
    tf.dispose([bad, dependent]);
  });

  it('refuses indices out of bounds at the call that got them', () => {
    const table = tf.tensor1d([1, 2, 3]);
    expect(() => table.gather(tf.tensor1d([-1], 'int32'))).toThrow('the index value -1 is not in [0, 2]');
  });

  it('refuses shapes that do not fit at the call', () => {
    expect(() => tf.tensor1d([1, 2]).add(tf.tensor1d([1, 2, 3]))).toThrow();
    expect(() => tf.ones([2, 3]).matMul(tf.ones([2, 3]))).toThrow();
  });

  it('gives empty results where a window is larger than an image, and refuses what has no shape', () => {
    const image = tf.ones<tf.Rank.R4>([2, 5, 1, 1]);
    const gradient = tf.grad((x: Tensor) => tf.conv2d(x as tf.Tensor4D, tf.ones([1, 2, 1, 3]), 1, 'valid').sum())(
      image,
    );
    expect([...gradient.dataSync()]).toEqual(new Array(10).fill(0));
    expect(tf.avgPool(image, [1, 2], 1, 'valid').shape).toEqual([2, 5, 0, 1]);
    expect(() => tf.conv2d(image, tf.ones([1, 3, 1, 3]), 1, 'valid')).toThrow('Conv2D: the result would be of shape');
    expect([...image.sum().dataSync()]).toEqual([10]);
  });

  it('leaks nothing when a tidy throws', async () => {
    await expect(
      withoutLeaks(() =>
        tf.tidy(() => {
          tf.tensor1d([1, 2]).add(1).square();
          throw new Error('stop');
        }),
      ),
    ).rejects.toThrow('stop');
  });

  it('mixes with kernels that have no lowering, and with complex and string tensors', () => {
    const x = tf.tensor1d([1, 2, 3, 4]).add(1);
    const spectrum = tf.spectral.rfft(x);
    expectClose(tf.real(spectrum).mul(2).dataSync(), [28, -4, -4], { absolute: 1e-5 });
    const words = tf.tensor1d(['b', 'a']).concat(tf.tensor1d(['c']));
    expect(words.dataSync()).toEqual(['b', 'a', 'c']);
  });

  it('moves tensors to and from other engines', async () => {
    const x = tf.tensor1d([1, 2]).add(1);
    await setEngine('cpu');
    expect(engineInfo().name).toBe('cpu');
    const y = x.mul(2);
    await setEngine('onnx');
    expect([...y.add(1).dataSync()]).toEqual([5, 7]);
    expect([...x.dataSync()]).toEqual([2, 3]);
  });
});

describe('a long program', () => {
  it('that reads nothing is run in pieces that repeat', () => {
    const before = engineInfo();
    const weights = tf.variable(tf.zeros([3]));
    const gradient = tf.tensor1d([1, 2, 3]);
    for (let step = 0; step < 3000; step++) {
      tf.tidy(() =>
        weights.assign(weights.mul(0.999).add(gradient.mul(0.001)).add(gradient.square().mul(1e-3).mean()) as never),
      );
    }
    const after = engineInfo();
    expect(after.flushes! - before.flushes!).toBeGreaterThan(3);
    expect(after.graphsBuilt! - before.graphsBuilt!).toBeLessThan(6);
    let expected = 0;
    for (let step = 0; step < 3000; step++) expected = expected * 0.999 + 0.001 + (14 / 3) * 1e-3;
    expectClose(weights.dataSync()[0], expected, { relative: 1e-4 });
    weights.dispose();
  });

  it('of many shapes keeps a bounded number of graphs', () => {
    for (let n = 1; n <= 300; n++) tf.tidy(() => tf.fill([n], 2).add(tf.range(0, n)).sum().dataSync());
    expect(engineInfo().graphsCached).toBeLessThanOrEqual(256);
  });

  it('keeps the number of tensors and pooled bytes flat', () => {
    const x = tf.variable(tf.randomNormal([64, 64], 0, 1, 'float32', 1));
    const step = () => tf.tidy(() => x.assign(x.matMul(x).tanh() as never)) ?? x.dataSync();
    for (let i = 0; i < 5; i++) step();
    const before = { tensors: tf.memory().numTensors, pooled: engineInfo().pooledBytes };
    for (let i = 0; i < 200; i++) step();
    expect({ tensors: tf.memory().numTensors, pooled: engineInfo().pooledBytes }).toEqual(before);
    x.dispose();
  });
});

type Tensor = import('@tensorflow/tfjs-core').Tensor;

/** Steps of a random program over a stack of [4, 6] tensors, some of which read or dispose in the middle. */
const steps: Readonly<Record<string, (stack: Tensor[]) => void>> = {
  add: (s) => s.push(s.at(-1)!.add(s.at(-2)!)),
  multiply: (s) => s.push(s.at(-1)!.mul(s.at(-2)!)),
  relu: (s) => s.push(s.at(-1)!.relu()),
  tanh: (s) => s.push(s.at(-1)!.tanh()),
  twist: (s) => s.push(s.at(-1)!.transpose().reshape([4, 6])),
  normalize: (s) => s.push(s.at(-1)!.sub(s.at(-1)!.mean(1, true))),
  product: (s) => s.push(s.at(-1)!.matMul(s.at(-2)!, false, true).matMul(s.at(-1)!).mul(0.1).clipByValue(-9, 9)),
  ones: (s) => s.push(tf.onesLike(s.at(-1)!)),
  zeros: (s) => s.push(tf.zeros([4, 6])),
  javascript: (s) =>
    s.push(tf.maxPoolWithArgmax(s.at(-1)!.reshape([1, 4, 6, 1]) as tf.Tensor4D, 1, 1, 'valid').result.reshape([4, 6])),
  slice: (s) =>
    s.push(
      s
        .at(-1)!
        .slice([0, 1], [4, 5])
        .pad([
          [0, 0],
          [1, 0],
        ]),
    ),
  choose: (s) => s.push(tf.where(s.at(-1)!.greater(0), s.at(-2)!, s.at(-1)!)),
  read: (s) => void s.at(-1)!.dataSync(),
  dispose: (s) => void (s.length > 3 && s.splice(-2, 1)[0].dispose()),
  clone: (s) => s.push(s.at(-1)!.clone()),
};

it('computes what the JavaScript engine computes, for random programs', async () => {
  const run = (program: readonly string[]) =>
    tf.tidy(() => {
      const stack: Tensor[] = [1, 2, 3].map((k) =>
        tf.tensor2d(
          Float32Array.from({ length: 24 }, (_, i) => Math.sin(k * i)),
          [4, 6],
        ),
      );
      for (const step of program) steps[step](stack);
      return stack.map((tensor) => [...tensor.dataSync()]);
    });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 25 }), async (program) => {
      await setEngine('cpu');
      const expected = run(program);
      await setEngine('onnx');
      expectClose(run(program), expected, { relative: 1e-4, absolute: 1e-5 });
    }),
    { numRuns: 150, seed: 7 },
  );
});

it('works in worker threads', async () => {
  const code = `import(${JSON.stringify(`file://${dist}`)}).then(({ tf, engineInfo }) =>
    require('node:worker_threads').parentPort.postMessage([engineInfo().name, ...tf.tensor1d([1, 2]).square().dataSync()]))`;
  const answers = await Promise.all(
    [1, 2].map(
      () =>
        new Promise((resolve, reject) =>
          new Worker(code, { eval: true }).once('message', resolve).once('error', reject),
        ),
    ),
  );
  expect(answers).toEqual([
    ['onnx', 1, 4],
    ['onnx', 1, 4],
  ]);
});

it('AI_DEBUG=1 names the kernel that first gives NaN', () => {
  const code = `import { tf } from ${JSON.stringify(`file://${dist}`)};
    try { tf.tensor1d([1, 2]).sub(3).log().sum(); } catch (error) { console.log(error.message); }`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, AI_DEBUG: '1' },
  });
  expect(printed.toString()).toContain('Kernel Log gave NaN for finite inputs');
});
