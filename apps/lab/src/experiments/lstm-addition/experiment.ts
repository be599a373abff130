import { Random, tf } from '@ai/core';
import { Adam } from '@ai/nn';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { text } from '../../text.js';
import { compiledStep } from '../../training/compiled-step.js';
import { weightsFile } from '../../training/weights.js';
import { Adder, judge, tensorsOf } from './adder.js';
import { drawSums, sumOf } from './data.js';
import { additionFigure } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const FRAMES = 40;
const TEST_COUNT = 200;
/** Columns of the addition shown: numbers to 255 and the last carry. */
const SHOWN_BITS = 9;

export const lstmAddition = defineExperiment({
  id: 'lstm-addition',
  chapter: 'networks',
  ...words,
  uses: [
    { name: 'Lstm', package: '@ai/nn', source: 'packages/nn/src/layers/recurrent/lstm.ts' },
    { name: 'bceWithLogitsLoss', package: '@ai/nn', source: 'packages/nn/src/losses/classification.ts' },
  ],
  charts: [
    {
      title: text('Loss', '损失'),
      x: text('step', '步'),
      series: { loss: text('training', '训练') },
      logarithmic: true,
    },
    {
      title: text('Right, of numbers twice as long', '两倍长的数：正确率'),
      x: text('step', '步'),
      series: { bits: text('bits', '位'), sums: text('whole sums', '整个和') },
    },
  ],
  options,
  script,
  async *run({ options, seed }) {
    const random = new Random(seed);
    const model = new Adder(options.units, random);
    const optimizer = new Adam(model, { learningRate: options.learningRate });
    const train = tensorsOf(drawSums(options.examples, options.bits, random));
    const test = drawSums(TEST_COUNT, 2 * options.bits, random);
    const shown = sumOf(options.first, options.second, SHOWN_BITS);
    const training = compiledStep(model, optimizer, () => model.loss(train));
    const every = Math.max(1, Math.ceil(options.steps / FRAMES));
    try {
      let now = judge(model, test);
      let loss = Number.NaN;
      for (let step = 0; step <= options.steps; step++) {
        if (step % every === 0 || step === options.steps) {
          now = judge(model, test);
          loss = tf.tidy(() => model.loss(train).dataSync()[0]);
          yield scalars(step, { loss, bits: now.bits, sums: now.sums });
          yield figure(additionFigure(model, shown, step));
          yield progress(step / options.steps);
          yield frame;
        }
        if (step < options.steps) training.run();
      }
      return {
        mainFigure: 'addition',
        files: { 'weights.safetensors': weightsFile(model) },
        values: {
          sums: { label: text('Sums of numbers twice as long, all right', '两倍长的数，整个和正确'), value: now.sums },
          bits: { label: text('Right bits', '正确的位'), value: now.bits },
          loss: { label: text('Loss', '损失'), value: loss },
          parameters: { label: text('Parameters', '参数'), value: model.countParameters() },
        },
      };
    } finally {
      tf.dispose([train.x, train.y]);
      training.dispose();
      optimizer.dispose();
      model.dispose();
    }
  },
});
