// What the page of browser.test.ts runs, bundled with the built package in the place of its sources.
import { type EngineInfo, type EngineName, engineInfo, Random, randomNormal, setEngine, tf } from '../src/index.js';

export interface PageResult {
  readonly info: EngineInfo;
  readonly losses: number[];
  readonly leaked: number;
}

/** Trains a small convolutional network on noise with a bright half, by whose side it is labelled. */
async function train(engine: EngineName | 'auto'): Promise<PageResult> {
  await setEngine(engine);
  const random = new Random(1);
  const before = tf.memory().numTensors;
  const variable = (shape: number[]): tf.Variable => tf.tidy(() => tf.variable(randomNormal(random, shape).mul(0.3)));
  const [filter, dense] = [variable([3, 3, 1, 4]), variable([64, 2])];
  const sides = tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1], 'int32');
  const images = tf.tidy(() => {
    const bright = tf.oneHot(sides, 2).reshape([8, 1, 2, 1]).tile([1, 8, 4, 1]).mul(2);
    return randomNormal(random, [8, 8, 8, 1]).add(bright) as tf.Tensor4D;
  });
  const labels = tf.tidy(() => tf.oneHot(sides, 2));
  const optimizer = tf.train.adam(0.02);
  const losses: number[] = [];
  for (let step = 0; step < 15; step++) {
    const loss = optimizer.minimize(
      () => {
        const maps = tf.conv2d(images, filter as tf.Variable<tf.Rank.R4>, 1, 'same').relu() as tf.Tensor4D;
        const logits = tf.maxPool(maps, 2, 2, 'valid').reshape([8, 64]).matMul(dense);
        return tf.losses.softmaxCrossEntropy(labels, logits) as tf.Scalar;
      },
      true,
      [filter, dense],
    ) as tf.Scalar;
    losses.push((await loss.data())[0]);
    loss.dispose();
  }
  optimizer.dispose();
  tf.dispose([filter, dense, sides, images, labels]);
  return { info: engineInfo(), losses, leaked: tf.memory().numTensors - before };
}

/** Why an engine that runs in Node.js only is refused. */
async function refusal(engine: EngineName): Promise<string> {
  try {
    await setEngine(engine);
    return '';
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

Object.assign(globalThis, { train, refusal });
