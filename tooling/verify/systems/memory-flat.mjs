// Memory over a night's worth of steps: no tensor is left behind and the process does not grow.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compile, engineInfo, Random, randomNormal, tf } from '@ai/core';

const STEPS = 10_000;
const WARM_UP = 5_000; // V8 sizes its heap and compiles what is hot, the pools fill

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Resident bytes without the garbage that V8 has not collected yet. */
function residentBytes() {
  collectGarbage();
  return process.memoryUsage.rss();
}

/** A small network trained on fresh batches: [32, 20] -> 16 -> 4. */
function makeStep() {
  const random = new Random(1);
  const first = tf.variable(randomNormal(random, [20, 16], 0, 0.2));
  const second = tf.variable(randomNormal(random, [16, 4], 0, 0.2));
  return {
    random,
    step: (x, y) =>
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(
          () => x.matMul(first).relu().matMul(second).sub(y).square().mean(),
          [first, second],
        );
        for (const weight of [first, second]) weight.assign(weight.sub(grads[weight.name].mul(0.01)));
        return value;
      }),
    dispose: () => tf.dispose([first, second]),
  };
}

function growth(kind, log) {
  const { step, random, dispose } = makeStep();
  const compiled = kind === 'compiled' ? compile(step) : undefined;
  const run = compiled?.sync ?? step;
  const once = () => {
    const [x, y] = [randomNormal(random, [32, 20]), randomNormal(random, [32, 4])];
    const loss = run(x, y);
    loss.dataSync();
    tf.dispose([x, y, loss]);
  };
  for (let i = 0; i < WARM_UP; i++) once();
  const before = { rss: residentBytes(), tensors: tf.memory().numTensors };
  for (let i = 0; i < STEPS; i++) once();
  const leaked = tf.memory().numTensors - before.tensors;
  if (leaked !== 0) throw new Error(`${leaked} tensors are left over after ${STEPS} ${kind} steps.`);
  const relative = residentBytes() / before.rss - 1;
  log(
    `${STEPS} ${kind} steps: resident memory grew by ${(100 * relative).toFixed(1)} %, ${engineInfo().graphsCached} graphs`,
  );
  compiled?.dispose();
  dispose();
  return relative;
}

export default {
  name: 'memory-flat',
  title: 'growth of resident memory over 10,000 compiled and 10,000 lazy steps',
  bar: 0.05,
  higherIsBetter: false,
  run({ log }) {
    return Math.max(growth('compiled', log), growth('lazy', log));
  },
};
