import { trainTestSplit } from '@ai/classic-ml';
import { Random, tf } from '@ai/core';
import { accuracy } from '@ai/metrics';
import { Adam, crossEntropy } from '@ai/nn';
import { planeClasses, TEST_SHARE } from '../../data/plane-classes.js';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { boundsOf, gridOver } from '../../figures/plane.js';
import { text } from '../../text.js';
import { compiledStep } from '../../training/compiled-step.js';
import { weightsFile } from '../../training/weights.js';
import { boundaryFigure, GRID, networkFigure, TILE } from './figures.js';
import { network } from './network.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const FRAMES = 60;

export const mlpBoundary = defineExperiment({
  id: 'mlp-boundary',
  chapter: 'networks',
  ...words,
  uses: [
    { name: 'Linear', package: '@ai/nn', source: 'packages/nn/src/layers/linear/linear.ts' },
    { name: 'Sequential', package: '@ai/nn', source: 'packages/nn/src/layers/container/containers.ts' },
    { name: 'Adam', package: '@ai/nn', source: 'packages/nn/src/optim/adam.ts' },
  ],
  charts: [
    {
      title: text('Loss', '损失'),
      x: text('step', '步'),
      series: { loss: text('training points', '训练点'), testLoss: text('held out', '留出') },
    },
    {
      title: text('Accuracy', '准确率'),
      x: text('step', '步'),
      series: { accuracy: text('training points', '训练点'), testAccuracy: text('held out', '留出') },
    },
  ],
  options,
  script,
  async *run({ options, seed, table }) {
    const data = planeClasses(options, seed, table);
    const classes = data.classes ?? Array.from({ length: Math.max(...data.labels) + 1 }, (_, i) => String(i + 1));
    const { xTrain, xTest, yTrain, yTest } = trainTestSplit(data.points, data.labels, {
      testSize: TEST_SHARE,
      stratify: true,
      seed,
    });
    const part = ({ data: values, rows }: typeof xTrain, labels: number[]) => ({
      x: tf.tensor2d(Float32Array.from(values), [rows, 2]),
      y: tf.tensor1d(labels, 'int32'),
      labels,
    });
    const [train, test] = [part(xTrain, yTrain), part(xTest, yTest)];
    const bounds = boundsOf(data.points);
    const grid = tf.tensor2d(gridOver(bounds, GRID));
    const tileGrid = tf.tensor2d(gridOver(bounds, TILE));
    const model = network(options, classes.length, new Random(seed));
    const optimizer = new Adam(model, { learningRate: options.learningRate, weightDecay: options.weightDecay });
    const measure = ({ x, y, labels }: typeof train) =>
      tf.tidy(() => {
        const scores = model.forward(x) as tf.Tensor2D;
        return {
          loss: crossEntropy(scores, y).dataSync()[0],
          accuracy: accuracy(labels, Array.from(scores.argMax(1).dataSync())),
        };
      });
    const training = compiledStep(model, optimizer, () => crossEntropy(model.forward(train.x), train.y));
    const every = Math.max(1, Math.ceil(options.steps / FRAMES));
    try {
      for (let step = 0; step <= options.steps; step++) {
        if (step % every === 0 || step === options.steps) {
          const [now, held] = [measure(train), measure(test)];
          yield scalars(step, {
            loss: now.loss,
            testLoss: held.loss,
            accuracy: now.accuracy,
            testAccuracy: held.accuracy,
          });
          yield progress(step / options.steps);
          yield figure(boundaryFigure(model, grid, data, classes, bounds, step));
          yield figure(networkFigure(model, tileGrid, classes));
          yield frame;
        }
        if (step === options.steps) break;
        training.run();
      }
      const [now, held] = [measure(train), measure(test)];
      return {
        mainFigure: 'boundary',
        files: { 'weights.safetensors': weightsFile(model) },
        values: {
          accuracy: { label: text('Accuracy on training points', '训练点准确率'), value: now.accuracy },
          testAccuracy: { label: text('Held out', '留出准确率'), value: held.accuracy },
          loss: { label: text('Loss', '损失'), value: now.loss },
          testLoss: { label: text('Held-out loss', '留出损失'), value: held.loss },
          parameters: { label: text('Parameters', '参数'), value: model.countParameters() },
        },
      };
    } finally {
      tf.dispose([train.x, train.y, test.x, test.y, grid, tileGrid]);
      training.dispose();
      optimizer.dispose();
      model.dispose();
    }
  },
});
