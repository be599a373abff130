import { trainTestSplit } from '@ai/classic-ml';
import { Random } from '@ai/core';
import { accuracy, confusionMatrix } from '@ai/metrics';
import { Adam, ArrayDataset, cosineDecay, crossEntropy, DataLoader, ndArray, supervised, Trainer } from '@ai/nn';
import { loadDataset } from '../../data/datasets.js';
import { defineExperiment, type Figure, figure, frame, progress, scalars } from '../../experiment.js';
import { DIGIT_SIDE, digitScores, misclassifiedFigure } from '../../figures/digits.js';
import { confusionFigure } from '../../figures/plots.js';
import { type OptionValues, parseDrawing } from '../../options.js';
import { text } from '../../text.js';
import { relay } from '../../training/relay.js';
import { weightsFile } from '../../training/weights.js';
import { activationFigures, filterFigure } from './figures.js';
import { flowFigure } from './flow.js';
import { classify, network, probabilities } from './network.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

export const cnnDigits = defineExperiment({
  id: 'cnn-digits',
  chapter: 'networks',
  ...words,
  uses: [
    { name: 'Conv2d', package: '@ai/nn', source: 'packages/nn/src/layers/convolution/conv2d.ts' },
    { name: 'Adam', package: '@ai/nn', source: 'packages/nn/src/optim/adam.ts' },
    { name: 'Trainer', package: '@ai/nn', source: 'packages/nn/src/train/trainer.ts' },
    {
      name: 'confusionMatrix',
      package: '@ai/metrics',
      source: 'packages/metrics/src/classification/confusion-matrix.ts',
    },
  ],
  charts: [
    {
      title: text('Loss', '损失'),
      x: text('step', '步'),
      series: { loss: text('training batch', '训练批次'), testLoss: text('held out', '留出') },
      logarithmic: true,
    },
    {
      title: text('Accuracy on held-out digits', '留出数字上的准确率'),
      x: text('step', '步'),
      series: { accuracy: text('accuracy', '准确率') },
    },
  ],
  live: ['drawing'],
  options,
  script,
  async *run({ options, seed, signal }) {
    const { x, y } = await loadDataset('digits');
    const split = trainTestSplit(x, y.map(Number), { testSize: options.testShare, stratify: true, seed });
    const images = (indices: Int32Array) => {
      const inks = Array.from(indices).flatMap((i) => x[i]);
      return ndArray(
        Float32Array.from(inks, (ink) => ink / 16),
        [indices.length, DIGIT_SIDE, DIGIT_SIDE, 1],
      );
    };
    const labels = (values: readonly number[]) => ndArray(Int32Array.from(values));
    const train = new ArrayDataset(images(split.trainIndices), labels(split.yTrain));
    const testImages = images(split.testIndices);
    const answer = ({ drawing }: OptionValues): Figure[] => {
      const own = parseDrawing(String(drawing));
      const digit = own ?? x[split.testIndices[0]];
      const scores = probabilities(model, digit);
      return [
        flowFigure(model, digit),
        digitScores(scores, own !== undefined, text('probability', '概率')),
        ...activationFigures(model, digit),
      ];
    };

    const random = new Random(seed);
    const model = network(options.filters, options.dropout, random);
    const optimizer = new Adam(model, { learningRate: options.learningRate });
    const loader = new DataLoader(train, { batchSize: options.batchSize, shuffle: true, seed });
    try {
      let predicted: number[] = [];
      yield* relay(async (emit) => {
        const trainer = new Trainer(supervised({ model, optimizer, loss: crossEntropy }), {
          epochs: options.epochs,
          schedule: cosineDecay(options.epochs * loader.length),
          signal,
          seed,
          callbacks: [
            async (event) => {
              if (event.type === 'step') {
                const { step, totalSteps } = event.progress;
                await emit(scalars(step, { loss: event.scalars['loss'] }));
                if (step % 10 === 0)
                  await emit(
                    progress(
                      step / totalSteps,
                      text(`epoch ${event.progress.epoch + 1}`, `第 ${event.progress.epoch + 1} 轮`),
                    ),
                  );
              }
              if (event.type !== 'epoch') return;
              const test = classify(model, testImages, split.yTest);
              predicted = test.predicted;
              await emit(
                scalars(event.progress.step, { testLoss: test.loss, accuracy: accuracy(split.yTest, predicted) }),
              );
              await emit(figure(confusionFigure(confusionMatrix(split.yTest, predicted))));
              await emit(figure(filterFigure(model)));
              for (const shown of answer(options)) await emit(figure(shown));
              await emit(frame);
            },
          ],
        });
        try {
          await trainer.fit(loader);
        } finally {
          trainer.dispose();
        }
      });
      const digits = Array.from(split.testIndices, (i) => x[i]);
      yield figure(misclassifiedFigure(digits, split.yTest, predicted));
      const right = predicted.filter((digit, i) => digit === split.yTest[i]).length;
      yield progress(1);
      return {
        mainFigure: 'flow',
        answer,
        files: { 'weights.safetensors': weightsFile(model) },
        values: {
          accuracy: { label: text('Accuracy', '准确率'), value: accuracy(split.yTest, predicted) },
          errors: { label: text('Errors', '错误'), value: predicted.length - right },
          tested: { label: text('Digits tested', '测试的数字'), value: predicted.length },
          parameters: { label: text('Parameters', '参数'), value: model.countParameters() },
        },
      };
    } catch (error) {
      model.dispose(); // otherwise it answers
      throw error;
    } finally {
      optimizer.dispose();
    }
  },
});
