import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchNormTraining, compile, engineInfo, Random, randomNormal, setEngine, tf } from '../index.js';
import { setLogger } from '../logger.js';
import { expectClose } from '../testing/index.js';

type Tensor = import('@tensorflow/tfjs-core').Tensor;
type Tensor1D = import('@tensorflow/tfjs-core').Tensor1D;
type Tensor4D = import('@tensorflow/tfjs-core').Tensor4D;

afterAll(() => setEngine('auto'));

describe('a device that is not there', () => {
  it('is an error that names it and those the build knows', async () => {
    await expect(setEngine('onnx', { device: 'abacus' })).rejects.toThrow(/cannot compute on 'abacus'.*knows cpu/);
    expect(tf.add(1, 2).dataSync()[0]).toBe(3);
  });

  it('is passed over, with a warning, where the engine is ours to choose', async () => {
    const warnings: string[] = [];
    const previous = setLogger({ warn: (message) => warnings.push(message) });
    const { name, device } = await setEngine('auto', { device: 'abacus' });
    setLogger(previous);
    expect([name, device]).toEqual(['onnx', 'cpu']);
    expect(warnings).toEqual([expect.stringContaining("'abacus'")]);
  });

  it('is refused for an engine that has none', async () => {
    await expect(setEngine('cpu', { device: 'cuda' })).rejects.toThrow("'device' of setEngine must be left out");
  });
});

// Chromium brings a Vulkan driver that needs no graphics card: webgpu on it is slow, and right
const driver = [process.env['CHROMIUM_PATH'], '/usr/lib/chromium/chromium']
  .map((path) => path && join(dirname(path), 'vk_swiftshader_icd.json'))
  .find((path) => path && existsSync(path));
if (!driver)
  console.warn('Skipped: training on webgpu needs a Vulkan driver such as the one that comes with Chromium.');

describe.skipIf(!driver || process.platform !== 'linux')('the device webgpu', () => {
  beforeAll(() => {
    process.env['VK_ICD_FILENAMES'] = driver;
  });

  /** Values and gradients of `fn` on a device. */
  async function evaluate(device: string, fn: (...tensors: Tensor[]) => Tensor, shapes: number[][]) {
    await setEngine('onnx', { device });
    return tf.tidy(() => {
      const random = new Random(4);
      const inputs = shapes.map((shape) => randomNormal(random, shape));
      const value = fn(...inputs);
      const gradients = tf.grads(fn)(inputs, randomNormal(random, value.shape));
      return [value, ...gradients].map((tensor) => [...tensor.dataSync()]);
    });
  }

  it.each([1, 2] as const)('has convolutions of stride %d and pools with the gradients of the CPU', async (stride) => {
    const network = (x: Tensor, filter: Tensor, thin: Tensor, gain: Tensor, shift: Tensor): Tensor => {
      const wide = tf.relu(tf.conv2d(x as Tensor4D, filter as Tensor4D, stride, 'same'));
      const normal = batchNormTraining(wide, gain as Tensor1D, shift as Tensor1D).value as Tensor4D;
      const deep = tf.leakyRelu(tf.depthwiseConv2d(normal, thin as Tensor4D, 1, 'same'));
      const pooled = tf.maxPool(deep as Tensor4D, 3, 2, 'same').add(tf.avgPool(deep as Tensor4D, 3, 2, 'same'));
      const up = tf.conv2dTranspose(normal, filter as Tensor4D, x.shape as never, stride, 'same');
      return tf.softmax(pooled).sum([1, 2]).mul(up.mean());
    };
    const shapes = [[2, 8, 6, 4], [3, 3, 4, 8], [3, 3, 8, 2], [8], [8]];
    const actual = await evaluate('webgpu', network, shapes);
    expectClose(actual, await evaluate('cpu', network, shapes), { relative: 1e-3, absolute: 1e-5 });
  });

  it('trains, compiled and not, with the losses of the CPU, and keeps the state where it is', async () => {
    const train = async (device: string): Promise<number[]> => {
      const info = await setEngine('onnx', { device });
      expect(info.device).toBe(device);
      const random = new Random(1);
      const x = randomNormal(random, [6, 5]);
      const y = randomNormal(random, [6, 2]);
      const weight = tf.variable(randomNormal(random, [5, 2]));
      const before = tf.memory().numTensors;
      const step = (): Tensor =>
        tf.tidy(() => {
          const { value, grads } = tf.variableGrads(() => tf.tanh(x.matMul(weight)).sub(y).square().mean(), [weight]);
          weight.assign(weight.sub(grads[weight.name].mul(0.1)));
          return value;
        });
      const compiled = compile(step);
      const losses = [step, step, compiled.sync, compiled.sync, compiled.sync].map((run) => {
        const loss = run();
        const [value] = loss.dataSync();
        loss.dispose();
        return value;
      });
      expect(tf.memory().numTensors).toBe(before);
      const weights = [...weight.dataSync()];
      compiled.dispose();
      tf.dispose([x, y, weight]);
      return [...losses, ...weights];
    };
    const expected = await train('cpu');
    expectClose(await train('webgpu'), expected, { relative: 1e-4, absolute: 1e-6 });
    expect(engineInfo().device).toBe('webgpu');
  });

  it('hands tensors on to another device', async () => {
    await setEngine('onnx', { device: 'webgpu' });
    const x = tf.tensor1d([1, 2]).mul(3);
    const compiled = compile((a: Tensor) => a.add(1));
    expect([...compiled.sync(x).dataSync()]).toEqual([4, 7]);
    const resident = compiled.sync(x);
    await setEngine('onnx', { device: 'cpu' });
    expect([...compiled.sync(x).dataSync()]).toEqual([4, 7]);
    expect([...resident.mul(2).dataSync()]).toEqual([8, 14]);
    compiled.dispose();
  });
});
